"""Warnings are answered with a reason before approval, and every answer is kept (R-016)."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from lifecycle.models import Refused
from tenders.calls import actions, checks
from tenders.calls.grounds import Explanation
from tests.factories.calls import CallFactory

pytestmark = pytest.mark.django_db

KEY = "experience/requirements/E-4"
REASON = "Работа с детьми требует опыта по закону о правах ребёнка."


@pytest.fixture
def doubtful(body, officer):
    call = CallFactory(customer=body, drafted_by=officer)
    call.requirements.filter(code="E-4").update(text_ru="Опыт не менее трёх лет.")
    return call


def explained(call, officer, reason=REASON):
    actions.explain(call, {KEY: reason}, by=officer, at=timezone.now())


def test_a_warning_without_an_answer_stops_the_approval(doubtful, approver):
    with pytest.raises(Refused, match="Answer each warning with a reason. Without an answer: 1."):
        actions.approve(doubtful, by=approver, at=timezone.now())


def test_an_answer_lets_the_call_be_approved_and_is_kept_with_its_author(doubtful, officer, approver):
    explained(doubtful, officer)

    actions.approve(doubtful, by=approver, at=timezone.now())

    kept = Explanation.objects.get()
    assert (kept.call, kept.key, kept.rule, kept.found, kept.reason, kept.by) == (
        doubtful,
        KEY,
        "3.2",
        "Опыт не менее трёх лет",
        REASON,
        officer,
    )
    assert [line.verb for line in doubtful.trail()] == ["warnings answered", "draft → approved"]


def test_an_answer_to_other_words_is_none(doubtful, officer):
    explained(doubtful, officer)

    doubtful.requirements.filter(code="E-4").update(text_ru="Опыт не менее десяти лет.")

    [one] = checks.warnings(doubtful)
    assert one.answer is None


def test_a_new_answer_stands_and_the_old_one_is_kept(doubtful, officer):
    explained(doubtful, officer)
    explained(doubtful, officer, "Другая причина.")

    assert [one.answer.reason for one in checks.warnings(doubtful)] == ["Другая причина."]
    assert [one.reason for one in Explanation.objects.all()] == [REASON, "Другая причина."]


@pytest.mark.parametrize("reason", ["", REASON])
def test_an_empty_answer_or_the_same_again_writes_nothing(doubtful, officer, reason):
    explained(doubtful, officer)

    explained(doubtful, officer, reason)

    assert Explanation.objects.count() == 1
    assert [line.verb for line in doubtful.trail()] == ["warnings answered"]


def test_the_database_lets_nobody_change_an_answer(doubtful, officer):
    explained(doubtful, officer)

    with pytest.raises(IntegrityError), transaction.atomic():
        Explanation.objects.update(reason="")


def test_an_officer_answers_on_the_page_and_the_approver_reads_it(client, doubtful, officer, approver):
    url = reverse("calls:warnings", args=[doubtful.number])
    client.force_login(officer)
    page = client.get(url)
    [name] = page.context["form"].fields
    mend = reverse("calls:requirements", args=[doubtful.number]) + "#id_requirements-3-text_ru"
    assert f'href="{mend}"' in page.text

    response = client.post(url, {name: REASON})

    client.force_login(approver)
    read = client.get(reverse("calls:check", args=[doubtful.number]))
    assert response.url == reverse("calls:manage", args=[doubtful.number])
    assert REASON in read.text and officer.name in read.text


def test_an_answer_that_is_too_long_is_explained_and_stays_typed(client, doubtful, officer):
    url = reverse("calls:warnings", args=[doubtful.number])
    client.force_login(officer)
    [name] = client.get(url).context["form"].fields

    response = client.post(url, {name: "ә" * 1001})

    assert "1000" in response.context["form"].errors[name][0]
    assert "ә" * 1001 in response.text
    assert not Explanation.objects.exists()


def test_an_approved_call_takes_no_answer(doubtful, officer, approver):
    explained(doubtful, officer)
    actions.approve(doubtful, by=approver, at=timezone.now())

    with pytest.raises(Refused, match="only a draft can be changed"):
        explained(doubtful, officer, "Поздно.")


def test_a_call_without_warnings_says_so(client, body, officer):
    call = CallFactory(customer=body, drafted_by=officer)
    client.force_login(officer)

    page = client.get(reverse("calls:warnings", args=[call.number]))

    assert "The call is warned of nothing." in page.text
