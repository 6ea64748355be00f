from django.urls import path

from registry.bodies import views

app_name = "bodies"
urlpatterns = [
    path("register/bodies/", views.index, name="index"),
    path("register/bodies/<slug:code>/", views.detail, name="detail"),
    path("register/restricted/", views.restricted, name="restricted"),
]
