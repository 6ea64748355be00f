"""A call is begun: numbered once and for ever, with the standard criteria and requirements."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from registry.reference.models import Sphere
from tenders.calls import actions, checks, standard
from tenders.calls.models import Call
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory, default_profile, evening_of_a_working_day
from tests.factories.registry import StateBodyFactory

pytestmark = pytest.mark.django_db


def facts_for(body):
    deadline = evening_of_a_working_day(timezone.localdate() + timedelta(days=60))
    return {
        "customer": body,
        "instrument": "social_order",
        "profile": default_profile(),
        "level": "central",
        "sphere": Sphere.objects.get(number=6),
        **{
            f"{name}_{code}": f"{name} {code}" for name in ("title", "purpose", "subsidiarity") for code in ("kk", "ru")
        },
        "legal_basis": "Law 36-III",
        "budget_code": "155",
        "contact_name": "Olga Officer",
        "contact_phone": "+7 717 274 00 00",
        "contact_email": "officer@example.kz",
        "publish_on": timezone.localdate(),
        "deadline_at": deadline,
        "opening_at": deadline,
    }


def posted(facts):
    return facts | {
        "customer": facts["customer"].pk,
        "profile": facts["profile"].pk,
        "sphere": facts["sphere"].pk,
        "publish_on": facts["publish_on"].isoformat(),
        "deadline_at": f"{timezone.localtime(facts['deadline_at']):%Y-%m-%dT%H:%M}",
        "opening_at": f"{timezone.localtime(facts['opening_at']):%Y-%m-%dT%H:%M}",
    }


def test_a_draft_has_a_number_its_author_and_the_standard_set(body, officer):
    noon = datetime(2026, 6, 1, 7, tzinfo=UTC)

    call = actions.draft(facts_for(body), by=officer, at=noon)

    assert (call.number, call.status, call.drafted_by, call.drafted_at) == ("MKI-2026-001", "draft", officer, noon)
    weights = [(c.order, c.code, c.weight, c.min_points) for c in call.criteria.all()]
    least = call.profile.criterion_min_points
    assert weights == [(n, row["code"], row["weight"], least) for n, row in enumerate(standard.CRITERIA, start=1)]
    assert [r.code for r in call.requirements.all()] == [row["code"] for row in standard.REQUIREMENTS]
    assert [(line.verb, line.by) for line in call.trail()] == [("drafted", officer)]


def test_numbers_follow_each_other_within_a_body_and_a_year_and_pass_a_thousand(body, officer):
    facts, other = facts_for(body), StateBodyFactory(code="MZ")
    CallFactory(customer=body, number="MKI-2026-999", lots=0)
    june, january = datetime(2026, 6, 1, tzinfo=UTC), datetime(2026, 12, 31, 19, tzinfo=UTC)

    numbers = [
        actions.draft(facts, by=officer, at=june).number,
        actions.draft(facts, by=officer, at=june).number,
        actions.draft(facts, by=officer, at=january).number,
        actions.draft(facts | {"customer": other}, by=officer, at=june).number,
    ]

    # In Astana the new year has begun five hours before it does in UTC.
    assert numbers == ["MKI-2026-1000", "MKI-2026-1001", "MKI-2027-001", "MZ-2026-001"]


def test_an_officer_drafts_a_call_through_the_page(client, body, officer):
    client.force_login(officer)
    facts = facts_for(body)

    response = client.post(reverse("calls:create"), posted(facts))

    call = Call.objects.get()
    assert (response.status_code, response.url) == (302, reverse("calls:manage", args=[call.number]))
    assert (call.customer, call.title_kk, call.purpose_kk, call.budget_code) == (body, "title kk", "", "155")
    assert (call.contact_name, call.contact_email) == (officer.name, officer.email)
    assert not [gap for gap in checks.gaps(call) if gap.page == "dates"]


@pytest.mark.parametrize(
    ("instrument", "heaviest", "code", "word"),
    [
        ("social_order", "method", "155", "заказ"),
        ("grant", "capacity", "", "грант"),
        ("partnership", "capacity", "", "партнерства"),
    ],
)
def test_each_instrument_brings_its_own_template(body, officer, instrument, heaviest, code, word):
    facts = {name: value for name, value in facts_for(body).items() if name not in ("legal_basis", "budget_code")}

    call = actions.draft(facts | {"instrument": instrument}, by=officer, at=timezone.now())

    assert max(call.criteria.all(), key=lambda criterion: criterion.weight).code == heaviest
    assert sum(criterion.weight for criterion in call.criteria.all()) == 100
    assert (call.budget_code, "36-III" in call.legal_basis) == (code, True)
    assert word in call.requirements.get(code="E-1").reason_ru
    assert checks.warnings(call) == []


def test_the_page_offers_the_default_profile_and_the_earliest_lawful_dates(client, body, officer):
    client.force_login(officer)

    form = client.get(reverse("calls:create")).context["form"]

    profile = default_profile()
    assert (form["profile"].value(), form["customer"].value(), form["level"].value()) == (
        profile.pk,
        body.pk,
        "central",
    )
    client.post(reverse("calls:create"), posted(facts_for(body)))
    call = Call.objects.get()
    assert call.deadline_at == call.opening_at
    assert timezone.localtime(call.deadline_at).time() == profile.deadline_not_after


def test_what_was_typed_stays_when_something_is_wrong(client, body, officer):
    client.force_login(officer)

    response = client.post(reverse("calls:create"), posted(facts_for(body) | {"title_kk": ""}))

    form = response.context["form"]
    assert form.errors == {"title_kk": ["This field is required."]}
    assert form["title_ru"].value() == "title ru"
    assert "<title>Error: Draft a call" in response.text
    assert Call.objects.count() == 0


def test_an_officer_drafts_only_for_the_own_state_body(client, officer):
    client.force_login(officer)
    stranger = StateBodyFactory()

    response = client.post(reverse("calls:create"), posted(facts_for(stranger)))

    assert list(response.context["form"].errors) == ["customer"]


@pytest.mark.parametrize("role", ["approver", "registry_officer", "commission", "auditor"])
def test_nobody_else_drafts_a_call(client, body, role):
    client.force_login(UserFactory(role=role, body=body if role == "approver" else None))

    assert client.get(reverse("calls:create")).status_code == 403


def test_a_stranger_is_asked_to_sign_in(client):
    response = client.get(reverse("calls:create"))

    assert (response.status_code, response.url.split("?")[0]) == (302, reverse("account_login"))
