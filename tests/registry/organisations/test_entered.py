"""Many organisations entered at once in the name of officers, taken back after a mistake, and entered again."""

import pytest
from auditlog.models import LogEntry

from lifecycle import clock
from lifecycle.models import Refused
from registry.organisations import actions
from registry.organisations.models import Organisation
from tests.factories.accounts import UserFactory
from tests.factories.registry import OrganisationFactory, valid_bin
from tests.registry.filing import cleaned

pytestmark = pytest.mark.django_db

WRONG = "The file of last year."


def facts(**changes):
    """What `enter_all` takes: lists of entries, not their numbers."""
    one = cleaned(**changes)
    for name in ("spheres", "classes"):
        model = Organisation._meta.get_field(name).related_model
        one[name] = list(model.objects.filter(pk__in=one[name]))
    return one | {"registered_on": "1994-01-20"}


def verbs(organisation):
    return [(line.verb, line.because) for line in organisation.trail()]


def test_many_are_entered_filed_by_one_officer_and_verified_by_another():
    one, other, now = UserFactory(), UserFactory(), clock.now()
    rows = [facts(bin=valid_bin(1)), facts(bin=None)]

    found = actions.enter_all(rows, because="Import 1", filed_by=one, by=other, at=now)

    kept = Organisation.objects.order_by("pk")
    assert [ngo.pk for ngo in found] == [ngo.pk for ngo in kept]
    assert set(kept.values_list("status", "filed_by", "verified_by", "verified_at")) == {
        ("active", one.pk, other.pk, now)
    }
    assert [[entry.code for entry in ngo.classes.order_by("code")] for ngo in kept] == [["gender", "youth"]] * 2
    assert [verbs(ngo) for ngo in kept] == [[("filed → active", "Import 1")]] * 2
    assert LogEntry.objects.get_for_objects(kept).filter(actor=other, action=0).count() == 2


def test_entering_nothing_writes_nothing():
    by = UserFactory()

    assert actions.enter_all([], because="Import 1", filed_by=by, by=by, at=clock.now()) == []
    assert Organisation.objects.count() == 0


def test_what_was_entered_by_mistake_leaves_the_public_register_and_is_entered_again():
    by, now = UserFactory(), clock.now()
    ngo = OrganisationFactory()

    actions.take_back_all([ngo.locked()], because=WRONG, by=by, at=now)
    ngo.refresh_from_db()
    taken = (ngo.status, ngo.return_reason, ngo.verified_at, ngo in Organisation.objects.public())
    actions.enter_again(ngo, {"website": "https://own.kz"}, because="Import 2", by=by, at=now)

    ngo.refresh_from_db()
    assert taken == ("returned", WRONG, None, False)
    assert (ngo.status, ngo.return_reason, ngo.website, ngo.verified_at) == ("active", "", "https://own.kz", now)
    assert verbs(ngo) == [
        ("active → returned", WRONG),
        ("returned → filed", "Import 2"),
        ("filed → active", "Import 2"),
    ]


@pytest.mark.parametrize("status", ["suspended", "liquidating", "liquidated"])
def test_if_one_may_not_be_taken_back_none_is(status):
    active, other = OrganisationFactory(), OrganisationFactory(status=status)

    with pytest.raises(Refused):
        actions.take_back_all([active.locked(), other.locked()], because=WRONG, by=None, at=clock.now())

    active.refresh_from_db()
    assert active.status == "active"


def test_only_what_was_returned_is_entered_again():
    ngo = OrganisationFactory()

    with pytest.raises(Refused):
        actions.enter_again(ngo, {"website": "https://own.kz"}, because="Import 2", by=None, at=clock.now())

    ngo.refresh_from_db()
    assert (ngo.status, ngo.website) == ("active", "")


def test_an_active_organisation_is_not_returned_for_correction():
    ngo = OrganisationFactory()

    with pytest.raises(Refused, match="Only an organisation that awaits verification can be returned."):
        actions.return_for_correction(ngo, because="No.", by=None, at=clock.now())

    ngo.refresh_from_db()
    assert ngo.status == "active"
