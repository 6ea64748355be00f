"""The criteria of a draft: weights, least means, and what each mark means (R-024)."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from tenders.calls import actions
from tenders.calls.models import Criterion
from tests.factories.calls import CallFactory, CriterionFactory
from tests.tenders.calls.rows import posted

pytestmark = pytest.mark.django_db


def new(code="", **facts):
    return CriterionFactory.build(call=None, code=code, **facts)


def test_criteria_are_replaced_in_their_order_and_named_for_good(officer):
    call = CallFactory(drafted_by=officer)
    rows = [new(weight=60), new("criterion-1", weight=30), new(weight=10)]

    actions.set_criteria(call, rows, by=officer, at=timezone.now())

    kept = [(c.order, c.code, c.weight) for c in call.criteria.all()]
    assert kept == [(1, "criterion-2", Decimal(60)), (2, "criterion-1", Decimal(30)), (3, "criterion-3", Decimal(10))]
    assert [line.verb for line in call.trail()] == ["criteria saved"]


@pytest.fixture
def own_rows(client, body, officer):
    call = CallFactory(customer=body, drafted_by=officer)
    client.force_login(officer)
    return call, reverse("calls:criteria", args=[call.number])


def test_the_page_shows_every_criterion_and_an_empty_one(client, own_rows):
    call, url = own_rows

    formset = client.get(url).context["formset"]

    assert [form.instance.code for form in formset.forms] == [*[c.code for c in call.criteria.all()], ""]
    assert formset.forms[-1]["min_points"].value() == call.profile.criterion_min_points


def test_saving_an_untouched_page_changes_nothing(client, own_rows):
    call, url = own_rows
    facts = list(call.criteria.values_list("code", "order", "weight", "anchors_kk", "anchors_ru", "is_price"))

    client.post(url, posted(client.get(url).context["formset"]))

    assert list(call.criteria.values_list("code", "order", "weight", "anchors_kk", "anchors_ru", "is_price")) == facts


def test_a_weight_and_an_anchor_are_changed(client, own_rows):
    call, url = own_rows
    marks = {f"criteria-0-anchors_kk_{mark}": f" белгі\r\n{mark} " for mark in range(6)}
    changes = {"criteria-0-weight": "20"} | marks

    response = client.post(url, posted(client.get(url).context["formset"], **changes))

    first = call.criteria.first()
    assert (first.weight, first.anchors_kk) == (Decimal(20), [f"белгі {mark}" for mark in range(6)])
    assert response.url == reverse("calls:manage", args=[call.number])


def test_a_criterion_is_taken_out_and_another_added(client, own_rows):
    call, url = own_rows
    added = {"name_kk": "Жаңа", "name_ru": "Новый", "weight": "15", "min_points": "2.5"}
    added |= {f"anchors_{code}_{mark}": f"{code} {mark}" for code in ("kk", "ru") for mark in range(6)}
    changes = {"criteria-0-DELETE": "on"} | {f"criteria-8-{name}": value for name, value in added.items()}

    client.post(url, posted(client.get(url).context["formset"], **changes))

    codes = [criterion.code for criterion in call.criteria.all()]
    assert codes == ["target-group", "method", "results", "capacity", "team", "budget", "lasting-effect", "criterion-1"]


def test_an_error_keeps_the_rows_and_leads_to_the_field(client, own_rows):
    call, url = own_rows
    changes = {"criteria-1-weight": "101", "criteria-0-name_ru": "Совсем новое имя"}

    response = client.post(url, posted(client.get(url).context["formset"], **changes))

    assert response.status_code == 200
    assert "<title>Error:" in response.text
    assert '<a href="#id_criteria-1-weight">2. Weight: ' in response.text
    assert "Совсем новое имя" in response.text
    assert call.criteria.filter(weight=101).count() == 0


def test_a_criterion_of_another_call_stays_there(client, own_rows):
    call, url = own_rows
    other = CallFactory()
    foreign = other.criteria.first()

    client.post(url, posted(client.get(url).context["formset"], **{"criteria-0-id": str(foreign.pk)}))

    assert Criterion.objects.get(pk=foreign.pk).call == other
    assert (call.criteria.count(), other.criteria.count()) == (8, 8)
