"""Fragments of a text: found by an index that follows every change of its rows."""

import pytest
from django.db import connection
from django.db.migrations.state import ProjectState

from lifecycle.fragments import FragmentIndex
from registry.organisations.models import Organisation
from tests.factories.registry import OrganisationFactory

pytestmark = pytest.mark.django_db


def found(fragment):
    return list(Organisation.objects.filter(search_text__holds=fragment).values_list("name_kk", flat=True))


@pytest.fixture
def umit():
    return OrganisationFactory(name_kk="Үміт сәулесі", name_ru="Надежда")


@pytest.mark.parametrize("fragment", ["умит", "мит", "ит сау", "е", "ум", "на"])
def test_a_fragment_is_found_wherever_it_stands_and_however_short_it_is(umit, fragment):
    assert found(fragment) == ["Үміт сәулесі"]


@pytest.mark.parametrize("fragment", ["умитт", "тим", "ъ", '"', "ум*", "умит OR на"])
def test_what_stands_in_no_text_is_not_found(umit, fragment):
    assert found(fragment) == []


def test_a_text_that_changes_is_found_by_its_new_words_alone(umit):
    umit.name_kk = "Тірек"
    umit.save()

    assert (found("тирек"), found("умит")) == (["Тірек"], [])


def test_rows_written_many_at_a_time_are_found_and_rows_that_go_are_not(umit):
    Organisation.objects.filter(pk=umit.pk).update(search_text="камкор")
    changed = found("амк")
    umit.spheres.clear()
    umit.annual_reports.all().delete()
    umit.delete()

    assert (changed, found("амк")) == (["Үміт сәулесі"], [])


def test_a_fragment_is_looked_for_in_a_part_of_the_rows_and_in_their_subqueries(umit):
    OrganisationFactory(name_kk="Үміт", status="suspended")
    active = Organisation.objects.filter(status="active", search_text__holds="умит")

    assert list(Organisation.objects.filter(pk__in=active.values("pk"))) == [umit]


def test_an_index_taken_away_and_made_again_holds_what_was_written_before(umit):
    index, state, editor = (
        FragmentIndex("registry_organisation", "search_text"),
        ProjectState(),
        connection.schema_editor(),
    )

    connection.check_constraints()  # or the inserted row itself would stand in the way

    index.database_backwards("registry", editor, state, state)
    late = OrganisationFactory(name_kk="Тірек")
    connection.check_constraints()
    index.state_forwards("registry", state)
    index.database_forwards("registry", editor, state, state)

    assert (found("умит"), found("тирек")) == ([umit.name_kk], [late.name_kk])
    assert index.describe() == "Fragments of registry_organisation.search_text are found by an index"
