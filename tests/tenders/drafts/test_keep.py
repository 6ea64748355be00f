"""What is kept of a working copy: what a button saved, and no words of anybody are written over unkept (Q32)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from lifecycle import clock
from tenders.applications import actions as applications
from tenders.applications.models import Application
from tenders.drafts import actions
from tenders.drafts.models import Version
from tenders.drafts.queries import writer_of
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, head_of

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def draft():
    return ApplicationFactory(complete=False)


def written(draft, *, by, at, by_itself=True, **facts):
    return applications.revise(draft, facts, by=by, at=at, by_itself=by_itself)


def goals(draft):
    return [version.facts["goal"] for version in draft.versions.order_by("number")]


def test_a_button_keeps_a_version_with_who_when_and_what_was_changed(draft):
    head, noon = head_of(draft), clock.now()

    written(draft, goal="First", target_groups=[{"description": "Elders"}], by=head, at=noon, by_itself=False)

    [version] = draft.versions.all()
    assert (version.number, version.saved_by, version.saved_at) == (1, head, noon)
    assert (version.changed, version.is_pressed) == ({"goal": head.pk, "target_groups": head.pk}, True)
    assert (version.facts["goal"], version.facts["target_groups"][0]["description"]) == ("First", "Elders")


def test_what_a_page_saved_by_itself_is_kept_by_the_button_that_changes_nothing_more(draft):
    head, noon = head_of(draft), clock.now()
    written(draft, goal="Typed", by=head, at=noon)
    assert goals(draft) == []

    for _press in range(2):
        written(draft, goal="Typed", by=head, at=noon + SECOND, by_itself=False)

    assert goals(draft) == ["Typed"]


def test_what_one_person_types_within_some_minutes_is_one_version(draft):
    head, noon = head_of(draft), clock.now()
    for number in range(50):
        written(draft, goal=f"Letter {number}", by=head, at=noon + number * SECOND)
    later = noon + actions.TOGETHER

    written(draft, goal="Later", by=head, at=later)

    assert goals(draft) == ["Letter 49"]
    [version] = draft.versions.all()
    assert (version.saved_at, version.is_pressed, version.changed) == (noon + 49 * SECOND, False, {"goal": head.pk})


def test_an_hour_of_two_people_who_type_at_different_texts_is_six_versions(draft):
    people, noon = (head_of(draft), UserFactory()), clock.now()
    for number in range(240):
        names = {("goal", "method")[number % 2]: f"Letter {number}"}
        written(draft, **names, by=people[number % 2], at=noon + 15 * number * SECOND)

    assert draft.versions.count() == 5


def test_another_s_words_are_kept_before_they_are_written_over(draft):
    head, colleague, noon = head_of(draft), UserFactory(), clock.now()
    written(draft, goal="Theirs", by=colleague, at=noon)

    written(draft, goal="Mine", by=head, at=noon + SECOND)
    written(draft, goal="Mine too", by=head, at=noon + 2 * SECOND)

    assert goals(draft) == ["Theirs"]
    assert draft.versions.get().saved_by == colleague


def test_what_was_written_before_there_were_versions_is_kept_before_it_is_changed(draft):
    head, noon = head_of(draft), clock.now()
    written(draft, goal="Old", by=head, at=noon)
    copy = Application.objects.get().working_copy
    copy.unkept, copy.unkept_since = {}, None
    copy.save()

    written(draft, goal="New", by=head, at=noon + SECOND)

    assert goals(draft) == ["Old"]


@pytest.mark.parametrize("by_itself", [True, False])
def test_of_each_text_it_is_known_who_wrote_it_last(draft, by_itself):
    head, colleague, noon = head_of(draft), UserFactory(), clock.now()
    written(draft, goal="Theirs", title="Theirs", by=colleague, at=noon, by_itself=by_itself)
    written(draft, title="Mine", by=head, at=noon + SECOND, by_itself=by_itself)

    known = Application.objects.get()
    assert (writer_of(known, ["goal"]), writer_of(known, ["title"])) == (colleague, head)
    assert writer_of(known, ["method"]) == head  # nobody wrote it: whoever was there last is asked


def test_of_a_draft_in_which_nobody_wrote_there_is_nothing_to_keep(draft):
    assert actions.keep(draft.working_copy, is_pressed=True) is False
    actions.keep_before(draft.working_copy, ["goal"], by=head_of(draft), at=clock.now())

    assert not Version.objects.exists()


def test_whose_words_stand_in_no_version_is_noted_by_name_alone(draft):
    head, noon = head_of(draft), clock.now()

    actions.note_changed(draft.working_copy, ["goal"], by=head, at=noon)
    actions.note_changed(draft.working_copy, ["title"], by=head, at=noon + SECOND)

    copy = draft.working_copy
    assert (copy.unkept, copy.unkept_since) == ({"goal": head.pk, "title": head.pk}, noon)


def test_to_save_by_itself_once_more_asks_nothing_more_of_the_database(draft):
    head, noon = head_of(draft), clock.now()
    written(draft, goal="First", by=head, at=noon)

    with CaptureQueriesContext(connection) as queries:
        written(draft, goal="Second", by=head, at=noon + SECOND)

    assert [one["sql"] for one in queries if "tenders_version" in one["sql"]] == []
    with CaptureQueriesContext(connection) as more:
        written(draft, goal="Third", by=head, at=noon + actions.TOGETHER)
    assert len(more) == len(queries) + 1


def test_versions_are_written_once(draft):
    written(draft, goal="First", by=head_of(draft), at=clock.now(), by_itself=False)

    with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
        Version.objects.update(number=2)
    with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
        Version.objects.all()._raw_delete(using="default")
