"""Verifying, returning, mending, filing again, correcting, suspending, liquidating: the actions and their refusals."""

import pytest
from auditlog.models import LogEntry
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from lifecycle import clock
from lifecycle.models import Entry, Refused
from notifications.models import Notice
from registry.organisations import actions
from registry.organisations.models import Organisation
from registry.reference.models import LegalForm, Sphere
from tests.factories.accounts import UserFactory
from tests.factories.registry import OrganisationFactory
from tests.registry.filing import cleaned

pytestmark = pytest.mark.django_db

REASON = "The charter names no such activity."


@pytest.fixture
def officer():
    return UserFactory(role="registry_officer")


@pytest.fixture
def head():
    return UserFactory()


def trail(organisation):
    return [(line.verb, line.by, line.because) for line in Entry.objects.of(organisation)]


def told():
    return [(notice.kind, notice.to, notice.facts.get("because", "")) for notice in Notice.objects.order_by("pk")]


def test_an_officer_verifies_and_its_people_hear_of_it(officer, head):
    organisation, noon = OrganisationFactory(status="filed", head=head), clock.now()

    actions.verify(organisation, by=officer, at=noon)

    organisation.refresh_from_db()
    assert (organisation.status, organisation.verified_at, organisation.verified_by) == ("active", noon, officer)
    assert trail(organisation) == [("filed → active", officer, "")]
    assert told() == [("organisations/verified", head, "")]


@pytest.mark.parametrize("status", ["returned", "active", "suspended", "liquidating", "liquidated"])
def test_only_what_awaits_it_is_verified(officer, status):
    organisation = OrganisationFactory(status=status)

    with pytest.raises(Refused, match="Only an organisation that awaits verification"):
        actions.verify(organisation, by=officer, at=clock.now())

    assert trail(organisation) == []


@pytest.mark.parametrize("code", ["political_party", "trade_union", "religious_association"])
def test_a10_a_form_that_is_no_ngo_is_not_verified(officer, code):
    organisation = OrganisationFactory(status="filed", legal_form=LegalForm.objects.get(code=code))

    with pytest.raises(Refused, match="not an NGO"):
        actions.verify(organisation, by=officer, at=clock.now())

    organisation.refresh_from_db()
    assert organisation.status == "filed"


@pytest.mark.parametrize("name", ["name_kk", "name_ru"])
def test_r003_nothing_is_verified_without_both_names(officer, name):
    organisation = OrganisationFactory(status="filed", **{name: " "})

    with pytest.raises(Refused, match="names in Kazakh and in Russian"):
        actions.verify(organisation, by=officer, at=clock.now())


def test_an_officer_returns_with_a_reason_that_its_people_read(officer, head):
    organisation = OrganisationFactory(status="filed", head=head)

    actions.return_for_correction(organisation, because=REASON, by=officer, at=clock.now())

    organisation.refresh_from_db()
    assert (organisation.status, organisation.return_reason) == ("returned", REASON)
    assert trail(organisation) == [("filed → returned", officer, REASON)]
    assert told() == [("organisations/returned", head, REASON)]


@pytest.mark.parametrize(
    ("verb", "status"),
    [
        ("return_for_correction", "filed"),
        ("suspend", "active"),
        ("resume", "suspended"),
        ("begin_liquidation", "active"),
        ("liquidate", "liquidating"),
    ],
)
@pytest.mark.parametrize("because", ["", "   "])
def test_no_officer_acts_without_a_reason(officer, verb, status, because):
    organisation = OrganisationFactory(status=status)

    with pytest.raises(Refused, match="Write the reason"):
        getattr(actions, verb)(organisation, because=because, by=officer, at=clock.now())

    organisation.refresh_from_db()
    assert (organisation.status, trail(organisation), told()) == (status, [], [])


def test_what_was_returned_is_mended_and_filed_again(officer, head):
    organisation = OrganisationFactory(status="returned", head=head)

    actions.revise(organisation, cleaned(name_ru="Фонд «Мейирим»"), by=head, at=clock.now())
    noon = clock.now()
    actions.refile(organisation, by=head, at=noon)

    organisation.refresh_from_db()
    assert (organisation.status, organisation.name_ru, organisation.return_reason) == ("filed", "Фонд «Мейирим»", "")
    assert organisation.filed_at == noon
    assert trail(organisation) == [("revised", head, ""), ("returned → filed", head, "")]
    assert told() == [("organisations/filed", officer, "")]


def test_filing_again_tells_the_officers_each_time(officer, head):
    organisation = OrganisationFactory(status="returned", head=head)

    actions.refile(organisation, by=head, at=clock.now())
    actions.return_for_correction(organisation, because=REASON, by=officer, at=clock.now())
    actions.refile(organisation, by=head, at=clock.now())

    assert [kind for kind, to, _because in told() if to == officer] == ["organisations/filed", "organisations/filed"]


