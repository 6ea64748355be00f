"""The map of an organisation (R-006), pair by pair, and what keeps it from applying."""

from itertools import product

import pytest
from django.utils import timezone

from lifecycle.models import Entry, Refused
from registry.organisations import rules
from registry.organisations.models import Organisation
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
    ("filed", "merged"),
    ("returned", "merged"),
    ("active", "merged"),
    ("suspended", "merged"),
    ("liquidating", "merged"),
}
STATUSES = Organisation.Status.values


@pytest.mark.parametrize(("was", "becomes"), [*product(STATUSES, STATUSES)])
def test_an_organisation_moves_along_its_map_alone(was, becomes):
    organisation = OrganisationFactory(status=was)
    facts = {"verified_at": timezone.now()} if becomes == "active" else {}
    facts |= {"return_reason": "The charter is missing."} if becomes == "returned" else {}
    facts |= {"merged_into": OrganisationFactory()} if becomes == "merged" else {}

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
        ("merged", []),
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
