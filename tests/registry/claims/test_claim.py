"""A person claims to act for an organisation with a document; an officer or the head decides (R-007)."""

import hashlib
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from lifecycle import clock
from lifecycle.models import Entry, Refused
from notifications.models import Notice
from registry.claims import actions
from registry.claims.models import Claim
from registry.people.models import Link
from registry.tasks import destroy_claim_documents
from tests.factories.accounts import UserFactory
from tests.factories.registry import ClaimFactory, LinkFactory, OrganisationFactory

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 the order"
Status = Claim.Status


@pytest.fixture
def head():
    return UserFactory(name="Head")


@pytest.fixture
def ngo(head):
    return OrganisationFactory(head=head)


@pytest.fixture
def officer():
    return UserFactory(role="registry_officer", name="Officer")


@pytest.fixture
def person():
    return UserFactory(name="Person")


def claimed(ngo, person, role="editor", document=PDF):
    return actions.claim(ngo, role=role, statement="I am elected.", document=document, by=person, at=clock.now())


def typed(role="editor", content=PDF, name="order.pdf"):
    document = SimpleUploadedFile(name, content, content_type="application/pdf")
    return {"role": role, "statement": "I am elected.", "document": document}


def roles(ngo):
    return {(link.user.name, link.role) for link in Link.objects.of(ngo, on=timezone.localdate())}


def told():
    return sorted((notice.kind, notice.to.name) for notice in Notice.objects.all())


# --- asking ----------------------------------------------------------------------------------------------------------


def test_a_claim_keeps_its_document_under_a_name_that_tells_nothing_and_tells_who_decides(ngo, officer, person):
    claim = claimed(ngo, person)

    assert (claim.status, claim.role, claim.document_hash) == ("filed", "editor", hashlib.sha256(PDF).hexdigest())
    with default_storage.open(claim.document_name) as kept:
        assert kept.read() == PDF
    assert person.email not in claim.document_name
    assert [line.verb for line in Entry.objects.of(claim)] == ["claimed"]
    assert told() == [("claims/filed", "Head"), ("claims/filed", "Officer")]


def test_a_person_asks_on_the_page(client, ngo, person):
    client.force_login(person)

    looked = client.get(f"/en/organisations/{ngo.code}/claim/")
    sent = client.post(f"/en/organisations/{ngo.code}/claim/", typed(), follow=True)

    assert 'enctype="multipart/form-data"' in looked.text
    claim = Claim.objects.get()
    assert sent.redirect_chain == [(f"/en/organisations/claims/{claim.code}/", 302)]
    assert "Your request is on its way." in sent.text
    assert (claim.person, claim.statement) == (person, "I am elected.")
    again = client.get(f"/en/organisations/{ngo.code}/claim/")
    assert again.url == claim.get_absolute_url()


@pytest.mark.parametrize("content", [b"\xff\xd8\xff\xe0jpeg", b"\x89PNG\r\n\x1a\npng"])
def test_a_photograph_will_do(ngo, person, content):
    assert claimed(ngo, person, document=content).document_hash == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("content", [b"<html>%PDF-", b"MZ\x90\x00", b"PK\x03\x04", b" %PDF-1.7", b"<svg/>"])
def test_what_a_file_is_stands_in_its_content_and_not_in_its_name(client, ngo, person, content):
    client.force_login(person)

    page = client.post(f"/en/organisations/{ngo.code}/claim/", typed(content=content))

    sentence = "The file is no PDF, JPEG or PNG. Scan or photograph the document."
    assert page.context["form"].errors == {"document": [sentence]}
    assert "I am elected." in page.text
    with pytest.raises(Refused, match=r"no PDF, JPEG or PNG"):
        claimed(ngo, person, document=content)
    assert Claim.objects.count() == 0


def test_a_file_above_the_limit_is_refused(client, ngo, person, settings):
    settings.CLAIM_DOCUMENT_MEGABYTES = 0
    client.force_login(person)

    page = client.post(f"/en/organisations/{ngo.code}/claim/", typed())

    assert page.context["form"].errors == {"document": ["The file is larger than 0 MB."]}
    with pytest.raises(Refused, match="larger than 0 MB"):
        claimed(ngo, person)


def test_nothing_is_asked_without_an_answer_to_every_question(client, ngo, person):
    client.force_login(person)

    page = client.post(f"/en/organisations/{ngo.code}/claim/", {"role": "owner"})

    assert sorted(page.context["form"].errors) == ["document", "role", "statement"]
    assert Claim.objects.count() == 0


def test_one_claim_a_person_and_organisation_is_open(ngo, person):
    claimed(ngo, person)

    with pytest.raises(Refused, match="You have asked already"):
        claimed(ngo, person, role="viewer")

    assert Claim.objects.count() == 1


