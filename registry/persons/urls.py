from django.urls import path

from registry.persons import views

app_name = "persons"
urlpatterns = [
    path("organisations/<str:code>/founders/", views.founders, name="founders"),
    path("organisations/<str:code>/founders/add/", views.add_founder, name="add_founder"),
    path("organisations/<str:code>/founders/<int:pk>/end/", views.end_founder, name="end_founder"),
    path("organisations/<str:code>/posts/add/", views.add_post, name="add_post"),
    path("organisations/<str:code>/posts/<int:pk>/end/", views.end_post, name="end_post"),
    path("organisations/<str:code>/private/", views.private, name="private"),
]
