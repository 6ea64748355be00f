from django.urls import path

from tenders.rehearsals import views

app_name = "rehearsals"
urlpatterns = [
    path("office/calls/<str:call>/lots/<int:lot>/rehearsal/", views.detail, name="detail"),
    path("office/calls/<str:call>/lots/<int:lot>/rehearsal/<str:section>/", views.section, name="section"),
]