def test_whoever_has_the_role_asks_for_nothing(ngo, head):
    with pytest.raises(Refused, match="in this role already"):
        claimed(ngo, head, role="head")


def test_nobody_asks_for_a_liquidated_organisation(person):
    ngo = OrganisationFactory(status="liquidated")

    with pytest.raises(Refused, match="liquidated"):
        claimed(ngo, person)


def test_officials_of_the_register_ask_for_nothing(client, ngo, officer):
    client.force_login(officer)

    assert client.get(f"/en/organisations/{ngo.code}/claim/").status_code == 403


# --- deciding --------------------------------------------------------------------------------------------------------


def test_the_head_accepts_and_the_person_acts_from_today_on(client, ngo, head, person):
    claim = claimed(ngo, person, role="accountant")
    Notice.objects.all().delete()
    client.force_login(head)

    answer = client.post(f"/en/organisations/claims/{claim.code}/accept/", follow=True)

    claim.refresh_from_db()
    assert "The person now acts for the organisation." in answer.text
    assert (claim.status, claim.decided_by) == ("accepted", head)
    assert roles(ngo) == {("Head", "head"), ("Person", "accountant")}
    assert [line.verb for line in Entry.objects.of(claim)] == ["claimed", "filed → accepted"]
    assert [line.verb for line in Entry.objects.of(ngo)] == ["joined"]
    assert told() == [("claims/accepted", "Person")]


def test_an_officer_accepts_a_new_head_and_the_former_one_is_out_and_hears_of_it(ngo, head, officer, person):
    editor = LinkFactory(organisation=ngo, role="editor", user__name="Editor").user
    claim = claimed(ngo, person, role="head")
    assert told() == [("claims/filed", "Officer"), ("claims/head_claimed", "Head")]
    Notice.objects.all().delete()

    actions.accept(claim, by=officer, at=clock.now())

    assert roles(ngo) == {("Person", "head"), ("Editor", "editor")}
    assert [line.verb for line in Entry.objects.of(ngo)] == ["head changed", "left"]
    assert told() == [
        ("claims/accepted", "Person"),
        ("people/head_changed", editor.name),
        ("people/head_changed", "Head"),
        ("people/head_changed", "Person"),
    ]
    assert head.links.get().until == timezone.localdate()


def test_a_claim_of_somebody_who_acts_already_changes_the_role(ngo, officer):
    link = LinkFactory(organisation=ngo, role="viewer", user__name="Person")
    claim = claimed(ngo, link.user, role="signatory")

    actions.accept(claim, by=officer, at=clock.now())

    assert roles(ngo) == {("Head", "head"), ("Person", "signatory")}
    assert [line.verb for line in Entry.objects.of(ngo)] == ["role changed"]


def test_the_head_decides_no_claim_to_be_the_head(client, ngo, head, person):
    claim = claimed(ngo, person, role="head")
    client.force_login(head)

    answers = [
        client.get(f"/en/organisations/claims/{claim.code}/").status_code,
        client.post(f"/en/organisations/claims/{claim.code}/accept/").status_code,
    ]

    assert answers == [404, 404]
    with pytest.raises(Refused, match="only a registry officer"):
        actions.accept(claim, by=head, at=clock.now())
    assert roles(ngo) == {("Head", "head")}


def test_nobody_decides_their_own_claim(ngo, officer):
    claim = ClaimFactory(organisation=ngo, person=officer)

    with pytest.raises(Refused, match="You may not decide"):
        actions.accept(claim, by=officer, at=clock.now())

    assert Claim.objects.get().status == "filed"


def test_a_refusal_has_a_reason_that_the_person_reads(client, ngo, head, person):
    claim = claimed(ngo, person)
    client.force_login(head)
    address = f"/en/organisations/claims/{claim.code}/refuse/"

    empty = client.post(address, {"because": " "})
    client.post(address, {"because": "The order is not signed."})

    assert empty.context["form"].errors == {"because": ["This field is required."]}
    claim.refresh_from_db()
    assert (claim.status, claim.refusal) == ("refused", "The order is not signed.")
    assert ("claims/refused", "Person") in told()
    client.force_login(person)
    assert "The order is not signed." in client.get(claim.get_absolute_url()).text
    assert roles(ngo) == {("Head", "head")}


def test_a_refusal_without_a_reason_is_refused(ngo, officer, person):
    claim = claimed(ngo, person)

    with pytest.raises(Refused, match="Write the reason"):
        actions.refuse(claim, because=" ", by=officer, at=clock.now())

    assert Claim.objects.get().status == "filed"


def test_whoever_asked_withdraws_and_may_ask_again(client, ngo, person):
    claim = claimed(ngo, person)
    client.force_login(person)

    answer = client.post(f"/en/organisations/claims/{claim.code}/withdraw/", follow=True)

    assert "You have withdrawn your request." in answer.text
    assert claimed(ngo, person).status == "filed"
    with pytest.raises(Refused, match="already withdrawn"):
        actions.withdraw(claim, by=person, at=clock.now())


