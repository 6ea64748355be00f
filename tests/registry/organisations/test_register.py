"""Filing an organisation: the form, its faults in three languages, the action."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from lifecycle import clock
from lifecycle.models import Entry, Refused
from notifications.models import Notice
from registry.organisations import actions
from registry.organisations.forms import OrganisationForm
from registry.organisations.models import Organisation
from registry.people.models import Link
from registry.reference.models import LegalForm, Region, Sphere
from tests.factories.accounts import UserFactory
from tests.factories.registry import OrganisationFactory
from tests.registry.filing import BIN, cleaned, typed

pytestmark = pytest.mark.django_db

NEW = "/en/organisations/new/"


def faults(language="en", **changes):
    with translation.override(language):
        form = OrganisationForm(typed(**changes))
        return {name: [str(error) for error in errors] for name, errors in form.errors.items()}


def _as_sent(value):
    return [str(part) for part in value] if isinstance(value, list) else str(value)


def test_a_person_files_an_organisation_and_becomes_its_head(client):
    person, officer = UserFactory(), UserFactory(role="registry_officer")
    client.force_login(person)

    response = client.post(NEW, typed())

    organisation = Organisation.objects.get(bin=BIN)
    assert response.url == f"/en/organisations/{organisation.code}/"
    assert (organisation.status, organisation.filed_by, organisation.verified_at) == ("filed", person, None)
    assert (str(organisation.phone), organisation.website) == ("+77012345678", "https://example.kz")
    assert [(link.user, link.role, link.until) for link in organisation.links.all()] == [(person, "head", None)]
    assert [(line.verb, line.by) for line in Entry.objects.of(organisation)] == [("filed", person)]
    assert [(notice.kind, notice.to) for notice in Notice.objects.all()] == [("organisations/filed", officer)]
    assert Notice.objects.get().url == f"/kk/admin/registry/organisation/{organisation.pk}/change/"


def test_what_is_filed_is_not_in_the_public_register_yet(client):
    client.force_login(UserFactory())
    client.post(NEW, typed())

    page = client.get("/en/register/")

    assert page.context["page"].rows == []
    assert client.get(f"/en/register/{BIN}/").status_code == 404


def test_a11_two_classes_are_both_stored_and_the_organisation_is_counted_once(client):
    client.force_login(UserFactory())

    client.post(NEW, typed())

    organisation = Organisation.objects.get()
    assert [kind.code for kind in organisation.classes.order_by("code")] == ["gender", "youth"]
    assert Organisation.objects.filter(classes__code__in=["youth", "gender"]).distinct().count() == 1


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        pytest.param("940140000384", "The last digit does not fit the others", id="E9: check digit"),
        pytest.param("940160000384", "Digit 5 says that this number belongs to an entrepreneur", id="E9: entrepreneur"),
        pytest.param("949940000389", "Digits 3 and 4 of a BIN are the month", id="E9: month 99"),
        pytest.param("940110000385", "Digit 5 of the BIN of an NGO is 4 or 5", id="a person's number"),
        pytest.param("940143000385", "Digit 6 says that this number belongs to a peasant farm", id="peasant farm"),
        pytest.param("940147000385", "Digit 6 of the BIN of an NGO is 0, 1 or 2", id="part"),
        pytest.param("12345", "A BIN has 12 digits", id="length"),
        pytest.param("94014000038５", "A BIN has 12 digits", id="a digit of another script"),
    ],
)
def test_r001_a_wrong_bin_names_the_part_that_fails(number, sentence):
    found = faults(bin=number)

    assert list(found) == ["bin"]
    assert found["bin"][0].startswith(sentence)


@pytest.mark.parametrize("written", ["940140000385", "940 140 000 385", " 940140000385 "])
def test_a_bin_may_be_written_with_spaces(written):
    form = OrganisationForm(typed(bin=written))

    assert form.is_valid(), form.errors
    assert form.cleaned_data["bin"] == "940140000385"


def test_an_organisation_without_a_bin_is_filed_and_cannot_apply(client):
    client.force_login(UserFactory())

    client.post(NEW, typed(bin=""))

    organisation = Organisation.objects.get()
    assert organisation.bin is None


def test_r002_a_bin_that_is_in_the_register_is_refused():
    OrganisationFactory(bin=BIN)

    assert faults() == {"bin": ["This BIN is in the register already. Find it there and ask to be connected."]}


def test_r002_a_bin_taken_since_the_form_was_checked_is_refused_in_words_and_nothing_is_written():
    OrganisationFactory(bin=BIN)

    with pytest.raises(Refused, match="This BIN is in the register already"):
        actions.register(cleaned(), by=UserFactory(), at=clock.now())

    assert (Organisation.objects.count(), Link.objects.count(), Entry.objects.count()) == (1, 0, 0)


def test_a_second_press_of_the_button_files_nothing_twice(client):
    client.force_login(UserFactory())
    client.post(NEW, typed())

    again = client.post(NEW, typed())

    assert "This BIN is in the register already" in again.text
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a10_each_form_that_is_no_ngo_is_refused_with_its_own_reason(language):
    refused = LegalForm.objects.filter(is_ngo=False)

    reasons = {form.code: faults(language, legal_form=form.pk)["legal_form"] for form in refused}

    assert reasons == {form.code: [getattr(form, f"refusal_{language}")] for form in refused}
    assert len({reason for [reason] in reasons.values()}) == 5


@pytest.mark.parametrize("name", ["name_kk", "name_ru"])
@pytest.mark.parametrize("value", ["", "   ", None])
def test_r003_both_names_are_required(name, value):
    assert faults(**{name: value}) == {name: ["This field is required."]}


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"registered_on": (timezone.localdate() + timedelta(days=1)).isoformat()}, "registered_on"),
        ({"registered_on": "31.02.2020"}, "registered_on"),
        ({"registered_on": ""}, "registered_on"),
        ({"phone": "12"}, "phone"),
        ({"phone": "call me"}, "phone"),
        ({"phone": "+7 701 234 56 789"}, "phone"),
        ({"email": "not an address"}, "email"),
        ({"website": "not an address"}, "website"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"spheres": None}, "spheres"),
        ({"spheres": ["0"]}, "spheres"),
        ({"classes": ["x"]}, "classes"),
        ({"legal_form": "0"}, "legal_form"),
        ({"legal_form": ""}, "legal_form"),
        ({"region": ""}, "region"),
        ({"scale": "world"}, "scale"),
        ({"head_name": ""}, "head_name"),
        ({"address_kk": "а" * 301}, "address_kk"),
        ({"address_ru": ""}, "address_ru"),
        ({"name_kk": "қ\x00"}, "name_kk"),
        ({"name_ru": "я" * 301}, "name_ru"),
    ],
)
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_wrong_value_is_named_at_its_field_in_every_language(language, changes, wrong):
    found = faults(language, **changes)

    assert list(found) == [wrong]
    assert len(found[wrong]) == 1


def test_today_is_a_day_of_registration_and_tomorrow_is_not():
    today = timezone.localdate()

    assert faults(registered_on=today.isoformat()) == {}
    assert faults(registered_on=(today + timedelta(days=1)).isoformat()) == {
        "registered_on": ["The date of registration is in the future."]
    }


def test_a_region_that_is_no_more_is_not_offered():
    assert "region" in faults(region=Region.objects.get(code="51").pk)
    assert faults(region=Region.objects.get(code="79").pk) == {}


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_nothing_is_lost_when_the_form_comes_back(client, language):
    client.force_login(UserFactory())
    facts = typed(bin="940140000384", name_en="Kindness", is_rural="on", phone="+7 701 234 56 78")
    with translation.override(language):
        address = reverse("organisations:create")

    page = client.post(address, facts)

    shown = {name: page.context["form"][name].value() for name in facts}
    assert page.status_code == 200
    assert Organisation.objects.count() == 0
    assert shown == {name: _as_sent(value) for name, value in facts.items()} | {"is_rural": True}
    assert page.text.count('aria-invalid="true"') == 1
    assert 'href="#id_bin"' in page.text
    assert page.text.count("<error-summary") == 1


def test_the_page_says_error_first_and_shows_the_sentence_beside_the_field(client):
    client.force_login(UserFactory())

    page = client.post(NEW, typed(bin="949940000389")).text

    sentence = "Digits 3 and 4 of a BIN are the month of registration, from 01 to 12."
    assert "<title>Error: Register an organisation" in page
    assert page.count(sentence) == 2
    assert 'aria-describedby="id_bin_helptext id_bin_error"' in page


def test_the_form_shows_every_field_once_in_its_group(client):
    client.force_login(UserFactory(email="person@example.kz"))

    page = client.get(NEW)

    assert {field.name: page.text.count(f'for="id_{field.name}"') for field in page.context["form"]} == {
        field.name: 0 if field.name in ("spheres", "classes", "scale") else 1 for field in page.context["form"]
    }
    assert page.text.count('name="spheres"') == Sphere.objects.count()
    assert 'value="person@example.kz"' in page.text


def test_whoever_is_not_signed_in_is_asked_to_sign_in(client):
    response = client.post(NEW, typed())

    assert response.url == f"/en/account/login/?next={NEW}"
    assert Organisation.objects.count() == 0


def test_filing_costs_a_fixed_number_of_queries(django_assert_max_num_queries):
    UserFactory.create_batch(3, role="registry_officer")
    person = UserFactory()

    with CaptureQueriesContext(connection) as queries:
        actions.register(cleaned(), by=person, at=clock.now())
    UserFactory.create_batch(30, role="registry_officer")

    with django_assert_max_num_queries(len(queries)):
        other = {"bin": "990140004654", "registered_on": date(1999, 1, 5), "name_kk": "Дала", "name_ru": "Степь"}
        actions.register(cleaned(**other), by=person, at=clock.now())
