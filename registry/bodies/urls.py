from django.urls import path

from registry.bodies import views

app_name = "bodies"
urlpatterns = [
    path("register/restricted/", views.restricted, name="restricted"),
]
