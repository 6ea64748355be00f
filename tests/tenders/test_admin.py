"""Tenders in the admin: read, never decided; and nothing sealed, not even its number."""

from datetime import date

import pytest
from django.apps import apps
from django.contrib.admin.sites import site
from django.utils import timezone

from lifecycle.models import Entry
from notifications.models import Notice
from tenders.calls import actions as calls
from tenders.procedure.models import Holiday, MciRate, Profile
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, submitted
from tests.factories.calls import SEED, CallFactory, default_profile
from tests.factories.commission import CommissionFactory

pytestmark = pytest.mark.django_db

ADMIN = "/en/admin"
OFFERED = {"Call", "Comment", "Commission", "Holiday", "MciRate", "Problem", "Profile", "Protocol", "Theme"}


@pytest.fixture
def root(client):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


@pytest.fixture
def registrar(client):
    user = UserFactory(role="registry_officer")
    client.force_login(user)
    return user


def whole(record, **changes):
    """Every value of a record as its form posts it, with the reason."""
    facts = {field.name: getattr(record, field.name) for field in record._meta.fields if field.name != "id"}
    told = {name: value for name, value in facts.items() if value not in (None, False)}
    return told | {"because": "Decree 12."} | changes


def test_only_what_is_public_is_registered():
    registered = {
        model.__name__ for model in site._registry if model in set(apps.get_app_config("tenders").get_models())
    }

    assert registered == OFFERED


def test_a_registry_officer_keeps_the_holidays_and_the_index_but_no_profile(client, registrar):
    pages = {name: client.get(f"{ADMIN}/tenders/{name.lower()}/").status_code for name in OFFERED}

    assert pages == {name: 200 if name in ("Holiday", "MciRate") else 403 for name in OFFERED}


def test_nobody_else_enters(client):
    client.force_login(UserFactory(role="call_officer", body=CallFactory().customer))

    assert client.get(f"{ADMIN}/tenders/holiday/").status_code == 302


def test_a_holiday_is_changed_for_a_reason(client, registrar):
    day = Holiday.objects.get(on=date(2026, 12, 16))

    client.post(f"{ADMIN}/tenders/holiday/{day.pk}/change/", whole(day, name_en="Day of Independence"))

    assert Holiday.objects.get(pk=day.pk).name_en == "Day of Independence"
    assert [(e.verb, e.by, e.because) for e in Entry.objects.of(day)] == [("corrected", registrar, "Decree 12.")]


def test_without_a_reason_a_holiday_stays(client, registrar):
    day = Holiday.objects.get(on=date(2026, 12, 16))

    response = client.post(f"{ADMIN}/tenders/holiday/{day.pk}/change/", whole(day, name_en="X", because=""))

    assert response.status_code == 200
    assert Holiday.objects.get(pk=day.pk).name_en == "Independence Day"


def test_an_index_is_added(client, registrar):
    client.post(f"{ADMIN}/tenders/mcirate/add/", {"year": "2027", "amount": "4600", "because": "Budget law."})

    assert MciRate.objects.get(year=2027).amount == 4600


def test_a_profile_is_open_until_a_published_call_goes_by_it(client, root):
    profile = default_profile()
    url = f"{ADMIN}/tenders/profile/{profile.pk}/change/"
    draft = client.get(url)
    CallFactory(published=True)
    frozen = client.get(url)

    assert 'name="submission_days"' in draft.content.decode()
    assert 'name="submission_days"' not in frozen.content.decode()
    assert client.post(url, whole(profile, submission_days=1)).status_code == 403


def test_a_new_version_of_a_frozen_profile_is_made_by_an_action(client, root):
    CallFactory(published=True)

    client.post(f"{ADMIN}/tenders/profile/", {"action": "make_version", "_selected_action": [default_profile().pk]})

    assert list(Profile.objects.filter(code="BP").values_list("version", flat=True)) == [2, 1]


def test_an_administrator_reads_published_calls_without_the_seed_and_changes_nothing(client, root):
    call, draft = CallFactory(published=True), CallFactory()
    url = f"{ADMIN}/tenders/call/{call.pk}/change/"

    listed, page = client.get(f"{ADMIN}/tenders/call/").content.decode(), client.get(url).content.decode()

    assert (call.number in listed, draft.number in listed) == (True, False)
    assert call.lots.get().title_ru in page
    assert SEED not in page
    assert '<input type="submit"' not in page.split('<div id="content-main">')[1]
    assert client.post(url, {"title_ru": "X"}).status_code == 403
    assert client.get(f"{ADMIN}/tenders/call/add/").status_code == 403
    assert client.post(f"{ADMIN}/tenders/call/{call.pk}/delete/").status_code == 403


def test_commissions_and_protocols_are_read(client, root):
    call = CallFactory(published=True)
    commission = CommissionFactory(call=call)
    calls.cancel(
        call, because_kk="Бюджет жоқ.", because_ru="Бюджета нет.", by=UserFactory(role="approver", body=call.customer),
        at=timezone.now(),
    )  # fmt: skip
    protocol = call.protocols.get()

    seats = client.get(f"{ADMIN}/tenders/commission/{commission.pk}/change/").content.decode()
    page = client.get(f"{ADMIN}/tenders/protocol/{protocol.pk}/change/").content.decode()

    assert commission.members.first().user.name in seats
    assert protocol.own_hash in page


def test_the_trail_and_the_notices_say_nothing_of_applications(client, root):
    application = ApplicationFactory()
    submitted(application)
    before = (Entry.objects.count(), Notice.objects.count())
    entry, notice = Entry.objects.of(application).last(), Notice.objects.last()

    trail, notices = (client.get(f"{ADMIN}/{name}/") for name in ("lifecycle/entry", "notifications/notice"))

    assert before[0] > 0 and before[1] > 0
    assert trail.context["cl"].queryset.filter(pk=entry.pk).count() == 0
    assert notices.context["cl"].queryset.filter(pk=notice.pk).count() == 0
    assert client.get(f"{ADMIN}/lifecycle/entry/{entry.pk}/change/").status_code == 302
    assert client.get(f"{ADMIN}/notifications/notice/{notice.pk}/change/").status_code == 302


def test_a_notice_that_could_not_be_sent_is_shown_for_somebody_must_mend_it(client, root):
    submitted(ApplicationFactory())
    Notice.objects.update(state="dead", last_error="550 No such mailbox")

    response = client.get(f"{ADMIN}/notifications/notice/")

    assert response.context["cl"].result_count == Notice.objects.count()


@pytest.mark.parametrize("name", sorted(OFFERED))
def test_a_list_costs_the_same_for_one_row_and_for_many(client, root, name, django_assert_max_num_queries):
    CommissionFactory.create_batch(6, call__published=True)
    url = f"{ADMIN}/tenders/{name.lower()}/"

    with django_assert_max_num_queries(12):
        client.get(url)
