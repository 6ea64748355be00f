"""Addresses of a person's notices."""

from django.urls import path

from notifications import views

app_name = "notifications"

urlpatterns = [
    path("notices/", views.index, name="index"),
    path("notices/read/", views.read, name="read"),
]
