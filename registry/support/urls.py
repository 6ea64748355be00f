from django.urls import path

from registry.support import views

app_name = "support"
urlpatterns = [
    path("support/", views.index, name="index"),
    path("support/measures/<int:pk>/", views.measure, name="measure"),
    path("support/news/", views.news, name="news"),
    path("support/news/feed.atom", views.feed, name="feed"),
    path("support/news/subscribe/", views.subscribe, name="subscribe"),
    path("support/news/unsubscribe/", views.unsubscribe, name="unsubscribe"),
    path("support/news/unsubscribe/<str:ticket>/", views.unsubscribe_by_mail, name="unsubscribe_by_mail"),
    path("support/news/<int:pk>/", views.news_item, name="news_item"),
    path("support/questions/", views.questions, name="questions"),
    path("support/questions/ask/", views.ask, name="ask"),
    path("support/questions/mine/", views.mine, name="mine"),
    path("support/questions/<str:code>/", views.question, name="question"),
    path("support/questions/<str:code>/withdraw/", views.withdraw, name="withdraw"),
    path("support/guides/", views.guides, name="guides"),
    path("support/guides/<slug:code>/", views.guide, name="guide"),
    path("support/guides/<slug:code>/<str:language>/<int:version>/", views.edition, name="edition"),
]
