from django.urls import path
from django.views.generic import RedirectView

from tenders.calls import views
from tenders.calls.feeds import CallFeed

app_name = "calls"
urlpatterns = [
    path("calls/", views.index, name="index"),
    path("calls/feed.atom", CallFeed(), name="feed"),
    path("calls/<str:number>.ics", views.dates, name="dates"),
    path("calls/<str:number>/document-<str:language>.pdf", views.document, name="document"),
    path("calls/<str:number>/", views.detail, name="detail"),
    path("office/", RedirectView.as_view(pattern_name="calls:office"), name="office_door"),
    path("office/calls/", views.office, name="office"),
    path("office/calls/new/", views.create, name="create"),
    path("office/calls/<str:number>/", views.manage, name="manage"),
    path("office/calls/<str:number>/copy/", views.copy, name="copy"),
    path("office/calls/<str:number>/parts/<slug:part>/", views.part, name="part"),
    path("office/calls/<str:number>/lots/new/", views.lot_create, name="lot_create"),
    path("office/calls/<str:number>/lots/<int:lot>/", views.lot_edit, name="lot_edit"),
    path("office/calls/<str:number>/lots/<int:lot>/remove/", views.lot_remove, name="lot_remove"),
    path("office/calls/<str:number>/criteria/", views.criteria, name="criteria"),
    path("office/calls/<str:number>/requirements/", views.requirements, name="requirements"),
    path("office/calls/<str:number>/documents/", views.documents, name="documents"),
    path("office/calls/<str:number>/warnings/", views.warnings, name="warnings"),
    path("office/calls/<str:number>/check/", views.check, name="check"),
    path("office/calls/<str:number>/approve/", views.approve, name="approve"),
    path("office/calls/<str:number>/send-back/", views.send_back, name="send_back"),
    path("office/calls/<str:number>/publish/", views.publish, name="publish"),
    path("office/calls/<str:number>/cancel/", views.cancel, name="cancel"),
]
