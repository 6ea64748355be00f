from django.urls import path

from tenders.plans import views

app_name = "plans"
urlpatterns = [
    path("plans/", views.index, name="index"),
    path("plans/problems/", views.problems, name="problems"),
    path("plans/problems/new/", views.name_problem, name="name_problem"),
    path("plans/problems/mine/", views.my_problems, name="my_problems"),
    path("plans/problems/<str:code>/", views.problem, name="problem"),
    path("plans/problems/<str:code>/support/", views.support, name="support"),
    path("plans/themes/<str:number>/", views.theme, name="theme"),
    path("plans/themes/<str:number>/comment/", views.comment, name="comment"),
    path("plans/<str:body>/<int:year>/", views.plan, name="plan"),
    path("office/plans/", views.office, name="office"),
    path("office/plans/problems/", views.office_problems, name="office_problems"),
    path("office/plans/problems/<str:code>/publish/", views.publish_problem, name="publish_problem"),
    path("office/plans/problems/<str:code>/refuse/", views.refuse_problem, name="refuse_problem"),
    path("office/plans/problems/<str:code>/take-down/", views.take_down_problem, name="take_down_problem"),
    path("office/plans/themes/new/", views.propose, name="propose"),
    path("office/plans/themes/<str:number>/", views.manage, name="manage"),
    path("office/plans/themes/<str:number>/edit/", views.edit, name="edit"),
    path("office/plans/themes/<str:number>/discussion/", views.open_discussion, name="open_discussion"),
    path("office/plans/themes/<str:number>/comments/<int:pk>/", views.answer, name="answer"),
    path("office/plans/themes/<str:number>/approve/", views.approve, name="approve"),
    path("office/plans/themes/<str:number>/drop/", views.drop, name="drop"),
]
