"""Beginning an application: who may, for what, once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from lifecycle import clock
from lifecycle.models import Refused
from registry.eligibility import checks
from registry.reference.models import LegalForm, Sphere
from tenders.applications import actions, eligibility, wording
from tenders.applications.models import Application
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory
from tests.factories.calls import LotFactory
from tests.factories.registry import LinkFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
INSTANT = timedelta(microseconds=1)


@pytest.fixture
def lot():
    return LotFactory(call__published=True)


@pytest.fixture
def head():
    return UserFactory(language="ru")


def test_an_editor_begins_an_empty_application_in_the_own_language(lot, head):
    ngo = OrganisationFactory(editor=head)
    noon = clock.now()

    application = actions.start(lot, ngo, by=head, at=noon)

    assert (application.status, application.language, application.title) == ("draft", "ru", "")
    assert (application.started_by, application.started_at, application.submitted_at) == (head, noon, None)
    assert [entry.verb for entry in application.trail()] == ["started"]


def test_a_stranger_may_not_begin_for_an_organisation(lot, head):
    with pytest.raises(Refused, match="Only people of the organisation"):
        actions.start(lot, OrganisationFactory(), by=head, at=clock.now())

    assert not Application.objects.exists()


def test_whoever_left_the_organisation_may_not_begin(lot, head):
    link = LinkFactory(user=head)
    link.until = link.since
    link.save()

    with pytest.raises(Refused):
        actions.start(lot, link.organisation, by=head, at=clock.now())


@pytest.mark.parametrize("status", ["filed", "returned", "suspended", "liquidating", "liquidated"])
def test_an_organisation_that_is_not_active_hears_why(lot, head, status):
    ngo = OrganisationFactory(head=head, status=status)

    with pytest.raises(Refused, match=str(checks.STANDING[status])):
        actions.start(lot, ngo, by=head, at=clock.now())


def test_a_party_and_a_trade_union_hear_each_its_own_reason(lot, head):
    reasons = set()
    for form in LegalForm.objects.filter(is_ngo=False):
        ngo = OrganisationFactory(head=head, legal_form=form)
        with pytest.raises(Refused) as refusal:
            actions.start(lot, ngo, by=head, at=clock.now())
        assert form.refusal_en in str(refusal.value)
        reasons.add(str(refusal.value))
    assert len(reasons) > 1


def test_an_organisation_without_a_bin_may_not_begin(lot, head):
    ngo = OrganisationFactory(head=head, bin=None)

    with pytest.raises(Refused, match="There is no BIN in the register"):
        actions.start(lot, ngo, by=head, at=clock.now())


def test_a_second_application_for_the_same_lot_is_refused(lot, head):
    ngo = OrganisationFactory(head=head)
    actions.start(lot, ngo, by=head, at=clock.now())

    with pytest.raises(Refused, match="has an application for this lot already"):
        actions.start(lot, ngo, by=head, at=clock.now())

    assert Application.objects.count() == 1


def test_after_a_withdrawal_a_new_one_may_be_begun(lot, head):
    ngo = OrganisationFactory(head=head)
    ApplicationFactory(lot=lot, organisation=ngo, head=head, status="withdrawn")

    assert actions.start(lot, ngo, by=head, at=clock.now()).status == "draft"


def test_another_sphere_is_advice_and_stops_nobody(lot, head):
    ngo = OrganisationFactory(head=head, spheres=Sphere.objects.filter(number=1))

    asked = {finding.rule: finding for finding in eligibility.conditions(ngo, lot, clock.now())}

    advice = asked["R-013"]
    assert (advice.passed, advice.is_blocking, advice.stops) == (False, False, False)
    assert actions.start(lot, ngo, by=head, at=clock.now()).status == "draft"


@pytest.mark.parametrize(("after", "begun"), [(-INSTANT, 1), (0 * INSTANT, 1), (INSTANT, 0)])
def test_one_may_begin_to_the_last_microsecond(lot, head, after, begun):
    ngo = OrganisationFactory(head=head)
    moment = lot.call.deadline_at + after

    if begun:
        actions.start(lot, ngo, by=head, at=moment)
    else:
        with pytest.raises(Refused):
            actions.start(lot, ngo, by=head, at=moment)

    assert Application.objects.count() == begun


# --- The page ------------------------------------------------------------------------------------


def test_the_page_is_public_and_names_the_deadline_the_time_and_the_sections(client, lot):
    page = client.get(reverse("applications:start", args=[lot.call.number, lot.number])).content.decode()

    assert "Astana time" in page
    assert "It takes about two hours" in page
    for section in ("The project in words", "Target groups", "Workplan", "Indicators", "Budget"):
        assert section in page
    assert "Sign in and check" in page


def test_u3_what_to_prepare_is_made_of_the_sections_and_of_the_files_that_the_form_asks_for(client, lot):
    address = reverse("applications:start", args=[lot.call.number, lot.number])
    assert "No file is needed" in client.get(address).text
    lot.call.requirements.filter(code__in=("E-1", "E-4")).update(proof_kind="document")

    page = client.get(address)

    named = [str(name) for _title, sections in page.context["groups"] for name, _hint in sections]
    assert named == [str(name) for section, name in wording.SECTIONS.items() if section != "attachments"]
    assert {one.code for one in page.context["files"]} == {"E-1", "E-4"}
    told = page.text.partition('class="checklist"')[2]
    assert all(escape(one.proof_ru) in told for one in page.context["files"])
    assert ("No file is needed" in told, "Print the checklist" in told, "Astana time" in told) == (False, True, True)


def test_u3_the_language_and_an_earlier_application_are_chosen_before_it_is_begun(client, lot, head):
    ngo = OrganisationFactory(head=head)
    earlier = ApplicationFactory(organisation=ngo, head=head)
    client.force_login(head)

    [offer] = client.get(reverse("applications:start", args=[lot.call.number, lot.number])).context["offered"]

    assert offer.form["language"].value() == "ru"
    assert [value for value, _label in offer.form.fields["earlier"].choices] == ["", earlier.number]


def test_u3_without_an_earlier_application_none_is_offered(client, lot, head):
    OrganisationFactory(head=head)
    client.force_login(head)

    [offer] = client.get(reverse("applications:start", args=[lot.call.number, lot.number])).context["offered"]

    assert list(offer.form.fields) == ["organisation", "language"]


def test_the_page_takes_as_many_questions_for_three_organisations_as_for_one(client, lot, head):
    counts = []
    for more in (1, 2):
        for ngo in OrganisationFactory.create_batch(more, head=head):
            ApplicationFactory(organisation=ngo, head=head)
        client.force_login(head)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("applications:start", args=[lot.call.number, lot.number]))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_the_button_begins_and_leads_to_the_sections(client, lot, head):
    ngo = OrganisationFactory(head=head)
    client.force_login(head)

    answer = client.post(reverse("applications:start", args=[lot.call.number, lot.number]), {"organisation": ngo.code})

    assert answer.url == Application.objects.get().get_absolute_url()


def test_pressing_twice_leads_to_the_same_application(client, lot, head):
    ngo = OrganisationFactory(head=head)
    client.force_login(head)
    url = reverse("applications:start", args=[lot.call.number, lot.number])

    answers = [client.post(url, {"organisation": ngo.code}).url for _ in range(2)]

    assert answers == [Application.objects.get().get_absolute_url()] * 2


def test_nobody_begins_for_another_organisation_on_the_page(client, lot, head):
    client.force_login(head)

    answer = client.post(
        reverse("applications:start", args=[lot.call.number, lot.number]), {"organisation": OrganisationFactory().code}
    )

    assert (answer.status_code, Application.objects.count()) == (404, 0)


def test_a_draft_call_has_no_such_page(client, head):
    lot = LotFactory()
    client.force_login(head)

    assert client.get(reverse("applications:start", args=[lot.call.number, lot.number])).status_code == 404


def test_why_not_and_what_to_do_stand_on_the_page(client, lot, head):
    OrganisationFactory(head=head, status="filed")
    client.force_login(head)

    page = client.get(reverse("applications:start", args=[lot.call.number, lot.number])).content.decode()

    assert "Its data await verification by the registry officer." in page
    assert "Wait for the verification; you will get a message." in page
    assert 'name="organisation"' not in page
