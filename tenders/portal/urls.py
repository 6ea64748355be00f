from django.urls import path

from tenders.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("history/", views.history, name="history"),
    path("participation/", views.participation, name="participation"),
    path("register/<str:code>/record/", views.record, name="record"),
    path("verify/", views.verify, name="verify"),
    path("help/", views.help_page, name="help"),
    path("help/protection/", views.protection, name="protection"),
    path("help/accessibility/", views.accessibility, name="accessibility"),
]
