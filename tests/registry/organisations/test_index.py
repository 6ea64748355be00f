"""The public register: searched in any case and with any Kazakh letter, the same cost at any length."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from registry.organisations.models import Organisation
from tests.factories.registry import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("words", ["фонд", "Фонд", "ФОНД"])
def test_a_word_is_found_in_any_case(words):
    ngo = OrganisationFactory(name_ru="Общественный Фонд «Тирек»")
    OrganisationFactory(name_ru="Частное учреждение «Сеним»", name_kk="«Сенім» жеке мекемесі")

    assert list(Organisation.objects.matching(words)) == [ngo]


@pytest.mark.parametrize("words", ["ұйым", "уйым", "ҰЙЫМ"])
def test_kazakh_letters_are_found_by_their_look_alikes(words):
    ngo = OrganisationFactory(name_kk="«Жас ұйым» қоғамдық бірлестігі")
    OrganisationFactory()

    assert list(Organisation.objects.matching(words)) == [ngo]


def test_names_stand_in_the_order_of_the_kazakh_alphabet():
    letters = "АӘБГҒКҚНҢОӨУҰҮХҺЫІ"
    for letter in reversed(letters):
        OrganisationFactory(name_kk=f"{letter} ұйымы")

    names = [ngo.name_kk for ngo in Organisation.objects.order_by("sort_kk")]

    assert names == [f"{letter} ұйымы" for letter in letters]


def test_what_is_not_verified_is_not_public(client):
    filed = OrganisationFactory(status="filed")

    assert client.get(reverse("organisations:detail", args=[filed.code])).status_code == 404
    assert filed.name_kk not in client.get(reverse("organisations:index")).content.decode()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_register_costs_the_same_at_one_row_and_at_fifty(client, language):
    counts = []
    for more in (1, 49):
        OrganisationFactory.create_batch(more)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/{language}/register/").status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 12


def test_a_public_page_is_found_by_its_bin_and_shows_no_telephone(client):
    ngo = OrganisationFactory()

    page = client.get(reverse("organisations:detail", args=[ngo.bin])).content.decode()

    assert ngo.name_ru in page and str(ngo.phone) not in page and "2345678" not in page
