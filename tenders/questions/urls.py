from django.urls import path

from tenders.questions import views

app_name = "questions"
urlpatterns = [
    path("calls/<str:number>/questions/", views.index, name="index"),
    path("calls/<str:number>/questions/ask/", views.ask, name="ask"),
    path("office/calls/<str:number>/questions/<int:question>/", views.answer, name="answer"),
]
