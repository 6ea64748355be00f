from django.urls import path

from registry.filings import views

app_name = "filings"
urlpatterns = [
    path("register/<str:code>/reports/", views.public, name="public"),
    path("organisations/<str:code>/reports/", views.index, name="index"),
    path("organisations/<str:code>/reports/<int:year>/", views.detail, name="detail"),
    path("organisations/<str:code>/reports/<int:year>/start/", views.start, name="start"),
    path("organisations/<str:code>/reports/<int:year>/check/", views.check, name="check"),
    path("organisations/<str:code>/reports/<int:year>/correct/", views.correct, name="correct"),
    path("organisations/<str:code>/reports/<int:year>/<slug:section>/", views.section, name="section"),
]
