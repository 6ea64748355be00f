from django.urls import path

from tenders.prompts import views

app_name = "prompts"
urlpatterns = [
    path("applications/<str:number>/submit/", views.submit, name="submit"),
    path("applications/<str:number>/ask/", views.ask, name="ask"),
]
