from django.urls import path

from tenders.versions import views

app_name = "versions"
urlpatterns = [
    path("applications/<str:number>/versions/", views.index, name="index"),
    path("applications/<str:number>/versions/<int:version>/", views.detail, name="detail"),
    path("applications/<str:number>/versions/<int:version>/restore/", views.restore, name="restore"),
]
