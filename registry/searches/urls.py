from django.urls import path

from registry.searches import views

app_name = "searches"
urlpatterns = [
    path("admin/searches/", views.save, name="save"),
    path("admin/searches/<int:pk>/remove/", views.remove, name="remove"),
]
