"""The rules of the register where a lot asks them: before, at the submission, at admission (R-010 to R-018, U2)."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lifecycle import clock
from lifecycle.encrypted import keyed_hash
from lifecycle.models import Refused
from registry.filings.models import AnnualReport
from registry.reference.models import LegalForm
from tenders.applications import actions, content, eligibility
from tenders.applications.models import Application
from tenders.calls.models import Call
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, head_of, submitted
from tests.factories.bodies import RestrictedPartyFactory
from tests.factories.calls import LotFactory
from tests.factories.commission import bids_of, room, seat
from tests.factories.persons import ACCOUNT, FounderFactory, PrivateDataFactory, valid_iin
from tests.factories.registry import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lot():
    return LotFactory(call__published=True)


@pytest.fixture
def head():
    return UserFactory()


def hand_in(application):
    by = head_of(application)
    return actions.submit(application, key=uuid4(), declarations=content.DECLARATIONS, by=by, at=clock.now())


def rules(lot, **changes):
    type(lot.call.profile).objects.filter(pk=lot.call.profile_id).update(**changes)
    lot.call.profile.refresh_from_db()


def test_r011_without_the_report_nobody_begins(lot, head):
    ngo = OrganisationFactory(head=head, reported=False)

    with pytest.raises(Refused, match=r"The annual report for \d{4} is not filed. File it now"):
        actions.start(lot, ngo, by=head, at=clock.now())

    assert not Application.objects.exists()


def test_r011_a_call_whose_profile_does_not_ask_takes_everybody(lot, head):
    rules(lot, requires_annual_report=False)

    ngo = OrganisationFactory(head=head, reported=False)

    assert actions.start(lot, ngo, by=head, at=clock.now()).status == "draft"


def test_r015_the_profile_says_whether_foreign_branches_may_bid(lot, head):
    ngo = OrganisationFactory(head=head, legal_form=LegalForm.objects.get(code="foreign_branch"))
    rules(lot, allows_foreign_branches=False)

    with pytest.raises(Refused, match="takes no branches of foreign organisations"):
        actions.start(lot, ngo, by=head, at=clock.now())


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda ngo: ngo.annual_reports.all().delete(), "annual report for"),
        (lambda ngo: RestrictedPartyFactory(bin=ngo.bin), "on the list of restricted parties"),
        (lambda ngo: type(ngo).objects.filter(pk=ngo.pk).update(status="suspended"), "suspended in the register"),
        (lambda ngo: type(ngo).objects.filter(pk=ngo.pk).update(bin=None), "There is no BIN"),
    ],
)
def test_what_has_changed_meanwhile_is_asked_again_at_the_submission(spoil, why):
    application = ApplicationFactory()
    spoil(application.organisation)

    with pytest.raises(Refused, match=why):
        hand_in(application)

    application.refresh_from_db()
    assert (application.status, application.receipt) == ("draft", None)


def test_r014_an_entry_that_has_ended_stops_nobody():
    application = ApplicationFactory()
    yesterday = clock.now().date() - timedelta(days=2)
    RestrictedPartyFactory(bin=application.organisation.bin, until=yesterday)

    assert hand_in(application).number


def test_u2_whoever_has_not_signed_in_reads_which_rules_will_be_asked(client, lot):
    page = client.get(reverse("applications:start", args=[lot.call.number, lot.number])).text

    for code in ("R-010", "R-011", "R-012", "R-013", "R-014", "R-015", "R-016", "R-017", "R-018"):
        assert f", {code}<" in page


def test_u2_each_own_organisation_reads_every_rule_with_its_answer(client, lot, head):
    OrganisationFactory(head=head, reported=False)
    client.force_login(head)

    page = client.get(reverse("applications:start", args=[lot.call.number, lot.number])).text

    assert "File it now: late reports are taken too." in page
    assert page.count(", R-01") == 9
    assert 'name="organisation"' not in page


def test_u2_the_page_asks_as_often_for_one_organisation_as_for_three(client, lot, head):
    client.force_login(head)
    counts = []
    for many in (1, 2):
        for _ in range(many):
            OrganisationFactory(head=head)
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("applications:start", args=[lot.call.number, lot.number]))
        counts.append(len(seen))

    assert counts[0] == counts[1] <= 15


# --- At admission ----------------------------------------------------------------------------------------------------


def asked(application):
    application = Application.objects.select_related("organisation", "lot__call__profile").get(pk=application.pk)
    return {finding.rule: finding for finding in eligibility.for_commission(application)}


def test_the_commission_reads_the_rules_as_facts_beside_its_ruling(client):
    commission = room("admission")
    [application] = bids_of(commission)
    AnnualReport.objects.filter(organisation=application.organisation).delete()
    client.force_login(seat(commission, "chair").user)

    page = client.get(reverse("admission:rule", args=[commission.call.number, application.number])).text

    assert "These are facts; the commission decides." in page
    assert "is not filed." in page
    assert asked(application)["R-011"].passed is False


def test_r017_the_same_head_address_or_telephone_is_shown_after_the_opening_and_never_before():
    one, other = bids_of(room("admission", bids=2))
    type(one.organisation).objects.update(head_name="Айгүл Сейітқали", address_ru="Абая, 1", phone="+77012345678")

    assert asked(one)["R-017"].passed is False
    assert str(asked(one)["R-017"].why).count(str(other.organisation)) == 3

    Call.objects.filter(pk=one.lot.call_id).update(status="closed", opened_at=None)
    assert str(asked(one)["R-017"].why) == "Nobody looks at this before the opening."


HIDDEN = {
    "The same founder as": lambda ngo: FounderFactory(organisation=ngo),
    "The same bank account as": lambda ngo: PrivateDataFactory(organisation=ngo, head_iin="", head_phone=""),
    "The same IIN of the head as": lambda ngo: PrivateDataFactory(organisation=ngo, bank_account="", head_phone=""),
    "The same personal telephone of the head as": lambda ngo: PrivateDataFactory(
        organisation=ngo, bank_account="", head_iin=""
    ),
}


def apart(bids):
    """Nothing that everybody sees is the same."""
    for number, bid in enumerate(bids):
        told = {"head_name": f"Head {number}", "address_ru": f"{number}", "phone": f"+7701234567{number}"}
        type(bid.organisation).objects.filter(pk=bid.organisation_id).update(**told)


@pytest.mark.parametrize(("words", "write"), HIDDEN.items(), ids=HIDDEN)
def test_r017_what_is_hidden_is_compared_by_its_hash_and_its_value_is_never_shown(client, words, write):
    commission = room("admission", bids=2)
    one, other = bids_of(commission)
    apart([one, other])
    for bid in (one, other):
        write(bid.organisation)
    client.force_login(seat(commission, "chair").user)

    page = client.get(reverse("admission:rule", args=[commission.call.number, one.number])).text

    assert str(asked(one)["R-017"].why) == f"{words} {other.organisation}."
    assert f"{words} " in page
    assert [value for value in (ACCOUNT, valid_iin(), "7077654321", keyed_hash(valid_iin())) if value in page] == []
    Call.objects.filter(pk=one.lot.call_id).update(status="closed", opened_at=None)
    assert str(asked(one)["R-017"].why) == "Nobody looks at this before the opening."


def test_r017_what_is_empty_or_differs_or_has_ended_by_the_deadline_ties_nobody():
    one, other = bids_of(room("admission", bids=2))
    apart([one, other])
    for number, bid in enumerate((one, other)):
        FounderFactory(organisation=bid.organisation, iin_bin="")
        FounderFactory(organisation=bid.organisation, iin_bin=valid_iin(number))
        facts = {"bank_account": "", "head_iin": valid_iin(number), "head_phone": f"+770776543{number}1"}
        PrivateDataFactory(organisation=bid.organisation, **facts)
        FounderFactory(organisation=bid.organisation, iin_bin=valid_iin(9), until=date(2020, 1, number + 1))

    assert str(asked(one)["R-017"].why) == "No ties with another bidder of the lot were found."


def test_r017_the_page_asks_as_often_for_one_rival_as_for_three():
    counts = []
    for rivals in (1, 3):
        bids = bids_of(room("admission", bids=rivals + 1))
        for bid in bids:
            FounderFactory(organisation=bid.organisation)
            PrivateDataFactory(organisation=bid.organisation)
        with CaptureQueriesContext(connection) as seen:
            assert asked(bids[0])["R-017"].passed is False
        counts.append(len(seen))

    assert counts[0] == counts[1] <= 11


def test_r017_an_own_other_lot_and_a_stranger_are_no_ties():
    one, other = bids_of(room("admission", bids=2))
    apart([one, other])

    assert (asked(one)["R-017"].passed, str(asked(one)["R-017"].why)) == (
        True,
        "No ties with another bidder of the lot were found.",
    )


def test_r018_what_it_has_won_and_not_finished_is_counted(lot):
    ngo = OrganisationFactory(head=UserFactory())
    won = ApplicationFactory(lot=lot, organisation=ngo)
    submitted(won)
    actions.open_sealed(lot.call, at=lot.call.opening_at)
    Application.objects.filter(pk=won.pk).update(status="winner")

    found = eligibility.conditions(ngo, LotFactory(call__published=True), clock.now())
    later = eligibility.conditions(ngo, LotFactory(call__published=True), clock.now() + timedelta(days=4000))

    told = {finding.rule: str(finding.why) for finding in found}
    assert told["R-018"] == "Won and not over yet: 1, for 600\u00a0000 ₸ in all."
    assert {finding.rule: str(finding.why) for finding in later}["R-018"].startswith("It carries out no")


def test_one_function_answers_for_a_contract_too(lot):
    found = eligibility.findings(ApplicationFactory(lot=lot), clock.now())

    assert [finding.rule for finding in found if finding.stops] == []
    assert len(found) == 10
