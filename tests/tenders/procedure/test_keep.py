"""A number of the law, a holiday or an index is kept for a reason, and what a call goes by is never changed."""

from datetime import date

import pytest
from auditlog.models import LogEntry
from django.db import IntegrityError, transaction
from django.utils import timezone

from lifecycle.models import Entry, Refused
from tenders.procedure import actions
from tenders.procedure.models import Holiday, Profile
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory, default_profile

pytestmark = pytest.mark.django_db


def test_a_holiday_is_changed_for_a_reason_and_the_old_value_is_kept():
    day, officer, now = Holiday.objects.get(on=date(2026, 12, 16)), UserFactory(), timezone.now()
    day.name_en = "Day of Independence"

    actions.keep(day, by=officer, at=now, because="The name of the law.")

    assert Holiday.objects.get(pk=day.pk).name_en == "Day of Independence"
    assert [(e.verb, e.by, e.because) for e in Entry.objects.of(day)] == [
        ("corrected", officer, "The name of the law.")
    ]
    change = LogEntry.objects.get_for_object(day).get()
    assert change.changes_dict == {"name_en": ["Independence Day", "Day of Independence"]}


def test_a_day_is_added_for_a_reason():
    day = Holiday(on=date(2031, 3, 21), name_kk="Наурыз", name_ru="Наурыз", name_en="Nauryz")

    actions.keep(day, by=UserFactory(), at=timezone.now(), because="Decree 12.")

    assert [(e.verb, e.because) for e in Entry.objects.of(day)] == [("added", "Decree 12.")]


def test_without_a_reason_nothing_is_kept():
    day = Holiday.objects.get(on=date(2026, 12, 16))
    day.is_working = True

    with pytest.raises(Refused, match="Give the reason of the change."):
        actions.keep(day, by=UserFactory(), at=timezone.now(), because=" ")

    assert (Holiday.objects.get(pk=day.pk).is_working, Entry.objects.count()) == (False, 0)


def test_a_profile_may_be_changed_while_only_drafts_go_by_it():
    CallFactory(approved=True)
    profile = default_profile()
    profile.submission_days = 25

    actions.keep(profile, by=UserFactory(), at=timezone.now(), because="House rule 3.")

    assert default_profile().submission_days == 25


@pytest.mark.parametrize("state", ["published", "results_final", "cancelled"])
def test_a_profile_that_a_published_call_goes_by_is_frozen(state):
    CallFactory(**{state: True})
    profile = default_profile()
    profile.submission_days = 1

    with pytest.raises(Refused, match="Make a new version."):
        actions.keep(profile, by=UserFactory(), at=timezone.now(), because="A whim.")

    assert default_profile().submission_days == 20


def test_a_new_version_is_a_copy_that_may_be_changed():
    CallFactory(published=True)
    old, root = default_profile(), UserFactory(administrator=True)

    new = actions.make_version(old, by=root, at=timezone.now())
    newer = actions.make_version(old, by=root, at=timezone.now())

    assert [(p.code, p.version, p.is_default) for p in (old, new, newer)] == [
        ("BP", 1, True),
        ("BP", 2, False),
        ("BP", 3, False),
    ]
    assert (new.submission_days, new.name_kk) == (old.submission_days, old.name_kk)
    assert [(e.verb, e.by, e.because) for e in Entry.objects.of(new)] == [("added", root, "BP, 1")]


def test_the_database_refuses_two_default_profiles():
    with pytest.raises(IntegrityError), transaction.atomic():
        Profile.objects.filter(code="KZ-2016").update(is_default=True)