@pytest.mark.parametrize("status", ["filed", "active", "liquidated"])
def test_only_what_was_returned_is_filed_again(head, status):
    organisation = OrganisationFactory(status=status, head=head)

    with pytest.raises(Refused, match="is already"):
        actions.refile(organisation, by=head, at=clock.now())


@pytest.mark.parametrize("status", ["active", "suspended", "liquidating", "liquidated"])
def test_verified_data_are_not_revised_by_its_people(head, status):
    organisation = OrganisationFactory(status=status, head=head, name_ru="Как было")

    with pytest.raises(Refused, match="The data are verified"):
        actions.revise(organisation, cleaned(name_ru="Как стало"), by=head, at=clock.now())

    organisation.refresh_from_db()
    assert organisation.name_ru == "Как было"


def test_r009_a_correction_keeps_old_and_new_values_and_the_reason(officer):
    organisation = OrganisationFactory(name_ru="Фонд «Мейрим»", spheres=[Sphere.objects.get(number=6)])
    facts = {"name_ru": "Фонд «Мейирим»", "spheres": [Sphere.objects.get(number=3)]}

    actions.correct(organisation, facts, because="Order 12.", by=officer, at=clock.now())

    organisation.refresh_from_db()
    changes = {}
    for entry in LogEntry.objects.get_for_object(organisation).filter(action=LogEntry.Action.UPDATE):
        changes |= {(name, str(value)[:200]): None for name, value in entry.changes_dict.items()}
    assert organisation.name_ru == "Фонд «Мейирим»"
    assert [sphere.number for sphere in organisation.spheres.all()] == [3]
    assert ("name_ru", "['Фонд «Мейрим»', 'Фонд «Мейирим»']") in changes
    assert {name for name, _value in changes} == {"name_ru", "spheres"}
    assert trail(organisation) == [("corrected", officer, "Order 12.")]


def test_what_follows_from_a_name_follows_a_correction(officer):
    organisation = OrganisationFactory()

    actions.correct(organisation, {"name_kk": "Әділет қоры"}, because="Order 12.", by=officer, at=clock.now())

    assert list(Organisation.objects.matching("адилет кор")) == [organisation]


@pytest.mark.parametrize(
    ("status", "because", "sentence"),
    [("liquidated", "Order 12.", "changed no more"), ("active", " ", "Write the reason")],
)
def test_a_correction_that_may_not_be_leaves_nothing(officer, status, because, sentence):
    organisation = OrganisationFactory(status=status, head_name="Айгүл")

    with pytest.raises(Refused, match=sentence):
        actions.correct(organisation, {"head_name": "Асел"}, because=because, by=officer, at=clock.now())

    organisation.refresh_from_db()
    assert (organisation.head_name, trail(organisation)) == ("Айгүл", [])


def test_r002_a_correction_to_a_taken_bin_is_refused_in_words(officer):
    taken, organisation = OrganisationFactory(), OrganisationFactory()

    with pytest.raises(Refused, match="in the register already"):
        actions.correct(organisation, {"bin": taken.bin}, because="Slip.", by=officer, at=clock.now())

    assert Organisation.objects.filter(bin=taken.bin).count() == 1


def test_r006_an_organisation_is_suspended_resumed_liquidated_each_with_a_reason(officer, head):
    organisation = OrganisationFactory(head=head)

    actions.suspend(organisation, because="Court order 1.", by=officer, at=clock.now())
    actions.resume(organisation, because="Court order 2.", by=officer, at=clock.now())
    actions.begin_liquidation(organisation, because="Decision of the members.", by=officer, at=clock.now())
    actions.liquidate(organisation, because="Struck off.", by=officer, at=clock.now())

    organisation.refresh_from_db()
    assert organisation.status == "liquidated"
    assert trail(organisation) == [
        ("active → suspended", officer, "Court order 1."),
        ("suspended → active", officer, "Court order 2."),
        ("active → liquidating", officer, "Decision of the members."),
        ("liquidating → liquidated", officer, "Struck off."),
    ]
    assert [kind for kind, _to, _because in told()] == [
        "organisations/suspended",
        "organisations/resumed",
        "organisations/liquidating",
        "organisations/liquidated",
    ]


def test_what_awaits_verification_is_not_resumed(officer):
    organisation = OrganisationFactory(status="filed")

    with pytest.raises(Refused, match="Only a suspended organisation"):
        actions.resume(organisation, because=REASON, by=officer, at=clock.now())

    organisation.refresh_from_db()
    assert organisation.status == "filed"


@pytest.mark.parametrize(
    "facts", [{"status": "active", "verified_at": None}, {"status": "returned", "return_reason": ""}]
)
def test_the_database_refuses_a_status_without_its_facts(facts):
    organisation = OrganisationFactory(status="filed")

    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.filter(pk=organisation.pk).update(**facts)


def test_an_entry_of_a_dictionary_in_use_is_not_deleted():
    organisation = OrganisationFactory()

    with pytest.raises(ProtectedError):
        organisation.legal_form.delete()

    assert LegalForm.objects.filter(pk=organisation.legal_form_id).exists()
