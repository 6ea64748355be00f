"""Whether a commission is lawfully composed (R-050). Pure."""

from decimal import Decimal

import pytest

from tenders.commission.composition import Fault, Seat, faults

LAWFUL = [
    Seat("chair", "customer"),
    Seat("deputy", "ngo"),
    Seat("member", "ngo"),
    Seat("member", "public"),
    Seat("member", "customer"),
    Seat("secretary", "customer"),
]


def found(seats: list[Seat], least: int = 5) -> list[Fault]:
    shares = {"ngo_min_percent": Decimal("33.33"), "customer_max_percent": Decimal("50.00")}
    return list(faults(seats, least=least, **shares))


def test_five_votes_with_two_of_the_customer_are_lawful():
    assert found(LAWFUL) == []


@pytest.mark.parametrize("role", ["chair", "deputy", "secretary"])
def test_each_leading_role_is_held_once(role):
    without = [seat for seat in LAWFUL if seat.role != role]
    twice = [*LAWFUL, Seat(role, "ngo")]

    assert Fault.MISSING_ROLE in found(without)
    assert Fault.MISSING_ROLE in found(twice)


def test_fewer_votes_than_the_profile_asks_for_are_too_few():
    assert found([*LAWFUL[:3], LAWFUL[5]]) == [Fault.TOO_SMALL]


def test_the_number_of_votes_is_odd():
    assert found([*LAWFUL, Seat("member", "ngo")]) == [Fault.EVEN]


def test_secretary_expert_and_observer_have_no_vote_and_do_not_count():
    assert found([*LAWFUL, Seat("expert", "customer"), Seat("observer", "customer")]) == []


@pytest.mark.parametrize(
    ("ours", "theirs", "verdict"),
    [
        (1, 4, [Fault.FEW_NGO_SEATS, Fault.MANY_CUSTOMER_SEATS]),
        (2, 3, [Fault.MANY_CUSTOMER_SEATS]),
        (3, 2, []),
        (3, 6, [Fault.MANY_CUSTOMER_SEATS]),
        (3, 4, [Fault.MANY_CUSTOMER_SEATS]),
        (4, 3, []),
    ],
)
def test_shares_are_counted_over_the_votes(ours, theirs, verdict):
    roles = ["chair", "deputy", *["member"] * (ours + theirs - 2)]
    of = ["ngo"] * ours + ["customer"] * theirs
    seats = [Seat(role, seat) for role, seat in zip(roles, of, strict=True)]

    assert found([*seats, Seat("secretary", "customer")]) == verdict


def test_a_third_of_nine_is_enough():
    roles = ["chair", "deputy", *["member"] * 7]
    of = ["public"] * 3 + ["other"] * 6

    assert found([Seat(r, s) for r, s in zip(roles, of, strict=True)] + [Seat("secretary", "public")]) == []


def test_a_profile_without_shares_asks_for_none():
    seats = [Seat(seat.role, "customer") for seat in LAWFUL]

    assert list(faults(seats, least=5, ngo_min_percent=None, customer_max_percent=None)) == []
