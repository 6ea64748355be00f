from django.urls import path

from tenders.applications import views

app_name = "applications"
urlpatterns = [
    path("applications/", views.index, name="index"),
    path("applications/budget.xlsx", views.budget_template, name="budget_template"),
    path("calls/<str:call>/lots/<int:lot>/apply/", views.start, name="start"),
    path("applications/<str:number>/", views.detail, name="detail"),
    path("applications/<str:number>/check/", views.check, name="check"),
    path("applications/<str:number>/receipt/", views.receipt, name="receipt"),
    path("applications/<str:number>/receipt.pdf", views.receipt_pdf, name="receipt_pdf"),
    path("applications/<str:number>/status/", views.standing, name="standing"),
    path("applications/<str:number>/application-<str:language>.pdf", views.document, name="document"),
    path("applications/<str:number>/recall/", views.recall, name="recall"),
    path("applications/<str:number>/reconfirm/", views.reconfirm, name="reconfirm"),
    path("applications/<str:number>/withdraw/", views.withdraw, name="withdraw"),
    path("applications/<str:number>/reuse/", views.reuse, name="reuse"),
    path("applications/<str:number>/experience/known/", views.take_known, name="take_known"),
    path("applications/<str:number>/<str:section>/", views.section, name="section"),
    path("office/calls/<str:call>/applications/", views.office, name="office"),
]
