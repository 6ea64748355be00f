from django.urls import path

from registry.claims import views

app_name = "claims"
urlpatterns = [
    path("organisations/find/", views.find, name="find"),
    path("organisations/claims/<str:code>/", views.detail, name="detail"),
    path("organisations/claims/<str:code>/withdraw/", views.withdraw, name="withdraw"),
    path("organisations/claims/<str:code>/accept/", views.accept, name="accept"),
    path("organisations/claims/<str:code>/refuse/", views.refuse, name="refuse"),
    path("organisations/claims/<str:code>/document/", views.document, name="document"),
    path("organisations/hand-overs/<str:code>/", views.take_over, name="take_over"),
    path("organisations/hand-overs/<str:code>/take-back/", views.take_back, name="take_back"),
    path("organisations/<str:code>/claim/", views.claim, name="claim"),
    path("organisations/<str:code>/hand-over/", views.hand_over, name="hand_over"),
    path("organisations/<str:code>/people/<int:link>/proxy/", views.empower, name="empower"),
]
