"""A person finds their organisation by its BIN or name, and learns how to be connected."""

import pytest

from tests.factories.accounts import UserFactory
from tests.factories.registry import OrganisationFactory, valid_bin

pytestmark = pytest.mark.django_db

FIND = "/en/organisations/find/"
UNKNOWN = valid_bin(900)


def names(page):
    return [organisation.name_ru for organisation in page.context["found"]]


def test_a_bin_finds_the_one_organisation_that_has_it(client):
    ngo = OrganisationFactory()
    OrganisationFactory()

    page = client.get(FIND, {"words": ngo.bin})

    assert names(page) == [ngo.name_ru]
    assert f'href="/en/organisations/{ngo.code}/claim/"' in page.text


def test_a_bin_may_be_typed_with_spaces(client):
    ngo = OrganisationFactory()

    page = client.get(FIND, {"words": f" {ngo.bin[:6]} {ngo.bin[6:]} "})

    assert names(page) == [ngo.name_ru]


def test_words_find_by_name_whatever_the_letters(client):
    ngo = OrganisationFactory(name_kk="«Үміт» қоры", name_ru="Фонд «Умит»")

    assert names(client.get(FIND, {"words": "умит"})) == [ngo.name_ru]
    assert names(client.get(FIND, {"words": "ҮМІТ"})) == [ngo.name_ru]


def test_only_public_facts_are_shown(client):
    ngo = OrganisationFactory(head=UserFactory(name="Secret Head"))

    page = client.get(FIND, {"words": ngo.bin}).text

    assert [hidden in page for hidden in (ngo.email, str(ngo.phone), "Secret Head")] == [False, False, False]


def test_of_one_that_is_not_verified_no_more_is_told_than_that_it_is_filed(client):
    ngo = OrganisationFactory(status="filed")

    page = client.get(FIND, {"words": ngo.bin}).text

    assert "a registry officer is checking it" in page
    assert f'href="/en/organisations/{ngo.code}/claim/"' in page
    assert ngo.name_ru not in page
    assert names(client.get(FIND, {"words": ngo.name_ru})) == []


def test_what_is_not_found_is_filed_anew_with_the_number_carried_along(client):
    page = client.get(FIND, {"words": UNKNOWN})

    assert f'href="/en/organisations/new/?bin={UNKNOWN}"' in page.text
    client.force_login(UserFactory())
    form = client.get("/en/organisations/new/", {"bin": UNKNOWN})
    assert f'value="{UNKNOWN}"' in form.text


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("", "Type the BIN or the name of your organisation."),
        ("аб", "Type at least three letters of the name."),
        ("«…»", "Type at least three letters of the name."),
        ("1234", "A BIN has 12 digits and nothing else."),
        ("159940000385", "Digits 3 and 4 of a BIN are the month of registration, from 01 to 12."),
        ("940140000386", "The last digit does not fit the others. Check the number for a slip."),
    ],
)
def test_what_cannot_be_looked_for_is_told_beside_the_field(client, words, sentence):
    page = client.get(FIND, {"words": words})

    assert page.status_code == 200
    assert page.context["form"].errors["words"] == [sentence]


def test_a_liquidated_organisation_is_told_and_not_claimed(client):
    ngo = OrganisationFactory(status="liquidated")

    page = client.get(FIND, {"words": ngo.bin}).text

    assert "The organisation is liquidated" in page
    assert "/claim/" not in page


def test_a_name_that_many_have_shows_ten_and_costs_as_much_as_one(client, django_assert_num_queries):
    OrganisationFactory(name_ru="Фонд «Единственный»")
    with django_assert_num_queries(1) as one:
        client.get(FIND, {"words": "единственный"})
    OrganisationFactory.create_batch(12, name_ru="Фонд «Общий»")

    with django_assert_num_queries(len(one)):
        page = client.get(FIND, {"words": "общий"})

    assert len(names(page)) == 10
    assert "Here are the first 10." in page.text


def test_a_bin_that_is_taken_leads_from_the_form_to_the_organisation(client):
    ngo = OrganisationFactory()
    client.force_login(UserFactory())

    page = client.post("/en/organisations/new/", {"bin": ngo.bin})

    assert page.context["form"].errors["bin"] == [
        "This BIN is in the register already. Find it there and ask to be connected."
    ]
    assert f'href="{FIND}?words={ngo.bin}"' in page.text
    assert f'href="{FIND}?words=' not in client.post("/en/organisations/new/", {"bin": "1234"}).text


@pytest.mark.parametrize("page", ["/en/register/", "/en/organisations/"])
def test_the_first_button_leads_to_finding(client, page):
    client.force_login(UserFactory())

    assert f'<a class="button" href="{FIND}">' in client.get(page).text
