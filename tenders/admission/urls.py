from django.urls import path

from tenders.admission import views

app_name = "admission"
urlpatterns = [
    path("calls/<str:number>/opening/", views.opening, name="opening"),
    path("commissions/<str:number>/admission/", views.index, name="index"),
    path("commissions/<str:number>/admission/begin/", views.begin, name="begin"),
    path("commissions/<str:number>/admission/admit/", views.admit, name="admit"),
    path("commissions/<str:number>/admission/finish/", views.finish, name="finish"),
    path("commissions/<str:number>/admission/<str:application>/", views.rule, name="rule"),
]
