"""A new database has the dictionaries and the archive; loading again changes nothing."""

from datetime import date

import pytest
from django.utils.translation import override

from registry.archive import loading as archive
from registry.archive.models import ArchiveTender
from registry.reference import loading
from registry.reference.models import LegalForm, NgoClass, Region, Sphere

pytestmark = pytest.mark.django_db

MODELS = (Region, Sphere, LegalForm, NgoClass, ArchiveTender)


def contents():
    return [list(model.objects.order_by("pk").values()) for model in MODELS]


def test_a_new_database_has_them():
    assert [len(rows) for rows in contents()] == [21, 18, 16, 11, 3]


def test_loading_again_changes_nothing():
    before = contents()

    loading.load()
    archive.load()

    assert contents() == before


def test_loading_mends_what_was_spoilt_and_keeps_the_row():
    spoilt = Region.objects.get(code="23")
    Region.objects.filter(pk=spoilt.pk).update(name_kk="?")

    loading.load()

    assert Region.objects.get(code="23").name_kk == spoilt.name_kk == "Атырау облысы"
    assert Region.objects.get(code="23").pk == spoilt.pk


def test_the_regions_of_a_day_are_those_of_its_time():
    assert (Region.objects.on(date(2004, 5, 1)).count(), Region.objects.on(date(2026, 1, 1)).count()) == (16, 20)


def test_a_region_knows_what_it_became():
    south = Region.objects.get(code="51")

    assert sorted(region.code for region in south.successors.all()) == ["61", "79"]


@pytest.mark.parametrize(
    ("language", "name"), [("kk", "Атырау облысы"), ("ru", "Атырауская область"), ("en", "Atyrau")]
)
def test_an_entry_says_its_name_in_the_readers_language(language, name):
    region = Region.objects.get(code="23")

    with override(language):
        assert str(region) == name
