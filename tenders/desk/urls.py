from django.urls import path

from tenders.desk import views

app_name = "desk"
urlpatterns = [path("desk/", views.index, name="index")]
