from django.urls import path

from tenders.following import views

app_name = "following"
urlpatterns = [
    path("following/", views.index, name="index"),
    path("following/searches/", views.keep, name="keep"),
    path("following/searches/<int:pk>/remove/", views.forget, name="forget"),
    path("calls/<str:number>/follow/", views.follow, name="follow"),
    path("calls/<str:number>/unfollow/", views.unfollow, name="unfollow"),
]
