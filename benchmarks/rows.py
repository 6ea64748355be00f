"""The rows that are measured, as whole as the product would hold them, written many at a time."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import OuterRef, Subquery
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from registry.filings.models import COUNTS, TOTALS, AnnualReport
from registry.organisations import naming
from registry.organisations.bin import with_check_digit
from registry.organisations.models import Organisation
from registry.people.models import Link
from registry.reference.models import Duty, LegalForm, Region, Sphere
from tenders.applications import content, numbers
from tenders.applications.models import Application, Opened, Receipt, Sealed, WorkingCopy
from tenders.calls.models import Call, Lot
from tenders.decisions.models import Result
from tenders.demo.names import NGOS
from tenders.scoring.actions import place_of
from tenders.scoring.models import Score, ScoreSheet
from tests.factories import applications as parts
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory
from tests.factories.commission import CommissionFactory, declare_none
from tests.factories.registry import StateBodyFactory
from tests.factories.scoring import COMMENT

BATCH = 500
REQUESTED = Decimal("4800000.00")
LINES, WORKS, INDICATORS = 8, 4, 3
# Six sentences: what people write into a field of an application.
TEXT = " ".join([parts.TEXT] * 6)


def counted() -> CaptureQueriesContext:
    """What the database is asked inside a `with` block."""
    return CaptureQueriesContext(connection)


def calls(count: int, **facts: Any) -> list[Call]:
    """Published calls of one customer, each with three lots, criteria, requirements and the line of its publication."""
    customer, drafter, approver = StateBodyFactory(), UserFactory(), UserFactory()
    shared = {"customer": customer, "drafted_by": drafter, "approved_by": approver, "lots": 3} | facts
    found = [CallFactory(published=True, **shared, days_left=30 + number % 30) for number in range(count)]
    for call in found:
        call.note("approved → published", by=approver, at=call.published_at)
    return found


def decided(count: int, bids: int = 3) -> list[Call]:
    """Calls with published results, each with so many bids, the first of which has won."""
    found = calls(count, results_prelim=True, lots=1)
    ngos = organisations(bids)
    for call in found:
        outcomes = ["winner"] + ["not_funded"] * (bids - 1)
        bidders = applications([call.lots.get()], ngos, status="scored")
        Result.objects.bulk_create(
            Result(
                application=bid, lot=bid.lot, outcome=outcome, place=place, rank=place, total=90 - place, means={},
                sheets=5, requested_amount=REQUESTED, awarded_amount=REQUESTED if outcome == "winner" else 0,
                reason_kk=TEXT, reason_ru=TEXT, decided_at=call.results_at,
            )
            for place, (bid, outcome) in enumerate(zip(bidders, outcomes, strict=True), start=1)
        )  # fmt: skip
    return found


def organisations(count: int) -> list[Organisation]:
    """Active NGOs of every region, form and sphere; each of some fifty names is borne by one in fifty of them."""
    already = Organisation.objects.count()
    forms = list(LegalForm.objects.filter(is_ngo=True))
    regions = list(Region.objects.on(timezone.localdate()))
    spheres = {sphere.number: sphere for sphere in Sphere.objects.all()}
    places = range(already, already + count)
    found = [_organisation(place, forms[place % len(forms)], regions[place % len(regions)]) for place in places]
    Organisation.objects.bulk_create(found, batch_size=BATCH)
    AnnualReport.objects.bulk_create(_reports(found), batch_size=BATCH)
    through = Organisation.spheres.through
    work_in = ((ngo, spheres[NGOS[place % len(NGOS)].sphere]) for place, ngo in zip(places, found, strict=True))
    through.objects.bulk_create((through(organisation=ngo, sphere=sphere) for ngo, sphere in work_in), batch_size=BATCH)
    return found


def officer() -> Client:
    """A registry officer who has signed in."""
    client = Client()
    client.force_login(UserFactory(role="registry_officer"))
    return client


def heads(ngos: Sequence[Organisation]) -> list[User]:
    """A head for each of these NGOs, who cannot sign in by a password."""
    found = [User(email=f"head-{ngo.code.lower()}@example.kz", name=ngo.head_name, language="kk") for ngo in ngos]
    for user in found:
        user.set_unusable_password()
    User.objects.bulk_create(found, batch_size=BATCH)
    since = date(2020, 1, 1)
    links = (Link(organisation=ngo, user=head, role="head", since=since) for ngo, head in zip(ngos, found, strict=True))
    Link.objects.bulk_create(links, batch_size=BATCH)
    return found


def applications(lots: Sequence[Lot], ngos: Sequence[Organisation], *, status: str) -> list[Application]:
    """One whole application of each NGO, spread over the lots: texts, rows of every part, and a receipt if it has one.

    `status` is "draft", "submitted", or one that stands after the opening.
    """
    author, at = UserFactory(), lots[0].call.deadline_at - timedelta(days=1)
    found = [_application(lots[place % len(lots)], ngo, author) for place, ngo in enumerate(ngos)]
    Application.objects.bulk_create(found, batch_size=BATCH)
    copies = [parts.copy_of(one, _facts(one.lot)) for one in found]
    WorkingCopy.objects.bulk_create(copies, batch_size=BATCH)
    parts.key_of(lots[0].call)
    if status != "draft":
        _receive(author, at, found, is_opened=status != "submitted")
        own = Receipt.objects.filter(application=OuterRef("pk"))
        Application.objects.filter(pk__in=Receipt.objects.values("application"), receipt=None).update(
            status=status,
            receipt=Subquery(own.values("pk")[:1]),
            submitted_at=Subquery(own.values("received_at")[:1]),
            submitted_by=author,
            opened_at=lots[0].call.opened_at if status != "submitted" else None,
        )
    return found


def opened_call(count: int) -> tuple[Call, User]:
    """A call of three lots whose applications are opened and declared upon, and an officer of its customer."""
    call = CallFactory(opened=True, lots=3)
    commission = CommissionFactory(call=call)
    applications(list(call.lots.all()), organisations(count), status="opened")
    declare_none(commission)
    return call, UserFactory(role="call_officer", body=call.customer)


def sealed_call(count: int) -> Call:
    """A closed call of three lots with so many applications under its seal, and nobody to write to but its people."""
    call = CallFactory(closed=True, lots=3)
    CommissionFactory(call=call)
    applications(list(call.lots.all()), organisations(count), status="submitted")
    return call


def ready_to_submit(count: int) -> list[tuple[Client, str, dict[str, str]]]:
    """Whole working copies on the page where they are handed in: a signed-in head, the address, what is posted."""
    [call] = calls(1, lots=1)
    ngos = organisations(count)
    drafts = applications(list(call.lots.all()), ngos, status="draft")
    return [_about_to_press(draft, head) for draft, head in zip(drafts, heads(ngos), strict=True)]


def scored_lot(bids: int, members: int) -> Lot:
    """A lot whose bids each have a locked sheet of every member, with a mark for each of eight criteria."""
    call = CallFactory(deliberation=True)
    seats = [("chair", "customer"), *[("member", "ngo")] * (members - 1)]
    commission, lot = CommissionFactory(call=call, members=seats), call.lots.get()
    bidders = applications([lot], organisations(bids), status="scored")
    for member in commission.members.all():
        _score(member, bidders, list(call.criteria.all()))
    return lot


def settled() -> None:
    """Let the database know what it holds, as PostgreSQL's autovacuum would in time."""
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _organisation(place: int, form: LegalForm, region: Region) -> Organisation:
    name, year, month = NGOS[place % len(NGOS)], 2000 + place % 24, place % 12 + 1
    name_kk = f"«{name.kk}» {region.name_kk} № {place} қоғамдық бірлестігі"
    name_ru = f"Общественное объединение «{name.ru}» № {place}, {region.name_ru}"
    bin = next(islice(_bins(year, month, place), 1))
    at = timezone.now() - timedelta(days=200)
    return Organisation(
        code=f"N{place:07}", bin=bin, name_kk=name_kk, name_ru=name_ru, legal_form=form, region=region,
        registered_on=date(year, month, 1), address_kk=f"Абай көшесі, {place}", address_ru=f"улица Абая, {place}",
        head_name="Айгүл Сейітқали", phone="+77012345678", email=f"ngo{place}@example.kz", status="active",
        filed_at=at, verified_at=at, search_text=naming.fold(f"{name_kk} {name_ru} {bin}"),
        sort_kk=naming.sort_key(name_kk), sort_ru=naming.sort_key(name_ru),
    )  # fmt: skip


