from django.urls import path

from tenders.explanations import views

app_name = "explanations"
urlpatterns = [path("applications/<str:number>/explanation/", views.explain, name="explain")]
