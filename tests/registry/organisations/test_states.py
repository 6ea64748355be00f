"""The map of an organisation (R-006), pair by pair, and what keeps it from applying."""

from itertools import product

import pytest
from django.utils import timezone

from lifecycle.models import Entry, Refused
from registry.organisations import rules, standing
from registry.organisations.models import Organisation
from registry.reference.models import LegalForm
from tests.factories.accounts import UserFactory
from tests.factories.registry import OrganisationFactory

pytestmark = pytest.mark.django_db

LEADS = {
    ("filed", "active"),
    ("filed", "returned"),
    ("returned", "filed"),
    ("active", "suspended"),
    ("active", "liquidating"),
    # By nothing but the undoing of the import that had entered it.
    ("active", "returned"),
    ("suspended", "active"),
    ("suspended", "liquidating"),
    ("liquidating", "liquidated"),
}
STATUSES = Organisation.Status.values


@pytest.mark.parametrize(("was", "becomes"), [*product(STATUSES, STATUSES)])
def test_an_organisation_moves_along_its_map_alone(was, becomes):
    organisation = OrganisationFactory(status=was)
    facts = {"verified_at": timezone.now()} if becomes == "active" else {}
    facts |= {"return_reason": "The charter is missing."} if becomes == "returned" else {}

    try:
        organisation.move_to(becomes, by=None, at=timezone.now(), **facts)
        moved = True
    except Refused:
        moved = False

    organisation.refresh_from_db()
    assert moved == ((was, becomes) in LEADS)
    assert organisation.status == (becomes if moved else was)
    assert Entry.objects.of(organisation).count() == int(moved)


@pytest.mark.parametrize(
    ("status", "verbs"),
    [
        ("filed", ["verify", "return_for_correction"]),
        ("returned", []),
        ("active", ["suspend", "begin_liquidation"]),
        ("suspended", ["resume", "begin_liquidation"]),
        ("liquidating", ["liquidate"]),
        ("liquidated", []),
    ],
)
def test_an_officer_is_offered_what_the_map_allows_and_nobody_else_is(status, verbs):
    organisation = OrganisationFactory(status=status)

    assert rules.officer_offers(UserFactory(role="registry_officer"), organisation) == verbs
    assert rules.officer_offers(UserFactory(administrator=True), organisation) == []
    assert rules.officer_offers(UserFactory(role="auditor"), organisation) == []


@pytest.mark.parametrize(
    ("status", "role", "verbs"),
    [
        ("filed", "head", {"edit", "invite"}),
        ("filed", "signatory", {"edit"}),
        ("filed", "editor", {"edit"}),
        ("returned", "head", {"edit", "refile", "invite"}),
        ("returned", "editor", {"edit", "refile"}),
        ("active", "head", {"invite"}),
        ("active", "editor", set()),
        ("liquidated", "head", {"invite"}),
    ],
)
def test_its_own_people_are_offered_what_their_role_allows(status, role, verbs):
    person = UserFactory()
    organisation = OrganisationFactory(status=status, **{role: person})

    assert rules.offers(person, organisation) == verbs
    assert rules.offers(UserFactory(), organisation) == set()


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("has_bin", [True, False])
def test_it_may_apply_exactly_when_nothing_is_in_the_way(status, has_bin):
    organisation = OrganisationFactory(status=status, **({} if has_bin else {"bin": None}))

    found = standing.obstacles(organisation)

    assert organisation.may_bid == (found == []) == (status == "active" and has_bin)
    assert all(obstacle.what and obstacle.remedy for obstacle in found)
    assert len(found) == (status != "active") + (not has_bin)


def test_a_legal_form_that_is_no_ngo_is_in_the_way():
    organisation = OrganisationFactory(legal_form=LegalForm.objects.get(code="trade_union"))

    assert [obstacle.what for obstacle in standing.obstacles(organisation)] == ["The legal form is not that of an NGO."]
    assert not organisation.may_bid


@pytest.mark.parametrize(
    ("number", "day", "differs"),
    [
        ("940140000385", "1994-01-31", False),
        ("940140000385", "1994-02-01", True),
        ("940140000385", "2014-01-31", True),
        (None, "1994-01-31", False),
    ],
)
def test_a_bin_of_another_month_is_noticed(number, day, differs):
    organisation = OrganisationFactory(bin=number, registered_on=day)
    organisation.refresh_from_db()

    assert organisation.has_another_month_in_its_bin is differs
