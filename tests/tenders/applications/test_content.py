"""One document says what an application says."""

from decimal import Decimal

import pytest

from lifecycle import chain, clock
from tenders.applications import actions, content
from tenders.applications.models import Application
from tests.factories.applications import ApplicationFactory, group, head_of, line

pytestmark = pytest.mark.django_db


def test_a_snapshot_is_plain_and_says_everything():
    application = Application.objects.get(pk=ApplicationFactory().pk)

    told = content.snapshot(application)

    assert told["format"] == content.FORMAT
    assert told["organisation"]["bin"] == application.organisation.bin
    assert told["budget_lines"][0] == {
        "category": "pay",
        "year": 1,
        "name": "Әлеуметтік қызметкер",
        "unit": "адам",
        "quantity": "1.00",
        "unit_cost": "600000.00",
        "months": "1.00",
        "own_amount": None,
        "other_amount": None,
        "requested_amount": "600000.00",
        "grounds": "Еңбек шарты",
        "quote": "",
    }
    assert told["work_items"][0]["starts_on"] == application.lot.starts_on.isoformat()
    assert chain.canonical(told) == chain.canonical(content.snapshot(application))


def test_rows_say_the_same_before_and_after_they_are_stored():
    application = ApplicationFactory(complete=False)
    rows = [line(Decimal("1234.5")), {"name": "Жол жүру"}]

    actions.revise(application, {"budget_lines": rows}, by=head_of(application), at=clock.now())

    assert content.plain("budget_lines", rows) == content.told(Application.objects.get(), "budget_lines")


def test_a_page_gets_days_numbers_words_and_sums():
    application = ApplicationFactory(requested=Decimal(600000))
    paid = line(Decimal(70), unit_cost=Decimal(100), own_amount=Decimal(30))
    facts = {"budget_lines": [line(), paid], "target_groups": [group(direct_count=30), group(direct_count=10)]}
    actions.revise(application, facts, by=head_of(application), at=clock.now())

    told = content.for_page(content.snapshot(Application.objects.get()))

    assert told["work_items"][0]["ends_on"] == application.lot.ends_on
    assert told["indicators"][0]["kind_label"] == "outcome"
    assert [row["total_amount"] for row in told["budget_lines"]] == [Decimal(600000), Decimal(100)]
    assert told["totals"] == (Decimal(600100), Decimal(600070), Decimal(30), Decimal(0))
    assert told["totals"].shared == Decimal(30)
    assert [(label, row.whole.total) for label, row in told["sum_rows"]] == [("pay", Decimal(600100))]
    assert (told["people_served"], told["cost_per_person"]) == (40, Decimal("15001.75"))


def test_a_copy_that_was_changed_back_does_not_differ():
    application = ApplicationFactory(submitted=True)
    head, old = head_of(application), application.goal

    actions.revise(application, {"goal": "New"}, by=head, at=clock.now())
    assert content.differs(Application.objects.get())
    actions.revise(application, {"goal": old}, by=head, at=clock.now())
    assert not content.differs(Application.objects.get())


def test_nothing_differs_from_what_was_never_submitted():
    assert not content.differs(ApplicationFactory())
