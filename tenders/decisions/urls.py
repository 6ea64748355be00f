from django.urls import path

from tenders.decisions import views

app_name = "decisions"
urlpatterns = [
    path("commissions/<str:number>/session/", views.session, name="session"),
    path("commissions/<str:number>/session/convene/", views.convene, name="convene"),
    path("commissions/<str:number>/session/lots/<int:lot>/", views.vote, name="vote"),
    path("commissions/<str:number>/session/publish/", views.publish, name="publish"),
    path("commissions/<str:number>/ranking/", views.ranking, name="ranking"),
    path("calls/<str:call>/results/", views.results, name="results"),
    path("applications/<str:number>/decision/", views.decision, name="decision"),
]
