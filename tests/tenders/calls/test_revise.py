"""A draft is changed; what is approved or published is frozen, for every way of changing it (R-024)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from lifecycle.models import Entry, Refused
from tenders.calls import actions, conditions
from tenders.calls.models import Call
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory, CriterionFactory, LotFactory, RequirementFactory

pytestmark = pytest.mark.django_db

WAYS = {
    "revise": lambda call, **who: actions.revise(call, {"title_ru": "Другое"}, **who),
    "save_lot": lambda call, **who: actions.save_lot(call, _new_lot(), [], **who),
    "change_lot": lambda call, **who: actions.save_lot(call, _cheaper(call.lots.first()), [], **who),
    "remove_lot": lambda call, **who: actions.remove_lot(call, call.lots.first(), **who),
    "set_criteria": lambda call, **who: actions.set_criteria(call, [CriterionFactory.build(call=None)], **who),
    "set_requirements": lambda call, **who: actions.set_requirements(
        call, [RequirementFactory.build(call=None)], **who
    ),
}
PAST_DRAFT = [status.value for status in Call.Status if status != Call.Status.DRAFT]


def _new_lot():
    return LotFactory.build(call=None, starts_on=date(2027, 3, 1))


def _cheaper(lot):
    lot.budget_amount = Decimal(1)
    return lot


def test_a_draft_takes_new_texts_and_says_so_in_its_trail(officer):
    call, now = CallFactory(drafted_by=officer), timezone.now()

    actions.revise(call, {"title_ru": "Другое", "publish_on": call.publish_on}, by=officer, at=now)

    assert Call.objects.get().title_ru == "Другое"
    assert [(line.verb, line.by, line.at) for line in call.trail()] == [("revised", officer, now)]


@pytest.mark.parametrize("state", PAST_DRAFT)
@pytest.mark.parametrize("way", WAYS)
def test_what_is_no_draft_is_frozen(way, state):
    call = CallFactory(**{state: True})
    before = conditions.of(call)

    with pytest.raises(Refused, match="only a draft can be changed"):
        WAYS[way](call, by=call.drafted_by, at=timezone.now())

    assert conditions.of(Call.objects.get()) == before
    assert Entry.objects.count() == 0


def test_an_officer_changes_a_draft_through_the_page(client, body, officer):
    call = CallFactory(customer=body, drafted_by=officer)
    client.force_login(officer)
    page = client.get(reverse("calls:part", args=[call.number, "topic"]))
    typed = {
        name: field.value() or "" for name in page.context["form"].fields for field in [page.context["form"][name]]
    }
    typed["title_kk"] = "Жаңа атауы"

    response = client.post(reverse("calls:part", args=[call.number, "topic"]), typed, follow=True)

    assert Call.objects.get().title_kk == "Жаңа атауы"
    assert [str(message) for message in response.context["messages"]] == ["The call is saved."]


def test_a_refusal_keeps_what_was_typed_on_the_page(client, body, officer, approver):
    call = CallFactory(customer=body, drafted_by=officer)
    client.force_login(officer)
    form = client.get(reverse("calls:part", args=[call.number, "topic"])).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields} | {"title_ru": "Мой новый текст"}
    Call.objects.update(status="approved", approved_by=approver, approved_at=timezone.now())

    response = client.post(reverse("calls:part", args=[call.number, "topic"]), typed)

    assert response.context["form"]["title_ru"].value() == "Мой новый текст"
    assert [str(message) for message in response.context["messages"]] == [
        "The call is approved: only a draft can be changed."
    ]


def test_posted_fields_that_the_form_does_not_have_change_nothing(client, body, officer, approver):
    call = CallFactory(customer=body, drafted_by=officer)
    client.force_login(officer)
    form = client.get(reverse("calls:part", args=[call.number, "topic"])).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    others = CallFactory().customer
    sly = {"status": "published", "number": "X", "customer": others.pk, "drafted_by": approver.pk, "drafted_at": ""}

    client.post(reverse("calls:part", args=[call.number, "topic"]), typed | sly)

    fresh = Call.objects.get(pk=call.pk)
    assert (fresh.status, fresh.number, fresh.customer, fresh.drafted_by) == ("draft", call.number, body, officer)


@pytest.mark.parametrize(
    "page",
    [
        "lot_create",
        "criteria",
        "requirements",
        "documents",
        "warnings",
        "check",
        "copy",
        "manage",
        "approve",
        "send_back",
        "publish",
        "cancel",
    ],
)
def test_a_draft_does_not_exist_for_strangers(client, page):
    call = CallFactory()
    client.force_login(UserFactory())
    post = page in ("approve", "publish", "copy")

    response = getattr(client, "post" if post else "get")(reverse(f"calls:{page}", args=[call.number]))

    assert response.status_code == 404


@pytest.mark.parametrize("page", ["lot_create", "criteria", "requirements", "documents", "warnings"])
def test_an_approver_reads_a_draft_but_does_not_change_it(client, body, approver, page):
    call = CallFactory(customer=body)
    client.force_login(approver)

    assert client.get(reverse(f"calls:{page}", args=[call.number])).status_code == 403


def test_a_deadline_may_be_moved_in_a_draft(officer):
    call = CallFactory(drafted_by=officer)
    later = call.deadline_at + timedelta(days=7)

    actions.revise(call, {"deadline_at": later, "opening_at": later}, by=officer, at=timezone.now())

    assert Call.objects.get().deadline_at == later