@pytest.mark.parametrize("before", Status)
@pytest.mark.parametrize("after", Status)
def test_a_claim_moves_along_its_map_and_no_other_way(before, after):
    decided = {} if before == "filed" else {"decided_at": clock.now(), "decided_by": UserFactory()}
    claim = ClaimFactory(status=before, refusal="No." if before == "refused" else "", **decided)

    assert claim.may_move_to(after) == (before == "filed" and after != "filed")


def test_a_stranger_finds_no_claim_and_whoever_asked_decides_nothing(client, ngo, person):
    claim = claimed(ngo, person)
    paths = [("get", ""), ("get", "document/"), ("get", "refuse/"), ("post", "accept/"), ("post", "withdraw/")]

    def answers(user):
        client.force_login(user)
        address = f"/en/organisations/claims/{claim.code}/"
        return [getattr(client, method)(f"{address}{path}").status_code for method, path in paths]

    assert answers(UserFactory()) == [404, 404, 404, 404, 404]
    assert answers(LinkFactory(organisation=ngo, role="signatory").user) == [404, 404, 404, 404, 404]
    assert answers(person) == [200, 403, 403, 403, 302]


# --- the document ----------------------------------------------------------------------------------------------------


def test_the_document_is_a_file_that_no_browser_opens_and_each_reading_is_written_down(client, ngo, head, person):
    claim = claimed(ngo, person)
    client.force_login(head)

    answer = client.get(f"/en/organisations/claims/{claim.code}/document/")

    assert answer.content == PDF
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == f'attachment; filename="{claim.code}.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert [(line.verb, line.by) for line in Entry.objects.of(claim)][1:] == [("document read", head)]


def test_the_document_is_destroyed_some_days_after_the_decision_and_not_before(ngo, officer, person):
    claim = claimed(ngo, person)
    with pytest.raises(Refused, match="still needed"):
        actions.destroy_document(claim, at=clock.now() + timedelta(days=400))
    decided = clock.now()
    actions.refuse(claim, because="No.", by=officer, at=decided)
    days = timedelta(days=settings.CLAIM_DOCUMENT_DAYS)
    with pytest.raises(Refused, match="still needed"):
        actions.destroy_document(claim, at=decided + days - timedelta(minutes=1))

    actions.destroy_document(claim, at=decided + days)

    claim.refresh_from_db()
    assert (claim.has_document, default_storage.exists(claim.document_name)) == (False, False)
    assert claim.document_hash == hashlib.sha256(PDF).hexdigest()
    assert Entry.objects.of(claim).last().verb == "document destroyed"
    with pytest.raises(Refused, match="is destroyed"):
        actions.read_document(claim, by=officer, at=clock.now())
    with pytest.raises(Refused, match="destroyed already"):
        actions.destroy_document(claim, at=decided + days)


def test_the_clock_destroys_what_is_due_once(ngo, officer, person):
    due, fresh = claimed(ngo, person), claimed(ngo, UserFactory())
    at = clock.now()
    actions.refuse(due, because="No.", by=officer, at=at - timedelta(days=settings.CLAIM_DOCUMENT_DAYS))
    actions.refuse(fresh, because="No.", by=officer, at=at)

    destroy_claim_documents()
    destroy_claim_documents()

    assert [default_storage.exists(claim.document_name) for claim in (due, fresh)] == [False, True]
    assert [line.verb for line in Entry.objects.of(due)].count("document destroyed") == 1


def test_whoever_decides_a_claim_whose_document_is_gone_is_told_so(client, ngo, head, person):
    claim = ClaimFactory(organisation=ngo, person=person)
    client.force_login(head)

    answer = client.get(f"/en/organisations/claims/{claim.code}/document/", follow=True)

    assert "The document is destroyed." in answer.text


# --- where it is seen ------------------------------------------------------------------------------------------------


def test_the_head_sees_who_asks_on_the_page_of_the_organisation_and_others_do_not(client, ngo, head, person):
    claim = claimed(ngo, person)
    editor = LinkFactory(organisation=ngo, role="editor").user

    client.force_login(head)
    assert f'href="/en/organisations/claims/{claim.code}/"' in client.get(f"/en/organisations/{ngo.code}/").text
    assert "1 person asks to be connected" in client.get("/en/organisations/").text
    assert "People who ask to be connected with your organisation: 1." in client.get("/en/desk/").text
    client.force_login(editor)
    assert claim.code not in client.get(f"/en/organisations/{ngo.code}/").text


def test_whoever_asked_sees_it_among_their_organisations(client, ngo, person):
    claim = claimed(ngo, person)
    client.force_login(person)

    assert f'href="/en/organisations/claims/{claim.code}/"' in client.get("/en/organisations/").text
