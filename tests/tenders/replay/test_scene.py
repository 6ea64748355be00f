"""What stood before the first application: as if it had been there for long, and new each time."""

from datetime import timedelta

import pytest

from lifecycle import clock
from notifications.models import Notice
from registry.organisations.models import Organisation
from tenders.procedure.models import Profile
from tenders.replay import plan, scene

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def few(monkeypatch):
    """Three NGOs are enough here."""
    monkeypatch.setattr(plan, "NGOS", 3)


def test_a_second_cast_has_numbers_and_addresses_of_its_own(few):
    now = clock.now()

    first, second = scene.cast(now), scene.cast(now)

    assert (first.host, second.host) == ("replay-1.example.kz", "replay-2.example.kz")
    assert list(Organisation.objects.values_list("status", flat=True)) == ["active"] * 6
    assert len(set(Organisation.objects.values_list("bin", flat=True))) == 6
    assert first.body == second.body


def test_nobody_gets_mail_about_what_happened_long_ago(few):
    now = clock.now()
    known = scene.cast(now)

    scene.call(known, deadline=now + DAY, now=now)

    assert set(Notice.objects.values_list("state", flat=True)) == {"dropped"}
    assert scene.owed_to(known).count() == 0


def test_the_call_takes_applications_for_all_the_money_with_a_commission_of_seven(few):
    now = clock.now()

    call = scene.call(scene.cast(now), deadline=now + DAY, now=now)

    assert (call.accepts_applications(now), call.deadline_at, call.opening_at) == (True, now + DAY, now + DAY)
    assert sum(lot.budget_amount for lot in call.lots.all()) == plan.FUNDING
    assert call.commission.members.voting().count() == 7


def test_its_profile_is_the_one_offered_first_but_for_the_hour_of_the_deadline(few):
    now = clock.now()

    call = scene.call(scene.cast(now), deadline=now + DAY, now=now)

    names = [field.name for field in Profile._meta.concrete_fields]
    own, offered = (Profile.objects.values(*names).get(pk=pk) for pk in (call.profile_id, _offered().pk))
    told = {"id", "code", "is_default", "name_kk", "name_ru", "name_en", "source"}
    assert {name for name in names if own[name] != offered[name]} == told | {
        "deadline_not_before",
        "deadline_not_after",
        "deadline_on_working_day",
        "requires_annual_report",
        "low_price_percent",
        "low_price_wd",
    }


def _offered() -> Profile:
    return Profile.objects.get(is_default=True)
