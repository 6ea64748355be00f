from django.urls import path

from tenders.attachments import views

app_name = "attachments"
urlpatterns = [
    path("applications/<str:number>/export.zip", views.export, name="export"),
    path("applications/<str:number>/attachments/", views.index, name="index"),
    path("applications/<str:number>/attachments/uploads/", views.begin, name="begin"),
    path("applications/<str:number>/attachments/uploads/<str:code>/", views.upload, name="upload"),
    path("applications/<str:number>/attachments/<str:code>/", views.download, name="download"),
    path("applications/<str:number>/attachments/<str:code>/remove/", views.detach, name="detach"),
]
