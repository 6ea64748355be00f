"""The history of an organisation in the admin: acts with the values they changed, and a way back to each (U33)."""

from datetime import date

import pytest
from auditlog.context import set_actor
from auditlog.models import LogEntry
from django.utils import timezone

from registry.organisations import actions as organisations
from registry.reference.models import Region
from tests.factories.accounts import UserFactory
from tests.factories.registry import OrganisationFactory

pytestmark = pytest.mark.django_db

REASON = "The charter names no such activity."


@pytest.fixture
def officer(client):
    person = UserFactory(role="registry_officer", name="Officer")
    client.force_login(person)
    return person


def page_of(organisation, page="change"):
    return f"/en/admin/registry/organisation/{organisation.pk}/{page}/"


def test_u33_an_act_and_the_values_it_changed_are_one_event_with_who_why_and_how(client, officer):
    organisation = OrganisationFactory(status="filed")
    with set_actor(officer):
        organisations.return_for_correction(organisation, because=REASON, by=officer, at=timezone.now())

    [event, *_earlier] = client.get(page_of(organisation, "history")).context["events"]

    assert (event.by, event.text, event.because, event.job) == ("Officer", "Now: returned for correction", REASON, None)
    assert {(change.name, change.old, change.new) for change in event.changes} == {
        ("Status", "awaiting verification", "returned for correction"),
        ("Reason of return", "", REASON),
    }


def test_u33_what_is_changed_past_every_page_is_in_the_history_as_well(client, officer):
    organisation = OrganisationFactory(website="")
    organisation.website = "https://example.kz"
    organisation.save()

    page = client.get(page_of(organisation, "history"))

    [event, *_earlier] = page.context["events"]
    assert (event.by, event.text, event.changes[0].new) == ("", "Values changed", "https://example.kz")
    assert '<td><span class="quiet">By the system itself</span></td>' in page.text
    assert "field=spheres" not in page.text


@pytest.mark.parametrize(
    ("field", "was", "now", "typed_in"),
    [
        ("name_ru", "Фонд «Мейирим»", "Фонд «Мейрим»", "Фонд «Мейирим»"),
        ("website", "", "https://example.kz", ""),
        ("is_rural", False, True, False),
        ("registered_on", "2015-01-15", "2015-01-16", date(2015, 1, 15)),
        ("region_id", "23", "39", "23"),
        ("bin", None, "940140000385", None),
    ],
)
def test_u33_an_earlier_value_is_put_back_for_a_reason(client, officer, field, was, now, typed_in):
    if field == "region_id":
        was, now = (Region.objects.get(code=code).pk for code in (was, now))
        typed_in = was
    organisation = OrganisationFactory(**{field: was})
    organisation.refresh_from_db()
    setattr(organisation, field, now)
    organisation.save()
    name = field.removesuffix("_id")
    entry = LogEntry.objects.get_for_object(organisation).filter(changes__has_key=name).latest("pk")
    link = f"../change/?restore={entry.pk}&amp;field={name}"

    history = client.get(page_of(organisation, "history")).text
    form = client.get(page_of(organisation), {"restore": entry.pk, "field": name})

    initial = form.context["adminform"].form.initial[name]
    assert link in history
    assert "The earlier value stands in its field. Write the reason, then save." in form.text
    assert (initial if name != "region" else int(initial)) == typed_in
    organisation.refresh_from_db()
    assert str(getattr(organisation, field)) == str(now)


@pytest.mark.parametrize(
    "asked",
    [
        {"restore": "999999", "field": "name_ru"},
        {"restore": "x", "field": "name_ru"},
        {"restore": "²", "field": "name_ru"},
        {"restore": "9" * 40, "field": "name_ru"},
        {"restore": "1", "field": "status"},
        {"restore": "1", "field": "search_text"},
        {"field": "name_ru"},
        {"restore": "1"},
    ],
)
def test_no_address_puts_back_what_was_never_there_or_what_no_form_may_change(client, officer, asked):
    organisation = OrganisationFactory(name_ru="Фонд")

    page = client.get(page_of(organisation), asked)

    assert page.context["adminform"].form.initial["name_ru"] == "Фонд"
    assert "The earlier value stands in its field." not in page.text


@pytest.mark.parametrize("field", ["name_ru", "registered_on", "region", "spheres"])
def test_what_was_there_before_an_organisation_was_filed_is_nothing_to_put_back(client, officer, field):
    organisation = OrganisationFactory(name_ru="Фонд")
    filed = LogEntry.objects.get_for_object(organisation).order_by("pk").first()

    page = client.get(page_of(organisation), {"restore": filed.pk, "field": field})

    assert (page.status_code, page.context["is_put_back"]) == (200, False)


def test_a_value_that_no_column_takes_any_more_is_not_put_back(client, officer):
    organisation = OrganisationFactory()
    organisation.registered_on = date(2015, 1, 16)
    organisation.save()
    entry = LogEntry.objects.get_for_object(organisation).filter(changes__has_key="registered_on").latest("pk")
    LogEntry.objects.filter(pk=entry.pk).update(changes={"registered_on": ["in January", "2015-01-16"]})

    page = client.get(page_of(organisation), {"restore": entry.pk, "field": "registered_on"})

    assert (page.status_code, page.context["is_put_back"]) == (200, False)


def test_whoever_may_not_correct_is_offered_no_way_back(client):
    organisation = OrganisationFactory(name_ru="Фонд")
    organisation.name_ru = "Союз"
    organisation.save()
    client.force_login(UserFactory(administrator=True))

    page = client.get(page_of(organisation, "history"))

    assert "<del>Фонд</del> → <ins>Союз</ins>" in page.text
    assert "?restore=" not in page.text