def _reports(ngos: Sequence[Organisation]) -> Iterator[AnnualReport]:
    """The last report due of each of these NGOs, filed in time, without a figure."""
    year, at = Duty.report_year(timezone.localdate()), timezone.now() - timedelta(days=200)
    nought = dict.fromkeys((*COUNTS, *TOTALS), 0)
    for ngo in ngos:
        yield AnnualReport(
            organisation=ngo, year=year, status="filed", started_at=at, filed_at=at, is_late=False, **nought
        )


def _bins(year: int, month: int, place: int) -> Any:
    """The BINs of a month from a serial on that no other place begins at: 24 places share a month's 100,000."""
    for serial in range(place // 24 * 20, place // 24 * 20 + 20):
        if whole := with_check_digit(f"{year % 100:02}{month:02}40{serial:05}"):
            yield whole


def _application(lot: Lot, ngo: Organisation, author: User) -> Application:
    return Application(
        number=numbers.of_application(), lot=lot, organisation=ngo, started_by=author, started_at=lot.call.published_at
    )  # fmt: skip


def _facts(lot: Lot) -> dict[str, Any]:
    """All that a whole application says, as its working copy keeps it."""
    texts = dict.fromkeys(content.TEXTS, TEXT)
    rows = {
        "objectives": [parts.objective()],
        "risks": [parts.risk()],
        "target_groups": [parts.group()],
        "team": [parts.person()],
        "partners": [parts.partner()],
        "experience": [parts.project()],
        "work_items": [parts.work(lot)] * WORKS,
        "indicators": [parts.indicator(lot)] * INDICATORS,
        "budget_lines": [parts.line(REQUESTED / LINES)] * LINES,
    }
    texts |= {"language": "kk", "title": "Ауылдағы жалғызбасты қарттарға үйдегі көмек"}
    return texts | {part: content.plain(part, own) for part, own in rows.items()}


def _receive(author: User, at: Any, found: Sequence[Application], *, is_opened: bool) -> None:
    """A receipt for each, a second after the one before, of all that the application says; sealed, and opened again."""
    for start in range(0, len(found), BATCH):
        batch = [
            parts.received(one, at + timedelta(seconds=place), author)
            for place, one in enumerate(found[start : start + BATCH], start=start)
        ]
        Receipt.objects.bulk_create(receipt for receipt, _sealed, _opened in batch)
        Sealed.objects.bulk_create(sealed for _receipt, sealed, _opened in batch)
        if is_opened:
            Opened.objects.bulk_create(opened for _receipt, _sealed, opened in batch)


def _score(member: Any, bidders: Sequence[Application], criteria: Sequence[Any]) -> None:
    now = timezone.now()
    with transaction.atomic():
        sheets = ScoreSheet.objects.bulk_create(
            (
                ScoreSheet(
                    member=member, application=bid, status="locked", due_at=now, locked_at=now,
                    place=place_of(member, bid),
                )
                for bid in bidders
            ),
            batch_size=BATCH,
        )  # fmt: skip
        Score.objects.bulk_create(
            (
                Score(sheet=sheet, criterion=criterion, points=_mark(sheet, criterion), comment=COMMENT)
                for sheet in sheets
                for criterion in criteria
            ),
            batch_size=BATCH,
        )


def _mark(sheet: ScoreSheet, criterion: Any) -> Decimal:
    """A mark of 2 to 5 in halves, of no order that one would see."""
    return Decimal(4 + (sheet.application_id * 7 + sheet.member_id * 3 + criterion.order * 5) % 7) / 2


def _about_to_press(draft: Application, head: User) -> tuple[Client, str, dict[str, str]]:
    client, address = Client(enforce_csrf_checks=True), reverse("applications:check", args=[draft.number])
    client.force_login(head)
    client.get(address)
    posted = {"key": str(uuid4()), **dict.fromkeys(content.DECLARATIONS, "on")}
    return client, address, posted | {"csrfmiddlewaretoken": client.cookies["csrf"].value}
