from django.urls import path

from tenders.scoring import views

app_name = "scoring"
urlpatterns = [
    path("commissions/<str:number>/conflicts/late/", views.declare_late, name="declare_late"),
    path("commissions/<str:number>/scoring/", views.index, name="index"),
    path("commissions/<str:number>/scoring/begin/", views.begin, name="begin"),
    path("commissions/<str:number>/scoring/<str:application>/", views.sheet, name="sheet"),
    path("commissions/<str:number>/scoring/<str:application>/lock/", views.lock, name="lock"),
    path("commissions/<str:number>/scoring/<str:application>/all/", views.compare, name="compare"),
]
