"""How many each further filter of the register would leave: every count against the rows of the page it leads to."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.organisations import facets, naming
from registry.organisations.models import Organisation
from registry.reference.models import LegalForm, NgoClass, Region, Sphere
from tests.factories.accounts import UserFactory
from tests.factories.registry import OrganisationFactory

pytestmark = pytest.mark.django_db

REGISTER = "/en/register/"
TITLES = ["By region", "By class", "By sphere", "By status"]


@pytest.fixture
def mixed():
    """Organisations that differ in every filter, some of them in several classes and spheres."""
    regions, forms = list(Region.objects.filter(code__in=["10", "39", "79"])), list(LegalForm.objects.all()[:2])
    classes, spheres = list(NgoClass.objects.all()[:3]), list(Sphere.objects.all()[:4])
    statuses, scales = ["active", "active", "suspended", "liquidated"], ["local", "region"]
    for number in range(24):
        ngo = OrganisationFactory(
            name_kk=f"{'АӘБ'[number % 3]}рман {number}", name_ru=f"{'АБВ'[number % 3]}рман {number}",
            region=regions[number % 3], legal_form=forms[number % 2], status=statuses[number % 4],
            scale=scales[number // 2 % 2], is_rural=number % 5 == 0, spheres=[spheres[number % 4], spheres[number % 3]],
        )  # fmt: skip
        ngo.classes.set(classes[: number % 4])
    OrganisationFactory(status="filed")
    OrganisationFactory(status="returned")


def counted(page):
    """The counts of a page by facet and label."""
    return {
        one.title: {choice.label: choice.number for choice in one.choices} for one in page.context["facets"].filters
    }


def rows_of(client, query):
    """The rows of a page of the register, read from the table and not from what was counted."""
    return client.get(f"{REGISTER}{query}").text.count("<tr>") - 1


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?words=арман",
        "?words=арман&status=active",
        "?status=active&letter=а",
        "?rural=True&scale=local",
        "?rural=False&status=suspended",
    ],
)
def test_each_count_is_the_number_of_rows_behind_its_link(client, mixed, query):
    page = client.get(f"{REGISTER}{query}")
    choices = [choice for one in page.context["facets"].filters for choice in one.choices if not choice.is_chosen]

    led_to = {choice: rows_of(client, choice.query) for choice in choices}

    assert len(led_to) > 5
    assert {choice.label: choice.number for choice in choices} == {c.label: number for c, number in led_to.items()}


@pytest.mark.parametrize("chosen", ["region", "ngo_class", "sphere", "status"])
def test_a_facet_counts_what_the_others_leave_and_not_itself(client, mixed, chosen):
    before = client.get(REGISTER).context["facets"].filters
    [place] = [place for place, name in enumerate(facets.TITLES) if name == chosen]
    first = before[place].choices[0]

    after = client.get(f"{REGISTER}{first.query}")

    whole, narrowed = before[place].choices, after.context["facets"].filters[place].choices
    assert [(choice.label, choice.number) for choice in narrowed] == [(choice.label, choice.number) for choice in whole]
    assert [choice.is_chosen for choice in narrowed] == [True, *[False] * (len(whole) - 1)]
    assert rows_of(client, narrowed[0].query) == 24
    assert after.context["facets"].total == first.number


def test_two_facets_at_once_leave_what_both_let_through(client, mixed):
    region, sphere = Region.objects.get(code="39"), Sphere.objects.order_by("number").first()

    page = client.get(REGISTER, {"region": region.pk, "sphere": sphere.pk})

    expected = Organisation.objects.filter(region=region, spheres=sphere, verified_at__isnull=False).distinct()
    regions = Organisation.objects.filter(spheres=sphere, verified_at__isnull=False)
    assert page.context["facets"].total == len(page.context["page"].rows) == expected.count() > 0
    assert counted(page)["By region"] == {
        name: number
        for name in ("Abai", "Kostanay", "Shymkent")
        if (number := regions.filter(region__name_en=name).count())
    }


def test_a11_whoever_is_in_two_classes_is_found_under_both_and_counted_once(client):
    ngo = OrganisationFactory()
    ngo.classes.set(NgoClass.objects.filter(code__in=["youth", "gender"]))

    page = client.get(REGISTER)

    assert counted(page)["By class"] == {"Gender associations": 1, "Youth organisations": 1}
    assert page.context["facets"].total == 1


def test_what_would_leave_nothing_is_not_offered(client):
    OrganisationFactory(status="suspended")

    assert counted(client.get(REGISTER)) == {
        "By region": {"Atyrau": 1},
        "By class": {},
        "By sphere": {"Socially vulnerable groups": 1},
        "By status": {"suspended": 1},
    }


def test_nobody_learns_of_what_is_not_verified(client):
    OrganisationFactory(status="filed")
    OrganisationFactory(status="returned")

    page = client.get(REGISTER)

    assert counted(page) == dict.fromkeys(TITLES, {})
    assert page.context["facets"].total == 0


def test_a_link_keeps_the_other_filters_and_leaves_the_place_in_the_list(client):
    OrganisationFactory.create_batch(2)

    page = client.get(REGISTER, {"words": "мейірім", "status": "active", "after": "x"})

    [atyrau] = page.context["facets"].filters[0].choices
    assert atyrau.query == f"?words=%D0%BC%D0%B5%D0%B9%D1%96%D1%80%D1%96%D0%BC&status=active&region={_pk_of('23')}"
    assert page.context["facets"].kept == [("status", "active")]
    assert '<input type="hidden" name="status" value="active" form="register-search">' in page.text


def _pk_of(code):
    return Region.objects.get(code=code).pk


@pytest.mark.parametrize(
    "query",
    ["?region=x", "?region=0", "?letter=ъ", "?letter=аб", "?status=filed", "?sphere=-1", "?rural=2", "?ngo_class=%00"],
)
def test_a_filter_that_is_not_offered_is_as_if_it_were_not_there(client, query):
    OrganisationFactory()

    page = client.get(f"{REGISTER}{query}")

    assert page.status_code == 200
    assert len(page.context["page"].rows) == page.context["facets"].total == 1


@pytest.mark.parametrize(
    ("language", "letter", "names"),
    [
        ("kk", "ә", ["«Әділет»", "Әлем"]),
        ("kk", "а", ["Арман"]),
        ("kk", "0-9", ["21 ғасыр"]),
        ("kk", "a-z", ["Zhan"]),
        ("ru", "в", ["Әділет"]),
    ],
)
def test_the_index_of_letters_leads_to_the_names_that_begin_so(client, language, letter, names):
    for name in ("«Әділет»", "Әлем", "Арман", "21 ғасыр", "Zhan", "Ясна"):
        OrganisationFactory(name_kk=name, name_ru="Справедливость")
    OrganisationFactory(name_kk="Әділет", name_ru="Восход")

    page = client.get(f"/{language}/register/", {"letter": letter})

    found = [row.name_kk for row in page.context["page"].rows]
    expected = names if language == "ru" else sorted([*names, *["Әділет"] * (letter == "ә")], key=naming.sort_key)
    assert found == expected


def test_the_index_has_the_letters_of_the_kazakh_alphabet_in_their_order(client):
    page = client.get("/kk/register/").text

    letters = page.split('class="letters"')[1].split("</nav>")[0]
    shown = [part.split("<")[0].split(">")[1] for part in letters.split("<a href")[1:]]
    assert "".join(shown) == "0-9A-ZАӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЫІЭЮЯ"


def test_a_large_register_is_counted_only_where_few_are_left(client, monkeypatch):
    monkeypatch.setattr(facets, "LARGE", 0)
    monkeypatch.setattr(facets, "COUNTED_UP_TO", 2)
    OrganisationFactory.create_batch(3, name_ru="Фонд")
    rare = OrganisationFactory(name_ru="Одна")

    many, few = client.get(REGISTER, {"words": "фонд"}), client.get(REGISTER, {"words": "одна"})

    assert [row.pk for row in many.context["page"].rows] == sorted(row.pk for row in many.context["page"].rows)
    assert len(many.context["page"].rows) == 3
    assert (many.context["facets"].is_counted, many.context["facets"].is_by_alphabet) == (False, False)
    assert set(counted(many)["By region"].values()) == {None}
    assert "They stand in the order in which they were registered." in many.text
    assert few.context["page"].rows == [rare]
    assert counted(few)["By region"] == {"Atyrau": 1}


def test_in_a_large_register_a_chosen_facet_leaves_few_enough_to_be_counted(client, monkeypatch):
    monkeypatch.setattr(facets, "LARGE", 0)
    monkeypatch.setattr(facets, "COUNTED_UP_TO", 2)
    OrganisationFactory.create_batch(3, name_ru="Фонд")
    found = [OrganisationFactory(name_ru="Фонд", status="suspended", region=Region.objects.get(code="10"))]

    page = client.get(REGISTER, {"words": "фонд", "status": "suspended"})

    assert page.context["page"].rows == found
    assert (page.context["facets"].total, page.context["facets"].is_by_alphabet) == (1, True)
    assert counted(page)["By region"] == {"Abai": 1}
    assert set(counted(page)["By status"].values()) == {None}


def test_without_words_a_large_register_stays_in_the_order_of_the_alphabet(client, monkeypatch):
    monkeypatch.setattr(facets, "LARGE", 0)
    monkeypatch.setattr(facets, "COUNTED_UP_TO", 2)
    for name in ("Ясна", "Мир", "Алма"):
        OrganisationFactory(name_ru=name)

    page = client.get(REGISTER)

    assert [row.name_ru for row in page.context["page"].rows] == ["Алма", "Мир", "Ясна"]


def test_the_register_with_every_filter_costs_at_most_twelve_queries_for_anybody(client):
    OrganisationFactory.create_batch(60)
    kept = {"region": _pk_of("23"), "sphere": Sphere.objects.get(number=6).pk, "status": "active", "letter": "о"}
    client.force_login(UserFactory(role="registry_officer"))

    with CaptureQueriesContext(connection) as queries:
        page = client.get(REGISTER, kept | {"words": "мейирим", "scale": "local", "rural": "False"})

    assert len(page.context["page"].rows) == 50
    assert len(queries) <= 12


def test_htmx_gets_the_facets_with_the_rows(client):
    OrganisationFactory()

    page = client.get(REGISTER, headers={"HX-Request": "true"})

    assert page.text.strip().startswith('<div class="register__found" id="found">')
    assert 'class="facets"' in page.text
