"""Addresses of a person's own account; signing in and out are allauth's."""

from django.urls import path

from accounts import views

app_name = "accounts"

urlpatterns = [
    path("account/profile/", views.profile, name="profile"),
    path("account/kept/", views.kept, name="kept"),
    path("account/invitations/<str:token>/", views.invitation, name="invitation"),
]
