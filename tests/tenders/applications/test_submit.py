"""From the first row to the receipt: in time, once, sealed (R-040 to R-044, E1)."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from lifecycle import chain
from lifecycle.models import Refused
from notifications.models import Notice
from tenders.applications import actions, content
from tenders.applications.models import Application, LateAttempt, Receipt, TargetGroup
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, submitted
from tests.factories.calls import LotFactory
from tests.factories.commission import CommissionFactory, DeclarationFactory, seat
from tests.factories.registry import OrganisationFactory

pytestmark = pytest.mark.django_db
INSTANT = timedelta(microseconds=1)


def test_an_organisation_begins_one_application_for_a_lot():
    head, lot, now = UserFactory(), LotFactory(call__published=True), timezone.now()
    ngo = OrganisationFactory(head=head)

    application = actions.start(lot, ngo, by=head, at=now)
    with pytest.raises(Refused):
        actions.start(lot, ngo, by=head, at=now)

    assert (application.status, application.organisation, application.started_by) == ("draft", ngo, head)
    assert Application.objects.count() == 1


@pytest.mark.parametrize("status", ["filed", "suspended", "liquidated"])
def test_only_an_active_organisation_begins(status):
    head, lot = UserFactory(), LotFactory(call__published=True)
    ngo = OrganisationFactory(head=head, status=status)

    with pytest.raises(Refused):
        actions.start(lot, ngo, by=head, at=timezone.now())

    assert Application.objects.count() == 0


def test_only_what_was_changed_is_written_and_a_stale_page_overwrites_nothing():
    draft = ApplicationFactory()
    editor, now = draft.started_by, timezone.now()

    actions.revise(draft, {"goal": "Жаңа мақсат"}, version=1, by=editor, at=now)
    with pytest.raises(actions.Stale):
        actions.revise(draft, {"goal": "Басқа мақсат"}, version=1, by=editor, at=now)

    draft.refresh_from_db()
    assert (draft.goal, draft.version, draft.edited_by) == ("Жаңа мақсат", 2, editor)


def test_the_rows_of_a_section_are_replaced_in_their_order():
    draft = ApplicationFactory()
    rows = [
        TargetGroup(description=name, entry_rule="Тізім", direct_count=5, self_reliance_goal="Мақсат") for name in "АБ"
    ]

    actions.set_rows(draft, "target_groups", rows, version=1, by=draft.started_by, at=timezone.now())

    assert [group.description for group in draft.target_groups.all()] == ["А", "Б"]


def test_submitting_gives_a_receipt_whose_hash_is_of_what_was_said():
    draft = ApplicationFactory()
    now = timezone.now()

    receipt = submitted(draft, at=now)

    draft.refresh_from_db()
    assert (draft.status, draft.receipt, draft.submitted_at) == ("submitted", receipt, now)
    assert receipt.sha256 == chain.fingerprint(receipt.content)
    assert content.of_receipt(receipt)["title"] == "Үйдегі көмек"
    assert [(n.kind, n.to) for n in Notice.objects.filter(kind="applications/submitted")] == [
        ("applications/submitted", draft.started_by)
    ]


def test_the_same_press_twice_gives_the_same_receipt():
    draft, key, now = ApplicationFactory(), uuid4(), timezone.now()
    press = {"key": key, "declarations": content.DECLARATIONS, "by": draft.started_by}

    first = actions.submit(draft, at=now, **press)
    second = actions.submit(draft, at=now + timedelta(seconds=3), **press)

    assert first == second
    assert Receipt.objects.count() == 1


@pytest.mark.parametrize(("shift", "accepted"), [(-INSTANT, True), (timedelta(0), True), (INSTANT, False)])
def test_the_deadline_counts_to_the_microsecond_and_a_late_attempt_is_written_down(shift, accepted):
    draft = ApplicationFactory()
    at = draft.lot.call.deadline_at + shift

    if accepted:
        submitted(draft, at=at)
    else:
        with pytest.raises(actions.TooLate):
            submitted(draft, at=at)

    assert (Receipt.objects.count(), LateAttempt.objects.count()) == ((1, 0) if accepted else (0, 1))


def test_a_replacement_stands_from_its_own_receipt_on():
    draft = ApplicationFactory()
    first = submitted(draft)
    draft.refresh_from_db()
    actions.revise(draft, {"title": "Жаңа атау"}, version=1, by=draft.started_by, at=timezone.now())
    standing = content.of_receipt(Application.objects.get().receipt)["title"]

    second = submitted(draft)

    draft.refresh_from_db()
    assert (standing, draft.receipt) == ("Үйдегі көмек", second)
    assert [receipt.number for receipt in Receipt.objects.all()] == [first.number, second.number]
    assert content.of_receipt(second)["title"] == "Жаңа атау"


def test_what_is_recalled_does_not_stand_until_it_is_submitted_again():
    draft = ApplicationFactory()
    submitted(draft)

    actions.recall(draft, by=draft.started_by, at=timezone.now())
    opened = actions.open_sealed(draft.lot.call, at=draft.lot.call.opening_at)

    draft.refresh_from_db()
    assert (draft.status, draft.receipt, opened) == ("draft", None, [])


def test_after_a_withdrawal_a_new_application_may_be_begun():
    draft = ApplicationFactory()
    head, now = draft.started_by, timezone.now()
    submitted(draft)

    actions.withdraw(draft, by=head, at=now)
    again = actions.start(draft.lot, draft.organisation, by=head, at=now)

    draft.refresh_from_db()
    assert (draft.status, again.status) == ("withdrawn", "draft")


def test_only_who_signs_submits():
    draft, editor = ApplicationFactory(), UserFactory()
    draft.organisation.links.create(user=editor, role="editor", since=draft.organisation.registered_on)

    with pytest.raises(Refused):
        actions.submit(draft, key=uuid4(), declarations=content.DECLARATIONS, by=editor, at=timezone.now())

    assert Receipt.objects.count() == 0


def test_nothing_is_submitted_while_something_is_missing_or_undeclared():
    empty, whole = ApplicationFactory(complete=False), ApplicationFactory()

    with pytest.raises(Refused):
        submitted(empty)
    with pytest.raises(Refused):
        some = content.DECLARATIONS[1:]
        actions.submit(whole, key=uuid4(), declarations=some, by=whole.started_by, at=timezone.now())

    assert Receipt.objects.count() == 0


def test_the_opening_moves_every_submitted_application_at_one_moment_and_the_rulings_follow():
    lot = LotFactory(call__published=True)
    bids, draft, at = [ApplicationFactory(lot=lot) for _ in range(3)], ApplicationFactory(lot=lot), lot.call.opening_at
    for bid in bids:
        submitted(bid)

    opened = actions.open_sealed(lot.call, at=at)
    actions.admit(opened[:2], by=UserFactory(), at=at)
    actions.reject(opened[2], by=UserFactory(), at=at)
    actions.mark_scored(opened[:2], at=at)
    actions.settle({opened[0]: "winner", opened[1]: "reserve"}, by=None, at=at)

    statuses = {a.pk: (a.status, a.opened_at) for a in Application.objects.exclude(pk=draft.pk)}
    expected = dict(zip((one.pk for one in opened), ("winner", "reserve", "rejected"), strict=True))
    assert statuses == {pk: (status, at) for pk, status in expected.items()}
    draft.refresh_from_db()
    assert (draft.status, draft.opened_at) == ("draft", None)


def without_token(response):
    """A page as everybody with the same rights would get it."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


