"""The calls of the demonstration: one in every state, some more that are open."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from accounts.models import User
from registry.bodies.models import StateBody
from registry.organisations.models import Organisation
from registry.reference.models import Sphere
from tenders.admission import actions as admission
from tenders.applications import actions as applications
from tenders.applications import content
from tenders.applications.models import Application
from tenders.calls import actions as calls
from tenders.calls.models import Call, Lot
from tenders.commission import actions as commission
from tenders.commission.actions import Answer
from tenders.commission.models import Member
from tenders.decisions import actions as decisions
from tenders.demo import costs, offers, plans
from tenders.demo.names import THEMES, Theme
from tenders.procedure.deadlines import ALMATY
from tenders.procedure.models import Holiday, Profile
from tenders.scoring import actions as scoring
from tenders.scoring.models import ScoreSheet

SEATS = (
    ("chair", "chair", "customer"), ("deputy", "deputy", "ngo"), ("member1", "member", "ngo"),
    ("member2", "member", "public"), ("member3", "member", "customer"), ("secretary", "secretary", "customer"),
    ("expert", "expert", "ngo"), ("observer", "observer", "public"),
)  # fmt: skip
# For each theme how far its call has come, and how many days its deadline is away.
STATES = (
    ("published", 12), ("published", 21), ("results_prelim", -2), ("draft", 60), ("approved", 50), ("cancelled", 20),
    ("failed", -20), ("opened", -3), ("admission", -8), ("scoring", -12), ("deliberation", -25), ("results_final", -60),
)  # fmt: skip
WORDS = {
    "summary": "Ауылдағы адамдарға апта сайын көмек көрсетіліп, еріктілер тобы құрылады.",
    "problem": "Әкімдік тізімі бойынша ауданда 140 адам көмекке мұқтаж, қазір қызмет 35 адамға ғана жетеді.",
    "goal": "Бір жылда 60 адамға тұрақты көмек көрсетіп, ауылдарда өзара көмек топтарын құру.",
    "method": "Қажеттілікті анықтау, жеке жоспар, апталық сапар, туыстарды оқыту, ай сайынғы есеп.",
    "innovation": "Көмекті көршілер кесте бойынша өздері бөліседі, үйлестіруші тек бақылайды.",
    "sustainability": "Өзара көмек топтары мен ауылдық әкімдік жұмысты жалғастырады.",
}
COMMENT = "Дәлелі айқын, дереккөзі көрсетілген, жоспары мен шығыны негізделген."


def everything(
    bodies: list[StateBody], people: dict[str, User], bidders: list[tuple[Organisation, User]], now: datetime
) -> list[Call]:
    """A call for each theme, brought as far as the table above says."""
    return [
        _bring(theme, state, _deadline(now, days), bodies[number % len(bodies)], people, bidders, number, now)
        for number, (theme, (state, days)) in enumerate(zip(THEMES, STATES, strict=True))
    ]


def _deadline(now: datetime, days: int) -> datetime:
    day = Holiday.objects.calendar().next_working((now + timedelta(days=days)).date())
    while days < 0 and datetime.combine(day, time(18), tzinfo=ALMATY) >= now:
        day -= timedelta(days=7)
    return datetime.combine(day, time(18), tzinfo=ALMATY)


def _bring(
    theme: Theme, state: str, deadline: datetime, body: StateBody, people: dict[str, User],
    bidders: list[tuple[Organisation, User]], number: int, now: datetime,
) -> Call:  # fmt: skip
    at = min(now, deadline - timedelta(days=50))
    call = _draft(theme, body, deadline, people["officer"], number, at)
    steps = _steps(call, people, bidders if state != "failed" else [], number)
    for reached in steps:
        if reached == state or (state == "cancelled" and reached == "published"):
            break
    if state == "cancelled":
        why = {"because_kk": "Республикалық бюджет нақтыланды.", "because_ru": "Уточнён республиканский бюджет."}
        calls.cancel(_fresh(call), by=people["approver"], at=now, **why)
    return call


def _draft(theme: Theme, body: StateBody, deadline: datetime, by: User, number: int, at: datetime) -> Call:
    facts: dict[str, Any] = {
        "customer": body, "profile": Profile.objects.get(is_default=True), "level": body.level,
        "sphere": Sphere.objects.get(number=theme.sphere), "title_kk": theme.title_kk, "title_ru": theme.title_ru,
        "purpose_kk": theme.results_kk, "purpose_ru": theme.results_ru,
        "subsidiarity_kk": "Аудандарда мұндай қызмет жоқ, нарық оны ұсынбайды.",
        "subsidiarity_ru": "В районах такой услуги нет, рынок её не предлагает.",
        "legal_basis": "Закон от 12 апреля 2005 года № 36-III", "budget_code": "155",
        "contact_name": "Гүлмира Ахметова", "contact_phone": "+7 7172 00 00 00", "contact_email": "calls@example.kz",
        "theme": plans.of_call(number, body), "publish_on": at.date(), "deadline_at": deadline, "opening_at": deadline,
    }  # fmt: skip
    call = calls.draft(facts, by=by, at=at)
    lot = Lot(
        title_kk=theme.title_kk, title_ru=theme.title_ru, description_kk=theme.results_kk,
        description_ru=theme.results_ru, target_group_kk=theme.group_kk, target_group_ru=theme.group_ru,
        results_kk=theme.results_kk, results_ru=theme.results_ru, budget_amount=Decimal(9_000_000 + number * 1_500_000),
        starts_on=deadline.date() + timedelta(days=60), ends_on=deadline.date() + timedelta(days=365),
        reserve_size=1,
    )  # fmt: skip
    calls.save_lot(call, lot, [body.region] if body.region else [], costs.of(lot.budget_amount), by=by, at=at)
    return call


def _fresh(call: Call) -> Call:
    return Call.objects.get(pk=call.pk)


def _steps(call: Call, people: dict[str, User], bidders: list[tuple[Organisation, User]], number: int) -> Iterator[str]:
    at, approver, chair = call.drafted_at + timedelta(hours=2), people["approver"], people["chair"]
    yield "draft"
    calls.approve(call, by=approver, at=at)
    members = [Member(user=people[name], role=role, seat=seat) for name, role, seat in SEATS]
    commission.appoint(call, {"order_number": f"{number + 1}-Ө", "ordered_on": at.date()}, members, by=approver, at=at)
    yield "approved"
    calls.publish(_fresh(call), by=approver, at=at + timedelta(hours=1))
    bids = [_bid(_fresh(call), ngo, head, place, number) for place, (ngo, head) in enumerate(bidders)]
    yield "published"
    at = call.deadline_at + timedelta(seconds=1)
    calls.close(call, at=at)
    admission.open_bids(_fresh(call), at=at)
    yield "opened" if bids else "failed"
    at += timedelta(hours=3)
    for member in Member.objects.filter(commission__call=call, role__in=Member.READING).select_related("user"):
        opened = Application.objects.opened().filter(lot__call=call)
        commission.declare(member, {bid: Answer("none") for bid in opened}, by=member.user, at=at)
    admission.begin(_fresh(call), by=chair, at=at)
    yield "admission"
    admission.admit(bids, by=chair, at=at)
    admission.finish(_fresh(call), by=chair, at=at)
    scoring.begin(_fresh(call), by=chair, at=at)
    _score(call, at, but=people["member1"])
    yield "scoring"
    _score(call, at)
    yield "deliberation"
    yield from _decide(_fresh(call), chair, at)


def _decide(call: Call, chair: User, at: datetime) -> Iterator[str]:
    voters = list(call.commission.members.voting().select_related("user"))
    place = {"kk": "Астана қаласы", "ru": "город Астана"}
    held = decisions.convene(call, place=place, present=dict.fromkeys(voters, "room"), by=chair, at=at)
    for member in voters:
        decisions.vote(held, call.lots.get(), member=member, choice="for", at=at)
    decisions.publish_results(call, by=chair, at=at)
    yield "results_prelim"
    call = _fresh(call)
    assert call.appeals_until is not None
    decisions.make_final(call, at=call.appeals_until + timedelta(seconds=1))
    yield "results_final"


def _bid(call: Call, ngo: Organisation, head: User, place: int, number: int) -> Application:
    lot, at = call.lots.get(), call.drafted_at + timedelta(hours=6 + place)
    bid = applications.start(lot, ngo, by=head, at=at)
    requested = lot.budget_amount * (30 + place * 2) / 100
    rows = offers.rows(lot, requested.quantize(Decimal(10_000)))
    applications.revise(bid, {"title": lot.title_kk, "language": "kk", **WORDS, **rows}, by=head, at=at)
    if place != number % 5:
        applications.submit(bid, key=uuid4(), declarations=content.DECLARATIONS, by=head, at=at)
    return Application.objects.get(pk=bid.pk)


def _score(call: Call, at: datetime, but: User | None = None) -> None:
    criteria = list(call.criteria.all())
    sheets = ScoreSheet.objects.unfinished().filter(application__lot__call=call).exclude(member__user=but)
    for sheet in sheets.select_related("member__user").order_by("application", "pk"):
        points = Decimal(5 + (sheet.application_id + sheet.member_id) % 6) / 2
        given = {criterion: (points, COMMENT) for criterion in criteria}
        by = sheet.member.user
        saved = scoring.save_sheet(sheet, given, version=sheet.version, by=by, at=at)
        scoring.lock_sheet(saved, by=by, at=at)
