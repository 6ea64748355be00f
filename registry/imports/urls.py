from django.urls import path

from registry.imports import views

app_name = "imports"
urlpatterns = [path("register/download/", views.download, name="download")]
