from django.urls import path

from registry.statistics import views

app_name = "statistics"
urlpatterns = [
    path("statistics/", views.index, name="index"),
    path("statistics/<slug:slug>.csv", views.table, name="table"),
    path("statistics/<slug:slug>/", views.section, name="section"),
]
