from django.urls import path

from registry.organisations import views

app_name = "organisations"
urlpatterns = [
    path("register/", views.index, name="index"),
    path("register/<str:code>/", views.detail, name="detail"),
    path("organisations/", views.mine, name="mine"),
    path("organisations/new/", views.create, name="create"),
    path("organisations/invitations/<str:token>/", views.join, name="join"),
    path("organisations/<str:code>/edit/", views.edit, name="edit"),
    path("organisations/<str:code>/refile/", views.refile, name="refile"),
    path("organisations/<str:code>/invite/", views.invite, name="invite"),
    path("organisations/<str:code>/people/<int:link>/remove/", views.remove, name="remove"),
]
