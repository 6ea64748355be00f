"""Before a deadline whoever has not submitted is reminded, four times at most, and nobody else (U20)."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from lifecycle import clock
from notifications import wording
from notifications.models import Notice
from tenders import tasks
from tenders.applications.models import Application
from tenders.calls.models import Call
from tenders.prompts import actions, reminders
from tests.factories.applications import TEXT, ApplicationFactory, head_of
from tests.factories.calls import LotFactory
from tests.factories.registry import LinkFactory

pytestmark = pytest.mark.django_db
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
MONTH_AGO = timezone.now() - 30 * DAY


@pytest.fixture
def lot():
    return LotFactory(call__published=True)


@pytest.fixture
def draft(lot):
    return ApplicationFactory(lot=lot, complete=False, started_at=MONTH_AGO)


def remind(lot, before):
    call = Call.objects.get(pk=lot.call_id)
    actions.remind(call, at=call.deadline_at - before)


def told():
    return Notice.objects.filter(kind__startswith="prompts/").order_by("pk")


@pytest.mark.parametrize("early", [7 * DAY, 3 * DAY, DAY, 3 * HOUR])
def test_at_each_moment_and_not_before_it(lot, draft, early):
    remind(lot, 7 * DAY + MINUTE)
    assert not told().exists()

    remind(lot, early)

    [notice] = told()
    assert (notice.kind, notice.to, notice.about) == ("prompts/unfinished", head_of(draft), draft)


def test_four_reminders_however_often_the_clock_ticks(lot, draft):
    for before in (7 * DAY, 6 * DAY, 3 * DAY, 2 * DAY, DAY, DAY - MINUTE, 3 * HOUR, HOUR, MINUTE, 0 * DAY):
        remind(lot, before)
        remind(lot, before)

    assert told().count() == 4


def test_a_moved_deadline_has_moments_of_its_own(lot, draft):
    remind(lot, DAY)
    Call.objects.filter(pk=lot.call_id).update(
        deadline_at=lot.call.deadline_at + 2 * DAY, opening_at=lot.call.opening_at + 2 * DAY
    )

    remind(lot, 3 * DAY)
    remind(lot, DAY)

    assert told().count() == 3


def test_after_the_deadline_nobody_is_reminded(lot, draft):
    remind(lot, -MINUTE)

    assert not told().exists()


def test_what_was_begun_after_a_moment_is_not_reminded_of_it(lot):
    ApplicationFactory(lot=lot, complete=False, started_at=lot.call.deadline_at - 2 * DAY)

    remind(lot, 2 * DAY - MINUTE)
    assert not told().exists()
    remind(lot, DAY)

    assert told().count() == 1


def test_what_is_submitted_or_withdrawn_is_left_in_peace(lot):
    ApplicationFactory(lot=lot, submitted=True, started_at=MONTH_AGO)
    ApplicationFactory(lot=lot, status="withdrawn", started_at=MONTH_AGO)

    remind(lot, DAY)

    assert not told().exists()


def test_what_is_to_be_confirmed_is_reminded_of_that(lot):
    application = ApplicationFactory(lot=lot, submitted=True, started_at=MONTH_AGO)
    application.move_to("needs_reconfirm", by=None, at=clock.now())

    remind(lot, DAY)

    [notice] = told()
    assert notice.kind == "prompts/unconfirmed"
    assert "is not confirmed" in wording.of(notice, "en").news


def test_those_who_write_are_told_and_those_who_read_are_not(lot, draft):
    editor = LinkFactory(organisation=draft.organisation, role="editor").user
    LinkFactory(organisation=draft.organisation, role="viewer")

    remind(lot, DAY)

    assert {notice.to for notice in told()} == {head_of(draft), editor}


@pytest.mark.parametrize(
    ("language", "section", "zone"),
    [("en", "Budget", "Astana time"), ("ru", "Бюджет", "время Астаны"), ("kk", "Бюджет", "Астана уақыты")],
)
def test_the_mail_names_the_moment_with_its_zone_and_the_sections_and_nothing_written(lot, language, section, zone):
    application = ApplicationFactory(lot=lot, goal="", started_at=MONTH_AGO)
    ApplicationFactory(lot=lot, complete=False, started_at=MONTH_AGO)

    remind(lot, DAY)

    about = ContentType.objects.get_for_model(Application)
    partly = wording.of(told().get(about_type=about, about_id=application.pk), language)
    empty = wording.of(told().exclude(about_id=application.pk).get(), language)
    assert zone in partly.news
    assert section in " ".join(empty.rest)
    assert section not in " ".join(partly.rest)
    assert not any(word in " ".join([partly.news, *partly.rest]) for word in (application.title, TEXT))


def test_a_draft_with_nothing_missing_is_told_so(lot):
    ApplicationFactory(lot=lot, started_at=MONTH_AGO)

    remind(lot, DAY)

    assert "Nothing is missing any more" in " ".join(wording.of(told().get(), "en").rest)


def test_the_task_reminds_of_calls_whose_deadline_is_near_and_is_safe_to_run_twice(lot, draft):
    far = ApplicationFactory(complete=False, started_at=MONTH_AGO)
    Call.objects.filter(pk=far.lot.call_id).update(deadline_at=clock.now() + 8 * DAY, opening_at=clock.now() + 9 * DAY)
    Call.objects.filter(pk=lot.call_id).update(deadline_at=clock.now() + 2 * DAY, opening_at=clock.now() + 3 * DAY)

    tasks.remind_of_deadlines()
    tasks.remind_of_deadlines()

    assert [notice.about for notice in told()] == [draft]


def test_many_drafts_cost_a_fixed_number_of_questions_more_each(lot, django_assert_max_num_queries):
    for _number in range(3):
        ApplicationFactory(lot=lot, complete=False, started_at=MONTH_AGO)

    with django_assert_max_num_queries(20):
        remind(lot, DAY)


def test_the_moments_are_those_people_can_still_use():
    noon = clock.now()

    found = [reminders.moment_of(noon, noon - before) for before in (8 * DAY, 7 * DAY, 4 * DAY, DAY, HOUR, -HOUR)]

    assert [moment and moment.before for moment in found] == [None, 7 * DAY, 7 * DAY, DAY, 3 * HOUR, None]
