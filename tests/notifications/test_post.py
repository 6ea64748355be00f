import pytest
from django.db import connection, transaction
from django.template import TemplateDoesNotExist
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from notifications import outbox
from notifications.models import Notice
from tests.factories.accounts import AssignmentFactory, UserFactory
from tests.factories.notifications import THEN

pytestmark = pytest.mark.django_db

KIND = "accounts/role_given"


def test_a_message_is_owed_to_each_person_in_their_language():
    asel, ivan, role = UserFactory(language="kk"), UserFactory(language="ru"), AssignmentFactory()

    outbox.post(KIND, to=[asel, ivan], at=THEN, about=role, url="/ru/desk/", since_on=THEN.date())

    assert [(n.to, n.address, n.language, n.about, n.url, n.facts) for n in Notice.objects.order_by("pk")] == [
        (asel, asel.email, "kk", role, "/kk/desk/", {"since_on": "2025-06-02"}),
        (ivan, ivan.email, "ru", role, "/kk/desk/", {"since_on": "2025-06-02"}),
    ]


def test_it_waits_in_the_queue_from_its_moment_on():
    outbox.post(KIND, to=[UserFactory()], at=THEN, key="one")

    notice = Notice.objects.get()
    assert (notice.state, notice.attempts, notice.is_listed) == ("queued", 0, True)
    assert notice.created_at == notice.send_after == notice.available_at == THEN


def test_a_message_under_embargo_waits_for_its_moment():
    later = THEN.replace(hour=18)

    outbox.post(KIND, to=[UserFactory()], at=THEN, key="one", send_after=later)

    notice = Notice.objects.get()
    assert (notice.created_at, notice.send_after, notice.available_at) == (THEN, later, later)


def test_somebody_without_an_account_is_written_to():
    outbox.post(KIND, to=[outbox.Address("new@example.kz", "ru")], at=THEN, key="one")

    notice = Notice.objects.get()
    assert (notice.to, notice.address, notice.language) == (None, "new@example.kz", "ru")


def test_the_same_is_owed_once_however_often_it_is_posted():
    person, role = UserFactory(), AssignmentFactory()

    for key in ("", "", "second time"):
        outbox.post(KIND, to=[person, person], at=THEN, about=role, key=key)
    outbox.post(KIND, to=[person], at=THEN, about=AssignmentFactory())
    outbox.post(KIND, to=[UserFactory()], at=THEN, about=role)

    assert Notice.objects.count() == 4


def test_a_message_about_nothing_needs_a_key():
    with pytest.raises(ValueError, match="needs a key"):
        outbox.post(KIND, to=[UserFactory()], at=THEN)


def test_a_kind_without_words_is_seen_at_once():
    with pytest.raises(TemplateDoesNotExist):
        outbox.post("accounts/never_written", to=[UserFactory()], at=THEN, key="one")

    assert Notice.objects.count() == 0


def test_many_people_cost_one_query():
    people = UserFactory.create_batch(30)
    outbox.post(KIND, to=[people[0]], at=THEN, key="warm")

    with CaptureQueriesContext(connection) as queries:
        outbox.post(KIND, to=people, at=THEN, key="all")

    assert len([query for query in queries if query["sql"].startswith("INSERT")]) == 1
    assert Notice.objects.count() == 31


def test_nothing_is_owed_when_the_act_is_undone():
    with pytest.raises(RuntimeError), transaction.atomic():
        outbox.post(KIND, to=[UserFactory()], at=THEN, key="one")
        raise RuntimeError

    assert Notice.objects.count() == 0


def test_an_address_is_kept_whatever_language_it_was_made_in():
    for language in ("kk", "ru", "en"):
        with translation.override(language):
            outbox.post(KIND, to=[UserFactory()], at=THEN, key="one", url=reverse("notifications:index"))

    assert set(Notice.objects.values_list("url", flat=True)) == {"/kk/notices/"}


def test_thousands_of_different_messages_are_owed_in_a_handful_of_queries():
    people, role = UserFactory.create_batch(3), AssignmentFactory()

    def queries(times):
        with CaptureQueriesContext(connection) as used:
            outbox.owe(
                letter
                for number in range(times)
                for letter in outbox.letters(KIND, to=people, at=THEN, about=role, key=f"{times}, {number}")
            )
        return len(used)

    assert queries(1) == queries(3)
    assert Notice.objects.count() == 12
