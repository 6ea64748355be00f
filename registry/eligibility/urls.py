from django.urls import path

from registry.eligibility import views

app_name = "eligibility"
urlpatterns = [path("organisations/<str:code>/", views.passport, name="passport")]
