"""What a new database knows, and that loading it again changes nothing."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from tenders.procedure import loading
from tenders.procedure.deadlines import ALMATY
from tenders.procedure.models import Holiday, MciRate, Profile

pytestmark = pytest.mark.django_db


def everything():
    return [list(model.objects.order_by("pk").values()) for model in (Profile, Holiday, MciRate)]


def test_a_new_database_has_every_profile_one_of_them_offered_first():
    assert set(Profile.objects.values_list("code", "version")) == {
        ("BP", 1),
        ("KZ-2016", 1),
        ("KZ-2025", 1),
        ("GRANT-2025", 1),
    }
    assert Profile.objects.get(is_default=True).code == "BP"


def test_a_new_database_has_the_index_of_each_known_year():
    rates = dict(MciRate.objects.values_list("year", "amount"))

    assert rates == {
        2003: Decimal(872), 2004: Decimal(919), 2005: Decimal(971), 2006: Decimal(1030),
        2024: Decimal(3692), 2025: Decimal(3932), 2026: Decimal(4325),
    }  # fmt: skip


def test_a_new_database_knows_the_holidays():
    assert Holiday.objects.get(on=date(2026, 12, 16)).name_kk == "Тәуелсіздік күні"
    assert Holiday.objects.get(on=date(2003, 5, 4)).is_working


def test_loading_again_changes_nothing():
    before = everything()

    loading.load()

    assert everything() == before


def test_what_an_administrator_changed_stays_and_what_was_taken_out_comes_back():
    Holiday.objects.filter(on=date(2026, 12, 16)).update(is_working=True)
    MciRate.objects.filter(year=2026).update(amount=4400)
    Profile.objects.filter(code="BP").update(submission_days=30)
    Holiday.objects.filter(on=date(2026, 1, 1)).delete()

    loading.load()

    assert Holiday.objects.get(on=date(2026, 12, 16)).is_working
    assert MciRate.objects.get(year=2026).amount == 4400
    assert Profile.objects.get(code="BP").submission_days == 30
    assert Holiday.objects.filter(on=date(2026, 1, 1)).exists()


def test_a_window_of_a_profile_follows_the_calendar_of_the_database():
    profile = Profile.objects.get(code="BP")
    friday = datetime(2026, 12, 11, 10, tzinfo=ALMATY)

    with_independence_day = profile.window_end(friday, 3, "wd")
    Holiday.objects.filter(on=date(2026, 12, 16)).delete()
    without = profile.window_end(friday, 3, "wd")

    assert with_independence_day == datetime(2026, 12, 17, 18, tzinfo=ALMATY)
    assert without == datetime(2026, 12, 16, 18, tzinfo=ALMATY)


def test_a_window_of_no_days_ends_the_same_working_day():
    profile = Profile.objects.get(code="BP")

    assert profile.window_end(datetime(2026, 12, 11, 10, tzinfo=ALMATY), 0) == datetime(2026, 12, 11, 18, tzinfo=ALMATY)
