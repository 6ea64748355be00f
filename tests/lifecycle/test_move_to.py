from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from lifecycle.models import Entry, Refused
from registry.organisations.models import Organisation
from tests.factories.accounts import UserFactory
from tests.lifecycle.organisations import NOON, organisation

pytestmark = pytest.mark.django_db

FACTS = {
    "filed": {},
    "returned": {"return_reason": "The charter is missing."},
    "active": {"verified_at": NOON},
    "suspended": {},
    "liquidating": {},
    "liquidated": {},
}
PAIRS = [(was, status) for was in Organisation.Status.values for status in Organisation.Status.values]
ALLOWED = {(was, status) for was, next_ones in Organisation.NEXT.items() for status in next_ones}


@pytest.mark.parametrize(("was", "status"), PAIRS)
def test_a_record_moves_along_its_map_and_no_other_way(was, status):
    record = organisation(was)
    facts = {"merged_into": organisation("active")} if status == "merged" else FACTS[status]

    if (was, status) in ALLOWED:
        record.move_to(status, by=None, at=NOON, **facts)
        expected = (status, [f"{was} → {status}"])
    else:
        with pytest.raises(Refused):
            record.move_to(status, by=None, at=NOON, **facts)
        expected = (was, [])

    record.refresh_from_db()
    assert (record.status, [line.verb for line in record.trail()]) == expected


def test_a_move_writes_its_facts_and_a_line_with_who_when_and_why():
    officer, record = UserFactory(), organisation("filed")

    record.move_to("returned", by=officer, at=NOON, because="No charter.", return_reason="The charter is missing.")

    record.refresh_from_db()
    [line] = record.trail()
    assert record.return_reason == "The charter is missing."
    assert (line.number, line.verb, line.by, line.at, line.because) == (
        *(1, "filed → returned", officer),
        *(NOON, "No charter."),
    )


def test_a_refusal_says_where_the_record_stands_and_changes_nothing():
    record = organisation("liquidated")

    with pytest.raises(Refused, match="“Забота” is already liquidated."):
        record.move_to("active", by=None, at=NOON, verified_at=NOON)

    assert (record.status, Entry.objects.count()) == ("liquidated", 0)


def test_each_line_follows_from_the_one_before_it():
    record = organisation("filed")

    record.move_to("active", by=None, at=NOON, verified_at=NOON)
    record.note("address corrected", by=None, at=NOON + timedelta(days=1))

    first, second = record.trail()
    assert (second.number, second.previous_hash) == (2, first.own_hash)


def test_two_records_have_two_trails():
    one, other = organisation(), organisation()

    one.note("seen", by=None, at=NOON)
    other.note("seen", by=None, at=NOON)

    assert [line.number for line in one.trail()] == [line.number for line in other.trail()] == [1]
    assert one.trail().get().own_hash != other.trail().get().own_hash


def test_a_locked_record_is_fresh():
    stale = organisation("filed")
    Organisation.objects.filter(pk=stale.pk).update(name_ru="Опора")

    with transaction.atomic():
        fresh = stale.locked()

    assert (stale.name_ru, fresh.name_ru, fresh) == ("Забота", "Опора", stale)


def test_many_records_move_at_once_each_with_its_own_line():
    officer, records = UserFactory(), [organisation("filed") for _ in range(3)]
    records[1].note("seen", by=None, at=NOON)

    Organisation.move_all(records, "active", by=officer, at=NOON, verified_at=NOON, verified_by=officer)

    assert set(Organisation.objects.values_list("status", "verified_at", "verified_by")) == {
        ("active", NOON, officer.pk)
    }
    assert [[(line.number, line.verb) for line in record.trail()] for record in records] == [
        [(1, "filed → active")],
        [(1, "seen"), (2, "filed → active")],
        [(1, "filed → active")],
    ]
    assert records[1].trail()[1].previous_hash == records[1].trail()[0].own_hash


def test_many_records_move_with_facts_of_their_own():
    records = [organisation("filed"), organisation("filed")]
    records[0].return_reason, records[1].return_reason = "No charter.", "No seal."

    Organisation.move_all(records, "returned", by=None, at=NOON, fields=["return_reason"])

    assert list(Organisation.objects.order_by("pk").values_list("status", "return_reason")) == [
        ("returned", "No charter."),
        ("returned", "No seal."),
    ]


def test_one_record_that_may_not_move_holds_all_of_them():
    records = [organisation("filed"), organisation("liquidated")]

    with pytest.raises(Refused):
        Organisation.move_all(records, "active", by=None, at=NOON, verified_at=NOON)

    assert set(Organisation.objects.values_list("status", flat=True)) == {"filed", "liquidated"}
    assert Entry.objects.count() == 0


@pytest.mark.parametrize("many", [1, 40])
def test_moving_many_takes_as_many_queries_as_moving_one(many):
    records = [organisation("filed") for _ in range(many)]
    Entry.objects.append(records[0], "warm", by=None, at=NOON)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        Organisation.move_all(records, "active", by=None, at=NOON, verified_at=NOON)

    assert len([query for query in queries if "SAVEPOINT" not in query["sql"]]) == 3


def test_moving_none_asks_nothing():
    with CaptureQueriesContext(connection) as queries:
        Organisation.move_all([], "active", by=None, at=NOON)
        Entry.objects.append_all([], [], by=None, at=NOON)

    assert len(queries) == 0
