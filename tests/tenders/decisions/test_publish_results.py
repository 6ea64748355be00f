"""The session, the votes, and the results told to all at once (R-054, R-055, R-067, R-068)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from lifecycle.models import Refused
from notifications.models import Notice
from tenders.admission import actions as admission
from tenders.applications.models import Application
from tenders.applications.prices import PaidPrice
from tenders.calls import actions as calls
from tenders.decisions import actions
from tenders.decisions.models import Result, Vote
from tenders.scoring import actions as scoring
from tenders.scoring.models import ScoreSheet
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, submitted
from tests.factories.calls import CallFactory
from tests.factories.commission import CommissionFactory, DeclarationFactory, MemberFactory, declare_none, seat

pytestmark = pytest.mark.django_db
COMMENT = "The evidence is clear and its source is named."
PLACE = {"kk": "Астана", "ru": "Астана"}


@pytest.fixture
def scored():
    """A call at deliberation: three bids of 600,000 tenge for 1,200,000, marked 4.5, 4 and 2."""
    call = CallFactory(published=True, lots=1, lots__budget_amount=Decimal(1_200_000))
    CommissionFactory(call=call)
    bids = [ApplicationFactory(lot=call.lots.get()) for _ in range(3)]
    for bid in bids:
        submitted(bid)
    at = call.deadline_at + timedelta(seconds=1)
    chair = seat(call.commission, "chair").user
    calls.close(call, at=at)
    admission.open_bids(call, at=at)
    declare_none(call.commission)
    admission.begin(call, by=chair, at=at)
    admission.admit(bids, by=chair, at=at)
    admission.finish(call, by=chair, at=at)
    scoring.begin(call, by=chair, at=at)
    marks = dict(zip((bid.pk for bid in bids), ("4.5", "4", "2"), strict=True))
    for sheet in ScoreSheet.objects.select_related("member__user"):
        given = {one: (Decimal(marks[sheet.application_id]), COMMENT) for one in call.criteria.all()}
        sheet = scoring.save_sheet(sheet, given, version=sheet.version, by=sheet.member.user, at=at)
        scoring.lock_sheet(sheet, by=sheet.member.user, at=at)
    call.refresh_from_db()
    return call


def voters(call):
    return list(call.commission.members.voting().select_related("user"))


def convened(call, present, at=None):
    chair = seat(call.commission, "chair").user
    return actions.convene(call, place=PLACE, present=dict.fromkeys(present, "room"), by=chair, at=at or timezone.now())


def decided(call, choices=("for",) * 5):
    held = convened(call, voters(call))
    for member, choice in zip(voters(call), choices, strict=True):
        actions.vote(held, call.lots.get(), member=member, choice=choice, at=timezone.now())
    return actions.publish_results(call, by=seat(call.commission, "chair").user, at=timezone.now())


def test_results_are_written_with_reasons_and_told_to_everybody_in_the_same_moment(scored):
    protocol = decided(scored)

    rows = Result.objects.order_by("place").values_list("outcome", "rank", "total", "awarded_amount")
    assert list(rows) == [
        ("winner", 1, Decimal("90.00"), Decimal(600_000)),
        ("winner", 2, Decimal("80.00"), Decimal(600_000)),
        ("below_threshold", None, Decimal("40.00"), Decimal(0)),
    ]
    assert all(row.reason_kk and row.reason_ru for row in Result.objects.all())
    told = Notice.objects.filter(kind__startswith="decisions/")
    assert (told.count(), set(told.values_list("send_after", flat=True))) == (3, {protocol.drawn_up_at})
    scored.refresh_from_db()
    assert (scored.status, scored.appeals_until > scored.results_at) == ("results_prelim", True)


def test_a_session_without_a_quorum_publishes_nothing(scored):
    convened(scored, voters(scored)[:3])

    with pytest.raises(Refused, match="quorum"):
        actions.publish_results(scored, by=seat(scored.commission, "chair").user, at=timezone.now())

    assert Result.objects.count() == 0


def test_nothing_is_published_while_a_vote_is_awaited(scored):
    held = convened(scored, voters(scored))
    actions.vote(held, scored.lots.get(), member=voters(scored)[0], choice="for", at=timezone.now())

    with pytest.raises(Refused, match="still to vote"):
        actions.publish_results(scored, by=seat(scored.commission, "chair").user, at=timezone.now())


def test_a_lost_vote_publishes_nothing_and_a_new_session_votes_again(scored):
    with pytest.raises(Refused, match="not carried"):
        decided(scored, ("against", "against", "against", "for", "for"))

    decided(scored)

    assert [session.number for session in scored.sessions.all()] == [1, 2]
    assert Result.objects.count() == 3


def test_a_vote_is_cast_once_and_only_by_who_is_present(scored):
    *present, absent = voters(scored)
    held, lot, now = convened(scored, present), scored.lots.get(), timezone.now()
    actions.vote(held, lot, member=present[0], choice="for", at=now)

    for member in (present[0], absent, seat(scored.commission, "secretary")):
        with pytest.raises(Refused):
            actions.vote(held, lot, member=member, choice="for", at=now)

    assert Vote.objects.count() == 1


def test_a_session_needs_somebody_present(scored):
    with pytest.raises(Refused):
        convened(scored, [])


def test_results_become_final_a_moment_after_the_time_for_appeals(scored):
    decided(scored)
    scored.refresh_from_db()

    with pytest.raises(Refused):
        actions.make_final(scored, at=scored.appeals_until)
    actions.make_final(scored, at=scored.appeals_until + timedelta(microseconds=1))

    scored.refresh_from_db()
    assert scored.status == "results_final"
    assert Notice.objects.filter(kind="decisions/final").count() == 2


def test_what_the_winners_pay_is_kept_for_later_budgets_when_the_results_are_final(scored):
    decided(scored)
    scored.refresh_from_db()
    assert PaidPrice.objects.count() == 0

    actions.make_final(scored, at=scored.appeals_until + timedelta(microseconds=1))

    winners = Application.objects.filter(status="winner")
    assert set(PaidPrice.objects.values_list("application", "category", "unit_cost")) == {
        (winner.pk, "pay", Decimal(600_000)) for winner in winners
    }
    assert len(winners) == 2


def test_before_the_protocol_nothing_is_public_and_after_it_everybody_reads(scored, client):
    address = reverse("decisions:results", args=[scored.number])
    before = client.get(address).status_code

    decided(scored)

    assert (before, client.get(address).status_code) == (404, 200)


def test_a_loser_reads_its_points_comments_and_reasons_and_no_scorer_is_named(scored, client):
    decided(scored)
    loser = Result.objects.get(outcome="below_threshold")
    client.force_login(loser.application.started_by)

    page = client.get(reverse("decisions:decision", args=[loser.application.number])).content.decode()

    assert COMMENT in page and "40.00" in page
    assert [str(member.user) for member in voters(scored) if str(member.user) in page] == []


def test_a_stranger_finds_no_decision(scored, client):
    decided(scored)
    client.force_login(UserFactory())

    assert (
        client.get(reverse("decisions:decision", args=[Result.objects.first().application.number])).status_code == 404
    )


def test_a_session_is_convened_with_those_who_are_marked_as_present(scored, client):
    first, second, *absent = voters(scored)
    client.force_login(seat(scored.commission, "chair").user)
    modes = {f"member_{member.pk}": "absent" for member in absent}
    modes |= {f"member_{first.pk}": "room", f"member_{second.pk}": "remote"}

    answer = client.post(
        reverse("decisions:convene", args=[scored.number]), {"place_kk": "Астана", "place_ru": "Астана", **modes}
    )

    assert (answer.status_code, answer.url) == (302, reverse("decisions:session", args=[scored.number]))
    present = scored.sessions.get().attendances.order_by("member").values_list("member", "mode")
    assert list(present) == [(first.pk, "room"), (second.pk, "remote")]


def test_the_pages_of_a_session_are_for_the_commission(scored, client):
    convened(scored, voters(scored))
    pages = [reverse(f"decisions:{page}", args=[scored.number]) for page in ("session", "ranking", "convene")]
    pages.append(reverse("decisions:vote", args=[scored.number, 1]))

    client.force_login(seat(scored.commission, "chair").user)
    inside = [client.get(page).status_code for page in pages]
    client.force_login(UserFactory())
    outside = [client.get(page).status_code for page in pages]

    assert (inside, outside) == ([200] * 4, [404] * 4)


def test_a_chair_with_a_conflict_hears_that_the_lot_is_undecided_and_not_why(scored):
    chair = seat(scored.commission, "chair")
    convened(scored, voters(scored))
    DeclarationFactory(member=chair, application=scored.lots.get().applications.first(), conflict=True)

    with pytest.raises(Refused, match="^Lot 1, which you do not take part in, is not decided yet.$"):
        actions.publish_results(scored, by=chair.user, at=timezone.now())
    with pytest.raises(Refused, match="these members have still to vote"):
        actions.publish_results(scored, by=seat(scored.commission, "deputy").user, at=timezone.now())


def test_a_chair_with_a_conflict_hears_that_sheets_are_missing_and_not_for_whom(scored):
    chair, one = seat(scored.commission, "chair"), scored.lots.get().applications.first()
    convened(scored, voters(scored))
    DeclarationFactory(member=chair, application=one, conflict=True)
    ScoreSheet.objects.filter(application=one).update(status="void")

    with pytest.raises(Refused, match="^Conflicts left too few score sheets in a lot that you do not take part in.$"):
        actions.publish_results(scored, by=chair.user, at=timezone.now())
    with pytest.raises(Refused, match=f"^Conflicts left too few score sheets for: {one.number}.$"):
        actions.publish_results(scored, by=seat(scored.commission, "deputy").user, at=timezone.now())


def test_after_a_cancellation_no_ranking_is_shown_on_the_page_of_the_vote(client, scored):
    convened(scored, voters(scored))
    client.force_login(seat(scored.commission, "deputy").user)
    page = reverse("decisions:vote", args=[scored.number, 1])
    before = client.get(page).status_code
    scored.move_to("cancelled", by=None, at=timezone.now(), ended_because_kk="Бюджет жоқ.", ended_because_ru="Нет.")

    assert (before, client.get(page).status_code) == (200, 403)


@pytest.mark.parametrize("page", ["session", "convene", "ranking"])
def test_whoever_owes_a_declaration_is_led_to_the_gate(client, scored, page):
    late = MemberFactory(commission=scored.commission, role="expert")
    client.force_login(late.user)

    answer = client.get(reverse(f"decisions:{page}", args=[scored.number]))

    assert (answer.status_code, answer.url) == (302, reverse("commission:conflicts", args=[scored.number]))
