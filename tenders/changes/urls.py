from django.urls import path

from tenders.changes import views

app_name = "changes"
urlpatterns = [
    path("calls/<str:number>/changes/<int:change>/", views.detail, name="detail"),
    path("office/calls/<str:number>/changes/<int:change>/confirm/", views.confirm, name="confirm"),
    path("office/calls/<str:number>/changes/<int:change>/drop/", views.drop, name="drop"),
    path("office/calls/<str:number>/amend/", views.amend, name="amend"),
    path("office/calls/<str:number>/amend/<str:part>/", views.amend_part, name="amend_part"),
    path("office/calls/<str:number>/extend/", views.extend, name="extend"),
    path("office/calls/<str:number>/direct-agreement/", views.agree_directly, name="agree_directly"),
    path("incidents/", views.incidents, name="incidents"),
    path("office/incidents/new/", views.declare, name="declare"),
]