def watchers(application):
    """Everybody who might be curious, and may not."""
    call = application.lot.call
    body = call.customer
    yield UserFactory()
    yield UserFactory(administrator=True)
    yield UserFactory(role="registry_officer")
    yield UserFactory(role="auditor")
    yield UserFactory(role="call_officer", body=body)
    yield UserFactory(role="approver", body=body)
    other = UserFactory()
    OrganisationFactory(head=other)
    yield other
    yield from [member.user for member in CommissionFactory(call=call).members.select_related("user")]


def test_a_sealed_application_does_not_exist_for_anybody_else(client):
    application = ApplicationFactory()
    submitted(application)
    pages = ["detail", "summary", "check", "receipt", "recall", "withdraw"]
    addresses = [reverse(f"applications:{page}", args=[application.number]) for page in pages]
    addresses += [reverse("applications:section", args=[application.number, "budget"])]
    addresses += [reverse("decisions:decision", args=[application.number])]

    for user in watchers(application):
        client.force_login(user)
        answers = {
            address: (client.get(address).status_code, client.post(address).status_code) for address in addresses
        }
        assert answers == dict.fromkeys(addresses, (404, 404))
        assert list(Application.objects.visible_to(user)) == []

    client.logout()
    assert {client.get(address).status_code for address in addresses} == {302}


def test_the_office_hears_nothing_before_the_opening_not_even_a_number(client):
    application = ApplicationFactory()
    call = application.lot.call
    client.force_login(UserFactory(role="call_officer", body=call.customer))
    address = reverse("applications:office", args=[call.number])
    before = without_token(client.get(address))

    submitted(application)

    assert without_token(client.get(address)) == before


def test_after_the_opening_a_member_reads_what_it_has_no_conflict_with():
    lot = LotFactory(call__published=True)
    ours, theirs = ApplicationFactory(lot=lot), ApplicationFactory(lot=lot)
    for bid in (ours, theirs):
        submitted(bid)
    commission = CommissionFactory(call=lot.call)
    actions.open_sealed(lot.call, at=lot.call.opening_at)
    clean, torn, silent = seat(commission, "chair"), seat(commission, "deputy"), seat(commission, "secretary")
    for bid in (ours, theirs):
        DeclarationFactory(member=clean, application=bid)
    DeclarationFactory(member=torn, application=ours)
    DeclarationFactory(member=torn, application=theirs, conflict=True)

    seen = [set(Application.objects.visible_to(member.user)) for member in (clean, torn, silent)]

    assert seen == [{ours, theirs}, set(), set()]
