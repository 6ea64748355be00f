from django.urls import path

from tenders.messages import views

app_name = "messages"
urlpatterns = [path("applications/<str:number>/messages/", views.index, name="index")]
