from django.urls import path

from tenders.protocols import views

app_name = "protocols"
urlpatterns = [
    path("calls/<str:call>/protocols/", views.index, name="index"),
    path("calls/<str:call>/protocols/<int:number>/", views.detail, name="detail"),
    path("calls/<str:call>/protocols/<int:number>/<str:language>.pdf", views.pdf, name="pdf"),
]
