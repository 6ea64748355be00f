"""News: drafted, published, withdrawn in the open; mails only to whoever asked for them."""

import xml.etree.ElementTree as Tree

import pytest
from django.urls import reverse
from django.utils import translation

from lifecycle import clock
from lifecycle.models import Entry, Refused
from notifications import mail
from notifications.models import Notice
from registry.support import actions, notices
from registry.support.models import News, Subscription
from tests.factories.accounts import UserFactory
from tests.factories.support import NewsFactory, SubscriptionFactory

pytestmark = pytest.mark.django_db

FACTS = {"title_kk": "Байқау", "title_ru": "Конкурс", "text_kk": "Мәтін.", "text_ru": "Текст."}
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.mark.parametrize("was", News.Status.values)
@pytest.mark.parametrize("then", News.Status.values)
def test_news_moves_along_its_map_and_nowhere_else(was, then):
    assert News(status=was).may_move_to(then) == ((was, then) in {("draft", "published"), ("published", "withdrawn")})


def test_a_draft_is_written_and_revised_and_nobody_reads_it(client):
    officer, now = UserFactory(), clock.now()

    news = actions.draft_news(FACTS, by=officer, at=now)
    actions.revise_news(news, FACTS | {"title_ru": "Тендер"}, by=officer, at=now)

    news.refresh_from_db()
    assert (news.title_ru, news.status, news.drafted_by) == ("Тендер", "draft", officer)
    assert [line.verb for line in Entry.objects.of(news)] == ["drafted", "revised"]
    assert client.get(news.get_absolute_url()).status_code == 404
    assert client.get(reverse("support:news")).context["page"].rows == []


def test_published_news_is_read_by_all_and_mailed_to_subscribers_alone(client):
    reader, _other = SubscriptionFactory().user, UserFactory()
    SubscriptionFactory(since_at=clock.now(), until_at=clock.now())
    SubscriptionFactory(user__is_active=False)
    news, officer, now = NewsFactory(), UserFactory(), clock.now()

    actions.publish_news(news, by=officer, at=now)

    news.refresh_from_db()
    assert (news.status, news.published_at) == ("published", now)
    assert [(n.kind, n.to, n.url) for n in Notice.objects.all()] == [
        ("support/news", reader, f"/kk/support/news/{news.pk}/")
    ]
    assert client.get(reverse("support:news")).context["page"].rows == [news]


def test_what_was_published_is_not_revised():
    news = NewsFactory(published=True)

    with pytest.raises(Refused, match="What was published is not changed"):
        actions.revise_news(news, FACTS, by=UserFactory(), at=clock.now())

    assert Entry.objects.count() == 0


def test_withdrawn_news_leaves_its_reason_and_not_its_text(client):
    news = NewsFactory(published=True, text_ru="Неверные сведения")

    actions.withdraw_news(news, because="Сведения неверны.", by=UserFactory(), at=clock.now())

    page = client.get(news.get_absolute_url()).text
    assert ("Сведения неверны." in page, "Неверные сведения" in page) == (True, False)
    assert client.get(reverse("support:news")).context["page"].rows == []


@pytest.mark.parametrize("because", ["", "  "])
def test_nothing_is_withdrawn_without_a_reason(because):
    news = NewsFactory(published=True)

    with pytest.raises(Refused, match="Write the reason"):
        actions.withdraw_news(news, because=because, by=UserFactory(), at=clock.now())

    news.refresh_from_db()
    assert news.status == "published"


def test_a_person_subscribes_by_one_press_and_ends_it_by_another(client):
    person = UserFactory()
    client.force_login(person)

    client.post(reverse("support:subscribe"))
    has = client.get(reverse("support:news")).context["is_subscribed"]
    client.post(reverse("support:unsubscribe"))

    subscription = Subscription.objects.get()
    assert (has, subscription.user, subscription.until_at is not None) == (True, person, True)
    assert client.get(reverse("support:news")).context["is_subscribed"] is False


def test_nobody_subscribes_or_ends_it_twice():
    person, now = UserFactory(), clock.now()
    subscription = actions.subscribe(by=person, at=now)

    with pytest.raises(Refused, match="You get the news by mail already"):
        actions.subscribe(by=person, at=now)
    actions.unsubscribe(subscription, at=now)
    with pytest.raises(Refused, match="You get no news by mail any more"):
        actions.unsubscribe(subscription, at=now)

    assert actions.subscribe(by=person, at=now) != subscription


def test_nobody_is_subscribed_unasked():
    UserFactory(confirmed=True)

    assert Subscription.objects.count() == 0


def test_the_mail_carries_a_link_that_ends_the_subscription_without_signing_in(client):
    subscription = SubscriptionFactory()
    actions.publish_news(NewsFactory(), by=UserFactory(), at=clock.now())
    letter = mail.compose(Notice.objects.get())
    address = next(word for word in letter.body.split() if "/unsubscribe/" in word)
    path = address.partition("localhost:8000")[2]

    looked = client.get(path)
    subscription.refresh_from_db()
    before = subscription.until_at
    client.post(path)

    subscription.refresh_from_db()
    assert path == f"/en/support/news/unsubscribe/{notices.ticket(subscription)}/"
    assert (looked.status_code, before, subscription.until_at is not None) == (200, None, True)
    assert (address in letter.alternatives[0].content, looked["Referrer-Policy"]) == (True, "same-origin")


@pytest.mark.parametrize("ticket", ["1", "1:forged", "nothing"])
def test_a_link_that_we_did_not_write_leads_nowhere(client, ticket):
    SubscriptionFactory()

    assert client.post(reverse("support:unsubscribe_by_mail", args=[ticket])).status_code == 404


@pytest.mark.parametrize(("language", "title"), [("kk", "Байқау"), ("ru", "Конкурс"), ("en", "Tender")])
def test_the_feed_speaks_the_language_of_its_address(client, language, title):
    NewsFactory(published=True, title_kk="Байқау", title_ru="Конкурс", title_en="Tender")
    NewsFactory()
    with translation.override(language):
        answer = client.get(reverse("support:feed"))

    feed = Tree.fromstring(answer.content)
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] == [title]


def test_the_front_door_shows_the_latest_two(client):
    pieces = [NewsFactory(published=True, published_at=clock.now()) for _ in range(3)]

    page = client.get(reverse("portal:home"))

    assert list(page.context["news"]) == [pieces[2], pieces[1]]


def test_the_list_asks_as_much_for_three_rows_as_for_one(client, django_assert_num_queries):
    NewsFactory.create_batch(3, published=True)

    with django_assert_num_queries(1):
        client.get(reverse("support:news"))
