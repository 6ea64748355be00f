from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.template import Context, Template
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from notifications import actions
from notifications.models import Notice
from tests.factories.accounts import UserFactory
from tests.factories.notifications import THEN, NoticeFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("language", "role"), [("kk", "тіркеуші"), ("ru", "регистратор"), ("en", "registry officer")])
def test_a_person_reads_in_the_language_of_the_page(client, language, role):
    notice = NoticeFactory(to=UserFactory(language="kk"))
    client.force_login(notice.to)

    page = client.get(f"/{language}/notices/").content.decode()

    assert role in page
    assert f'href="/{language}/desk/"' in page


def test_what_mail_could_not_carry_is_read_here(client):
    notice = NoticeFactory(dead=True)
    client.force_login(notice.to)

    page = client.get("/en/notices/").content.decode()

    assert "From 2 June 2025 you act as registry officer." in page
    assert f"We could not deliver the copy to {notice.address}." in page


def test_nobody_reads_what_is_not_theirs_or_not_yet_or_only_for_the_mail(client):
    reader = UserFactory()
    NoticeFactory()
    NoticeFactory(to=reader, send_after=timezone.now() + timedelta(hours=1))
    NoticeFactory(to=reader, is_listed=False)
    client.force_login(reader)

    page = client.get("/en/notices/").content.decode()

    assert "You have no notices yet." in page


def test_a_stranger_signs_in_first(client):
    answer = client.get("/en/notices/")

    assert (answer.status_code, answer.url) == (302, "/en/account/login/?next=/en/notices/")


def test_what_people_typed_is_shown_as_they_typed_it_and_does_nothing(client):
    notice = NoticeFactory(facts={"role_en": "<script>alert(1)</script>", "since_on": "2025-06-02"})
    client.force_login(notice.to)

    page = client.get("/en/notices/").content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_all_that_was_shown_is_marked_as_read(client):
    notice, foreign = NoticeFactory(), NoticeFactory()
    client.force_login(notice.to)

    answer = client.post("/en/notices/read/", follow=True)

    notice.refresh_from_db()
    foreign.refresh_from_db()
    assert answer.redirect_chain == [("/en/notices/", 302)]
    assert "All notices are marked as read." in answer.content.decode()
    assert (notice.read_at is not None, foreign.read_at) == (True, None)


def test_looking_marks_nothing(client):
    notice = NoticeFactory()
    client.force_login(notice.to)

    client.get("/en/notices/")
    refused = client.get("/en/notices/read/")

    notice.refresh_from_db()
    assert (notice.read_at, refused.status_code) == (None, 405)


def test_what_comes_later_stays_new():
    notice = NoticeFactory()
    later = NoticeFactory(to=notice.to, send_after=THEN + timedelta(hours=1))

    assert actions.read_all(by=notice.to, at=THEN) == 1

    assert list(Notice.objects.unread()) == [later]


@pytest.mark.parametrize("many", [1, 3])
def test_a_long_list_asks_as_many_questions_as_a_short_one(client, many):
    reader = UserFactory()
    NoticeFactory.create_batch(many, to=reader)
    client.force_login(reader)
    client.get("/en/notices/")

    with CaptureQueriesContext(connection) as queries:
        client.get("/en/notices/")

    assert len([query for query in queries if "notifications_notice" in query["sql"]]) == 2


def unread(user) -> tuple[str, int]:
    request = RequestFactory().get("/")
    request.user = user
    with CaptureQueriesContext(connection) as queries:
        text = Template("{% load notices %}{% unread_notices %}").render(Context({"request": request}))
    return text, len(queries)


def test_the_frame_counts_what_is_new_in_one_query():
    notice = NoticeFactory()
    NoticeFactory(to=notice.to, read_at=THEN)
    NoticeFactory(to=notice.to, send_after=timezone.now() + timedelta(hours=1))

    assert unread(notice.to) == ("1", 1)


def test_the_frame_asks_nothing_for_a_stranger():
    assert unread(AnonymousUser()) == ("0", 0)
    assert Template("{% load notices %}{% unread_notices %}").render(Context()) == "0"
