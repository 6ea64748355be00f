"""Who is at work: a hint for colleagues, written rarely, gone after two minutes (Q31)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lifecycle import clock
from tenders.applications import colleagues
from tenders.drafts import actions
from tenders.drafts.models import Presence
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, head_of

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def draft():
    return ApplicationFactory(complete=False)


def seen_by_head(draft, at):
    return colleagues.at_work(draft, head_of(draft), at)


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (0, ["Aigerim is editing “Budget” now."]),
        (59, ["Aigerim is editing “Budget” now."]),
        (60, ["Aigerim is editing “Budget” (1 min ago)."]),
        (119, ["Aigerim is editing “Budget” (1 min ago)."]),
        (120, []),
    ],
)
def test_q31_a_colleague_is_seen_for_two_minutes(draft, after, told):
    noon = clock.now()

    actions.arrive(draft, "budget", by=UserFactory(name="Aigerim"), at=noon)

    assert seen_by_head(draft, noon + after * SECOND) == told


def test_nobody_is_told_of_themselves_or_of_another_application(draft):
    noon = clock.now()
    actions.arrive(draft, "budget", by=head_of(draft), at=noon)
    actions.arrive(ApplicationFactory(), "budget", by=UserFactory(), at=noon)

    assert seen_by_head(draft, noon) == []


def test_it_is_written_down_twice_a_minute_at_most_and_at_once_for_another_section(draft):
    head, noon = head_of(draft), clock.now()
    colleagues.meet(draft, "budget", by=head, at=noon)

    with CaptureQueriesContext(connection) as queries:
        colleagues.meet(draft, "budget", by=head, at=noon + 29 * SECOND)
    assert (Presence.objects.get().at, len(queries)) == (noon, 1)

    colleagues.meet(draft, "summary", by=head, at=noon + 29 * SECOND)
    here = Presence.objects.get()
    assert (here.section, here.at) == ("summary", noon + 29 * SECOND)
    colleagues.meet(draft, "summary", by=head, at=noon + 59 * SECOND)
    assert Presence.objects.get().at == noon + 59 * SECOND
