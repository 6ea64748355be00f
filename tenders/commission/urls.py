from django.urls import path

from tenders.commission import views

app_name = "commission"
urlpatterns = [
    path("commissions/<str:number>/", views.detail, name="detail"),
    path("commissions/<str:number>/conflicts/", views.conflicts, name="conflicts"),
    path("office/calls/<str:number>/commission/", views.appoint, name="appoint"),
]
