"""Filing an organisation, and what happens to it afterwards (R-002, R-003, R-006, R-007)."""

from datetime import date

import pytest
from django.utils import timezone

from accounts.models import Invitation
from lifecycle.models import Refused
from notifications.models import Notice
from registry.organisations import actions
from registry.organisations.models import Link, Organisation
from registry.reference.models import LegalForm, Region, Sphere
from tests.factories.accounts import UserFactory
from tests.factories.registry import LinkFactory, OrganisationFactory, valid_bin

pytestmark = pytest.mark.django_db
STATUSES = list(Organisation.Status)


def facts(**changes):
    return {
        "bin": valid_bin(900),
        "name_kk": "«Тірек» қоғамдық қоры",
        "name_ru": "Общественный фонд «Тирек»",
        "legal_form": LegalForm.objects.get(code="public_foundation"),
        "region": Region.objects.get(code="71"),
        "registered_on": date(2015, 1, 20),
        "address_kk": "Астана",
        "address_ru": "Астана",
        "head_name": "Айгүл Сейітқали",
        "phone": "+77011112233",
        "email": "tirek@example.kz",
        "spheres": list(Sphere.objects.filter(number__in=[4, 5])),
    } | changes


def test_filing_makes_the_person_its_head_and_tells_the_registry_officers():
    person, officer, now = UserFactory(), UserFactory(role="registry_officer"), timezone.now()
    before = set(Notice.objects.values_list("pk", flat=True))

    ngo = actions.register(facts(), by=person, at=now)

    assert (ngo.status, ngo.filed_by, ngo.spheres.count()) == ("filed", person, 2)
    assert [(link.user, link.role) for link in ngo.links.all()] == [(person, "head")]
    told = Notice.objects.exclude(pk__in=before)
    assert [(notice.kind, notice.to) for notice in told] == [("organisations/filed", officer)]


def test_a_filed_organisation_is_revised_and_a_verified_one_is_not():
    person, now = UserFactory(), timezone.now()
    filed, active = OrganisationFactory(status="filed", head=person), OrganisationFactory(head=person)

    actions.revise(filed, {"name_ru": "Новое имя"}, by=person, at=now)
    with pytest.raises(Refused):
        actions.revise(active, {"name_ru": "Новое имя"}, by=person, at=now)

    names = {ngo.pk: ngo.name_ru for ngo in Organisation.objects.all()}
    assert names == {filed.pk: "Новое имя", active.pk: active.name_ru}


def test_an_officer_verifies_and_the_people_hear_of_it():
    officer, head, now = UserFactory(role="registry_officer"), UserFactory(), timezone.now()
    ngo = OrganisationFactory(status="filed", head=head)

    actions.verify(ngo, by=officer, at=now)

    ngo.refresh_from_db()
    assert (ngo.status, ngo.verified_by, ngo.verified_at, ngo.may_bid) == ("active", officer, now, True)
    assert Notice.objects.get(kind="organisations/verified").to == head


def test_a_trade_union_and_a_party_are_not_verified_as_ngos():
    officer, now = UserFactory(role="registry_officer"), timezone.now()
    for form in LegalForm.objects.filter(is_ngo=False):
        ngo = OrganisationFactory(status="filed", legal_form=form)
        with pytest.raises(Refused):
            actions.verify(ngo, by=officer, at=now)

    assert set(Organisation.objects.values_list("status", flat=True)) == {"filed"}


def test_what_is_returned_carries_its_reason_and_is_filed_again():
    officer, head, now = UserFactory(role="registry_officer"), UserFactory(), timezone.now()
    ngo = OrganisationFactory(status="filed", head=head)

    ngo = actions.return_for_correction(ngo, because="The charter is missing.", by=officer, at=now)
    reason = ngo.return_reason
    ngo = actions.refile(ngo, by=head, at=now)

    assert (reason, ngo.status, ngo.return_reason) == ("The charter is missing.", "filed", "")
    assert [entry.verb for entry in ngo.trail()] == ["filed → returned", "returned → filed"]


def test_nothing_is_returned_or_suspended_without_a_reason():
    officer, now = UserFactory(role="registry_officer"), timezone.now()
    filed, active = OrganisationFactory(status="filed"), OrganisationFactory()

    with pytest.raises(Refused):
        actions.return_for_correction(filed, because=" ", by=officer, at=now)
    with pytest.raises(Refused):
        actions.suspend(active, because="", by=officer, at=now)

    filed.refresh_from_db()
    active.refresh_from_db()
    assert (filed.status, active.status) == ("filed", "active")


def test_a_suspension_ends_and_a_liquidation_does_not():
    officer, now = UserFactory(role="registry_officer"), timezone.now()
    ngo = OrganisationFactory()

    ngo = actions.suspend(ngo, because="Court decision.", by=officer, at=now)
    ngo = actions.resume(ngo, because="Lifted.", by=officer, at=now)
    ngo = actions.begin_liquidation(ngo, because="Decision of the members.", by=officer, at=now)
    ngo = actions.liquidate(ngo, because="Struck off.", by=officer, at=now)

    assert ngo.status == "liquidated"
    with pytest.raises(Refused):
        actions.resume(ngo, because="Mistake.", by=officer, at=now)


@pytest.mark.parametrize("target", STATUSES)
@pytest.mark.parametrize("status", STATUSES)
def test_the_map_of_an_organisation_pair_by_pair(status, target):
    ngo, by, now = OrganisationFactory(status=status), UserFactory(), timezone.now()
    facts = {"verified_at": now} if target == "active" else {"return_reason": "x"} if target == "returned" else {}
    may = target in Organisation.NEXT[status]

    if not may:
        with pytest.raises(Refused):
            ngo.move_to(target, by=by, at=now, **facts)
    else:
        ngo.move_to(target, by=by, at=now, **facts)

    ngo.refresh_from_db()
    assert ngo.status == (target if may else status)


def test_the_head_invites_and_the_person_joins_once(settings):
    head, colleague, now = UserFactory(), UserFactory(confirmed=True), timezone.now()
    ngo = OrganisationFactory(head=head)

    actions.invite(ngo, email=colleague.email, role="editor", by=head, at=now)
    token = Notice.objects.get(kind="accounts/invitation_organisation").url.rstrip("/").split("/")[-1]
    link = actions.join(token, by=colleague, at=now)

    assert (link.organisation, link.user, link.role) == (ngo, colleague, "editor")
    assert Invitation.objects.get().accepted_by == colleague
    with pytest.raises(Refused):
        actions.join(token, by=colleague, at=now)
    with pytest.raises(Refused):
        actions.invite(ngo, email=colleague.email, role="editor", by=head, at=now)


def test_a_person_is_removed_at_once_but_never_the_only_head():
    head, colleague, now = UserFactory(), UserFactory(), timezone.now()
    ngo = OrganisationFactory(head=head)
    link = LinkFactory(organisation=ngo, user=colleague, role="editor")

    actions.remove(link, by=head, at=now)
    with pytest.raises(Refused):
        actions.remove(ngo.links.get(user=head), by=head, at=now)

    assert [one.user for one in Link.objects.current(timezone.localdate())] == [head]
    assert list(Organisation.objects.of(colleague)) == []
