"""The requirements of a draft: only these can reject an application (R-056)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tenders.calls import actions
from tests.factories.calls import CallFactory, RequirementFactory
from tests.tenders.calls.rows import posted

pytestmark = pytest.mark.django_db


def test_requirements_are_replaced(officer):
    call = CallFactory(drafted_by=officer)

    actions.set_requirements(call, [RequirementFactory.build(call=None, code="Q-1")], by=officer, at=timezone.now())

    assert [requirement.code for requirement in call.requirements.all()] == ["Q-1"]
    assert [line.verb for line in call.trail()] == ["requirements saved"]


@pytest.fixture
def own_rows(client, body, officer):
    call = CallFactory(customer=body, drafted_by=officer)
    client.force_login(officer)
    return call, reverse("calls:requirements", args=[call.number])


def test_a_requirement_is_changed_and_another_taken_out(client, own_rows):
    call, url = own_rows
    changes = {"requirements-0-reason_ru": "Потому что.", "requirements-4-DELETE": "on"}

    client.post(url, posted(client.get(url).context["formset"], **changes))

    assert [requirement.code for requirement in call.requirements.all()] == ["E-1", "E-2", "E-3", "E-4"]
    assert call.requirements.first().reason_ru == "Потому что."


def test_one_code_cannot_stand_twice(client, own_rows):
    call, url = own_rows

    response = client.post(url, posted(client.get(url).context["formset"], **{"requirements-1-code": "e-1"}))

    errors = [dict(form.errors) for form in response.context["formset"].forms]
    assert errors == [{}, {"code": ["This code stands on the page twice."]}, {}, {}, {}, {}]
    assert [requirement.code for requirement in call.requirements.all()] == ["E-1", "E-2", "E-3", "E-4", "E-5"]


def test_the_code_of_a_row_that_is_taken_out_is_free_again(client, own_rows):
    call, url = own_rows
    changes = {"requirements-0-DELETE": "on", "requirements-1-code": "E-1"}

    client.post(url, posted(client.get(url).context["formset"], **changes))

    assert [requirement.code for requirement in call.requirements.all()] == ["E-1", "E-3", "E-4", "E-5"]
