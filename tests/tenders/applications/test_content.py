"""One document says what an application says."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.template.loader import render_to_string

from lifecycle import boxes, chain, clock
from tenders.applications import actions, content, numbers
from tenders.applications.models import Application, Receipt, Sealed
from tests.factories.applications import ApplicationFactory, group, head_of, indicator, line, objective, risk, work

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
        "work_item": "",
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


def test_a_page_gets_the_names_of_what_a_row_serves():
    application = ApplicationFactory()
    counted = indicator(application.lot, key="COUNTED2", name="Қарттар")
    served = work(application.lot, indicator="COUNTED2")
    gone = work(application.lot, objective="GONE2222")
    facts = {"indicators": [counted], "work_items": [served, gone]}
    actions.revise(application, facts, by=head_of(application), at=clock.now())

    told = content.for_page(content.snapshot(Application.objects.get()))

    assert [(row["objective_label"], row["indicator_label"]) for row in told["work_items"]] == [
        (objective()["name"], "Қарттар"),
        ("", ""),
    ]


def as_format_2(told):
    """The same document as it was sealed before it had objectives, a team and the rest."""
    work, indicator, group = ({**told[part][0]} for part in ("work_items", "indicators", "target_groups"))
    for row, columns in (
        (work, ("key", "objective", "indicator")),
        (indicator, ("key", "measured_on", "disaggregation")),
        (group, ("kind", "how_found", "age_from", "age_until", "sex", "region")),
    ):
        for column in columns:
            del row[column]
    new = ("objectives", "risks", "team", "partners", "experience", "innovation")
    kept = {name: value for name, value in told.items() if name not in new}
    organisation = {name: told["organisation"][name] for name in ("code", "bin", "name_kk", "name_ru")}
    rows = {"work_items": [work], "indicators": [indicator], "target_groups": [group]}
    return kept | rows | {"format": 2, "organisation": organisation}


def test_a_document_of_an_earlier_format_is_read_as_it_was():
    told = content.snapshot(Application.objects.get(pk=ApplicationFactory().pk))

    read = content.for_page(as_format_2(told))

    assert (read["objectives"], read["team"], read["innovation"]) == ([], [], "")
    assert (read["work_items"][0]["name"], read["work_items"][0]["objective_label"]) == ("Үйге бару", "")
    assert (read["people_served"], read["indicators"][0]["kind_label"]) == (40, "outcome")
    html = render_to_string("tenders/applications/_content.html", {"told": read})
    assert told["organisation"]["bin"] in html
    assert "Үйге бару" in html


def test_what_was_submitted_in_an_earlier_format_does_not_differ_by_its_format():
    application = ApplicationFactory()
    head, at = head_of(application), clock.now()
    facts = as_format_2(content.snapshot(Application.objects.get()))
    application.working_copy.shut(facts)
    application.working_copy.save()
    _receipt(application, chain.canonical(facts), by=head, at=at)

    assert not content.differs(Application.objects.get())
    actions.revise(application, {"risks": [risk()]}, by=head_of(application), at=clock.now())
    assert content.differs(Application.objects.get())


def _receipt(application, text, *, by, at):
    number, deadline = numbers.of_receipt(), application.lot.call.deadline_at
    receipt = Receipt.objects.create(
        application=application, number=number, received_at=at, deadline_at=deadline, submitted_by=by, key=uuid4(),
        sha256=chain.fingerprint(text),
    )  # fmt: skip
    own_copy = boxes.shut(application.working_copy.secret, text, number)
    Sealed.objects.create(receipt=receipt, document=b"", own_copy=own_copy)
    application.move_to("submitted", by=by, at=at, receipt=receipt, submitted_at=at, submitted_by=by)


def test_a_copy_that_was_changed_back_does_not_differ():
    application = ApplicationFactory(submitted=True)
    head, old = head_of(application), application.goal

    actions.revise(application, {"goal": "New"}, by=head, at=clock.now())
    assert content.differs(Application.objects.get())
    actions.revise(application, {"goal": old}, by=head, at=clock.now())
    assert not content.differs(Application.objects.get())


def test_nothing_differs_from_what_was_never_submitted():
    assert not content.differs(ApplicationFactory())
