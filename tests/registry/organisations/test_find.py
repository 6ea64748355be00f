"""The public register: what it finds, in which order, what it shows, and at which cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from registry.organisations import naming
from registry.organisations.models import Organisation
from registry.reference.models import LegalForm, Region, Sphere
from tests.factories.accounts import UserFactory
from tests.factories.registry import OrganisationFactory

pytestmark = pytest.mark.django_db

REGISTER = "/en/register/"
ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"


def found(words):
    return {organisation.name_kk for organisation in Organisation.objects.matching(words)}


@pytest.mark.parametrize("words", ["фонд", "Фонд", "ФОНД", "«Фонд»", "  фонд  "])
def test_a_word_is_found_in_any_case_and_between_any_marks(words):
    names = ["фонд Арман", "Фонд Алтын", "ФОНД АСЕЛ", "«Фонд» Айгүл"]
    for name in names:
        OrganisationFactory(name_kk=name, name_ru="Союз")
    OrganisationFactory(name_kk="Одақ", name_ru="Союз")

    assert found(words) == set(names)


@pytest.mark.parametrize("words", ["уйым", "ұйым", "ҰЙЫМ", "Уйым"])
def test_kazakh_letters_are_found_by_their_look_alikes(words):
    OrganisationFactory(name_kk="Жастар ұйымы")

    assert found(words) == {"Жастар ұйымы"}


@pytest.mark.parametrize(
    ("typed", "name"), [("берег", "Берёг"), ("Берёг", "Берег"), ("омир", "Өмір"), ("умит", "Үміт")]
)
def test_letters_that_are_often_typed_alike_are_alike(typed, name):
    OrganisationFactory(name_kk=name)

    assert found(typed) == {name}


def test_every_word_counts_and_their_order_does_not():
    OrganisationFactory(name_kk="Атырау жастары", name_ru="Молодёжь Атырау")
    OrganisationFactory(name_kk="Ақтөбе жастары", name_ru="Молодёжь Актобе")

    assert found("жастары атырау") == {"Атырау жастары"}
    assert found("молодежь жастары") == {"Атырау жастары", "Ақтөбе жастары"}


@pytest.mark.parametrize("words", ["%", "_", "' OR 1=1 --", "\\", "%д%"])
def test_signs_of_the_database_are_only_signs(words):
    OrganisationFactory(name_kk="Үміт", name_ru="Надежда")

    assert found(words) in ({"Үміт"}, set())
    assert naming.fold("%_\\") == ""


def test_a_bin_is_found_whole_and_in_part():
    OrganisationFactory(name_kk="Үміт", bin="940140000385")

    assert found("940140000385") == found("9401") == {"Үміт"}


@pytest.mark.parametrize(("language", "field"), [("kk", "name_kk"), ("ru", "name_ru"), ("en", "name_ru")])
def test_the_register_is_in_the_order_of_the_kazakh_alphabet(client, language, field):
    names = [f"{letter}бай" for letter in ALPHABET]
    for number, name in enumerate(reversed(names)):
        other = f"{number:02}"
        OrganisationFactory(**{"name_kk": other, "name_ru": other, field: name.capitalize()})

    rows = client.get(f"/{language}/register/").context["page"].rows

    assert [getattr(row, field).lower() for row in rows] == names


def test_names_that_begin_with_a_mark_stand_where_their_first_letter_does():
    with translation.override("kk"):
        for name in ["Ғылым", "«Әділет»", "Армандастар", "«Өмір»", "Іскер"]:
            OrganisationFactory(name_kk=name)

        rows = Organisation.objects.in_order()

        assert [row.name_kk for row in rows] == ["Армандастар", "«Әділет»", "Ғылым", "«Өмір»", "Іскер"]


def test_the_register_is_filtered_by_region_sphere_form_and_status(client):
    kostanay, sphere = Region.objects.get(code="39"), Sphere.objects.get(number=3)
    union = LegalForm.objects.get(code="public_association")
    fits = OrganisationFactory(region=kostanay, spheres=[sphere], legal_form=union, status="suspended")
    OrganisationFactory(region=kostanay)
    OrganisationFactory(spheres=[sphere])
    OrganisationFactory(legal_form=union)
    OrganisationFactory(status="suspended")
    query = {"region": kostanay.pk, "sphere": sphere.pk, "legal_form": union.pk, "status": "suspended"}

    for name, value in query.items():
        assert len(client.get(REGISTER, {name: value}).context["page"].rows) == 2
    assert client.get(REGISTER, query).context["page"].rows == [fits]


@pytest.mark.parametrize("query", [{"status": "filed"}, {"status": "x"}, {"region": "x"}, {"sphere": "999"}])
def test_a_filter_that_is_not_offered_shows_everything_public_and_nothing_else(client, query):
    public = OrganisationFactory()
    OrganisationFactory(status="filed")
    OrganisationFactory(status="returned")

    page = client.get(REGISTER, query)

    assert page.status_code == 200
    assert {row.pk for row in page.context["page"].rows} <= {public.pk}


@pytest.mark.parametrize("status", ["active", "suspended", "liquidating", "liquidated"])
def test_whoever_was_verified_stays_in_the_register(client, status):
    organisation = OrganisationFactory(status=status)

    assert client.get(REGISTER).context["page"].rows == [organisation]
    assert client.get(f"{REGISTER}{organisation.code}/").status_code == 200


def test_the_register_costs_the_same_for_one_row_and_for_three_hundred(client):
    OrganisationFactory()
    with CaptureQueriesContext(connection) as one:
        client.get(REGISTER)
    OrganisationFactory.create_batch(299)

    with CaptureQueriesContext(connection) as many:
        page = client.get(REGISTER)

    assert len(page.context["page"].rows) == 50
    assert len(many) <= len(one) + 1 <= 12


def test_the_pages_of_the_register_hold_every_row_once(client):
    OrganisationFactory.create_batch(120)
    seen, query = [], ""

    while query is not None:
        page = client.get(f"{REGISTER}{query}").context["page"]
        seen += [row.pk for row in page.rows]
        query = page.next or None

    assert len(seen) == len(set(seen)) == 120


def test_htmx_gets_the_rows_alone(client):
    organisation = OrganisationFactory()

    page = client.get(REGISTER, headers={"HX-Request": "true"})

    assert organisation.name_ru in page.text
    assert "<html" not in page.text


def test_nothing_found_says_what_to_do(client):
    assert "No organisation fits. Use fewer words or clear a filter." in client.get(REGISTER, {"words": "жоқ"}).text


@pytest.mark.parametrize("by", ["code", "bin"])
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_public_page_is_found_by_code_and_by_bin(client, language, by):
    organisation = OrganisationFactory(website="https://example.kz")

    page = client.get(f"/{language}/register/{getattr(organisation, by)}/")

    assert page.status_code == 200
    for public in (organisation.name_kk, organisation.name_ru, organisation.bin, organisation.head_name, "example.kz"):
        assert public in page.text


def test_r008_telephone_e_mail_and_people_stay_private(client):
    person = UserFactory(name="Editor Editorov")
    organisation = OrganisationFactory(phone="+77012345678", email="secret@example.kz", editor=person)
    pages = [client.get(REGISTER).text, client.get(f"{REGISTER}{organisation.code}/").text]

    for page in pages:
        assert [secret for secret in ("7012345678", "701 234", "secret@", "Editorov") if secret in page] == []


def test_the_public_page_costs_a_fixed_number_of_queries(client, django_assert_max_num_queries):
    organisation = OrganisationFactory(spheres=Sphere.objects.all())

    # One of them asks the clock, where the database has one.
    with django_assert_max_num_queries(8):
        client.get(f"{REGISTER}{organisation.code}/")


@pytest.mark.parametrize("status", ["filed", "returned"])
def test_what_was_never_verified_has_no_public_page(client, status):
    organisation = OrganisationFactory(status=status)

    assert client.get(f"{REGISTER}{organisation.code}/").status_code == 404
    assert client.get(f"{REGISTER}{organisation.bin}/").status_code == 404
