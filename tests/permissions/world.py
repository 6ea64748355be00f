"""One tender with everybody around it, standing at one stage, by the actions that people use.

`World("scoring")` is the call with two lots and its applications at that stage. Only what the actions refuse on purpose
is put there by hand: members who declared nothing or not about everybody, and a member who left.
"""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.test import override_settings
from django.utils import timezone
from django_celery_beat.models import IntervalSchedule, PeriodicTask

from accounts.models import User
from files.faults import Fault
from lifecycle import chain
from notifications.models import Notice
from registry.claims import actions as claims
from registry.organisations.models import Organisation
from tenders.admission import actions as admission
from tenders.applications import actions as applications
from tenders.applications.models import Application
from tenders.attachments import actions as attachments
from tenders.attachments.models import Attachment
from tenders.calls import actions as calls
from tenders.calls.models import Call
from tenders.changes import actions as changes
from tenders.commission.models import Commission, Member
from tenders.commission.rules import is_recused
from tenders.decisions import actions as decisions
from tenders.questions import actions as questions
from tenders.scoring import actions as scoring
from tenders.scoring.models import ScoreSheet
from tests.factories import applications as rows
from tests.factories.accounts import TOKEN, AssignmentFactory, InvitationFactory, UserFactory
from tests.factories.applications import ApplicationFactory, submitted
from tests.factories.attachments import attached
from tests.factories.bodies import OpinionFactory, RestrictedPartyFactory
from tests.factories.calls import CallFactory
from tests.factories.commission import CommissionFactory, DeclarationFactory, MemberFactory
from tests.factories.imports import brought
from tests.factories.jobs import queued
from tests.factories.persons import FounderFactory, LikenessFactory, PostFactory, PrivateDataFactory
from tests.factories.plans import CommentFactory, ProblemFactory, ThemeFactory
from tests.factories.registry import HandOverFactory, LinkFactory, OrganisationFactory, StateBodyFactory
from tests.factories.scoring import mark
from tests.factories.support import ConsultationFactory, GuideFactory, NewsFactory, SupportMeasureFactory
from tests.permissions.words import canary

PREPARED = ("draft", "approved")
SEALED = ("published", "closed", "cancelled while sealed")
RESULTS = ("results_prelim", "results_final")
OPENED = (
    "opened",
    "admission",
    "scoring",
    "deliberation",
    *RESULTS,
    "failed at admission",
    "cancelled after the opening",
)
STAGES = (*PREPARED, *SEALED, *OPENED, "failed at the opening")
# An end that is no step of its own: after which step it comes, and how.
ENDS = {
    "cancelled while sealed": ("published", "_cancel"),
    "failed at the opening": ("opened", None),
    "failed at admission": ("admission", "_reject_all"),
    "cancelled after the opening": ("deliberation", "_cancel"),
}

SEATS = {
    "chair": ("chair", "customer"),
    "deputy": ("deputy", "ngo"),
    "member": ("member", "ngo"),
    "member with a conflict": ("member", "public"),
    "member who never declared": ("member", "ngo"),
    "member who declared in part": ("member", "public"),
    "member who acts for the bidder": ("member", "ngo"),
    "expert": ("expert", "public"),
    "secretary": ("secretary", "customer"),
    "observer": ("observer", "public"),
    "member who left": ("member", "public"),
}
# The files of the bidder by what came of their check, and one that is on its way.
FILES = {"file": "checked", "waiting file": "received", "infected file": "refused", "upload": None}
SEAT = "a-token-to-act-for-the-bidder"
REQUESTED = Decimal("613247.00")


class World:
    """Who there is, by name, and what they are about."""

    def __init__(self, stage: str):
        self.stage = stage
        self.body, self.other_body = StateBodyFactory(), StateBodyFactory()
        self.people: dict[str, User | None] = {"anonymous": None, "nobody": UserFactory(), **self._officials()}
        self.call = self._call()
        self._ngos()
        self._commission()
        self._elsewhere()
        self._small_things()
        self._plans()
        if stage not in PREPARED:
            self._advance()
        self.call = Call.objects.get(pk=self.call.pk)

    # --- who -----------------------------------------------------------------------------------------

    def _officials(self) -> dict[str, User]:
        bound = ("call_officer", "approver")
        officials = {role: UserFactory(role=role, body=self.body) for role in bound}
        officials |= {f"{role} of another body": UserFactory(role=role, body=self.other_body) for role in bound}
        officials |= {role: UserFactory(role=role) for role in ("registry_officer", "auditor")}
        later = officials["official of the later stages"] = UserFactory(role="appeals_officer")
        for role in ("contract_manager", "inspector", "finance"):
            AssignmentFactory(user=later, role=role, body=self.body)
        return officials | {"administrator": UserFactory(administrator=True)}

    def _ngos(self) -> None:
        self.ngo = self._ngo("head of the bidder")
        self.year = self.ngo.annual_reports.get().year
        for role in ("signatory", "editor", "accountant", "viewer"):
            name = f"{role} of the bidder"
            self.people[name] = LinkFactory(organisation=self.ngo, role=role).user
        left = LinkFactory(organisation=self.ngo, role="signatory")
        left.until = left.since
        left.save()
        self.people["who left the bidder"] = left.user
        self.rival = self._ngo("head of a rival on the lot")
        self.neighbour = self._ngo("head of a bidder on the other lot")
        self.drafting = self._ngo("head of an NGO with a draft")
        self.withdrawn = self._ngo("head of an NGO that withdrew")
        self._ngo("head of an NGO that does not take part")
        self.suspended = self._ngo("head of a suspended NGO")
        both = self.people["officer who acts for an NGO"] = UserFactory(role="call_officer", body=self.body)
        LinkFactory(organisation=self.drafting, user=both, role="editor")

    def _ngo(self, name: str) -> Organisation:
        head = self.people[name] = UserFactory()
        return OrganisationFactory(head=head, name_kk=f"«{canary(name)}» қоры", name_ru=f"Фонд «{canary(name)}»")

    def _commission(self) -> None:
        self.commission: Commission = CommissionFactory(call=self.call, members=[])
        self.seats: dict[str, Member] = {}
        for name, (role, of) in SEATS.items():
            seat = MemberFactory(commission=self.commission, role=role, seat=of)
            self.seats[name], self.people[name] = seat, seat.user
        LinkFactory(organisation=self.ngo, user=self.people["member who acts for the bidder"], role="editor")
        left = self.seats["member who left"]
        left.until = timezone.now()
        left.save()

    def _elsewhere(self) -> None:
        """Another call of another body, with its own commission and its own bidder."""
        self.other_call = CallFactory(published=True, customer=self.other_body)
        other = CommissionFactory(call=self.other_call)
        self.people["member of another commission"] = other.members.filter(role="chair").get().user
        elsewhere = ApplicationFactory(lot=self.other_call.lots.get(), submitted=True)
        self.people["head of a bidder of another call"] = elsewhere.started_by

    def _small_things(self) -> None:
        RestrictedPartyFactory()
        OpinionFactory(about=self.other_call)
        often = IntervalSchedule.objects.create(every=10, period="seconds")
        closing = "tenders.tasks.close_expired_calls"
        PeriodicTask.objects.create(name="close expired calls", task=closing, interval=often)
        brought(by=self.people["registry_officer"])
        queued(self.ngo, kind="organisations/suspend", by=self.people["registry_officer"])
        InvitationFactory()
        for behind in (FounderFactory, PostFactory, PrivateDataFactory):
            behind(organisation=self.ngo)
        LikenessFactory(one=self.ngo)
        asking = self.people["who asks to act for the bidder"] = UserFactory()
        asked = {"role": "editor", "statement": "I write.", "document": b"%PDF-1.7", "by": asking, "at": timezone.now()}
        self.claim = claims.claim(self.ngo, **asked)
        # They name the bidder for a reason of the register, and would be taken for a word about its application.
        Notice.objects.filter(kind__startswith="claims/").delete()
        self.offer = HandOverFactory(organisation=self.ngo, head=self.people["head of the bidder"], email=asking.email)
        self.asked = ConsultationFactory(asked_by=self.people["nobody"]).code
        self.guide = GuideFactory(published=True).code
        NewsFactory(published=True)
        # Another NGO: what is given to a bidder is public, and names it.
        SupportMeasureFactory(organisation=OrganisationFactory())
        seat = {"purpose": "organisation", "role": "editor", "organisation": self.ngo}
        InvitationFactory(**seat, token_hash=chain.fingerprint(SEAT))

    def _plans(self) -> None:
        """What everybody reads of the plan of the body, and what only its office does."""
        people = {"body": self.body, "author": self.people["nobody"]}
        self.problem = ProblemFactory(**people, published=True).code
        self.waiting = ProblemFactory(**people).code
        drafted = {"body": self.body, "drafted_by": self.people["call_officer"]}
        theme = ThemeFactory(**drafted, discussion=True)
        self.theme, self.proposed = theme.number, ThemeFactory(**drafted).number
        CommentFactory(theme=theme)

    def named(self, what: Any) -> Any:
        """What an address carries for a word of the table; a number that nobody has, for what is not there yet."""
        if not isinstance(what, str):
            return what
        if "_" in what:
            return self._row_of(what)
        if what in ("claim", "offer"):
            return getattr(self, what).code
        if what in FILES:
            return self._file(what)
        if what == "signer":
            return self.ngo.links.get(user=self.people["signatory of the bidder"]).pk
        fixed = {
            "body": self.body.code,
            "problem": self.problem,
            "waiting": self.waiting,
            "theme": self.theme,
            "proposed": self.proposed,
            "year of the plan": timezone.localdate().year + 1,
            "call": self.call.number,
            "ngo": self.ngo.code,
            "token": TOKEN,
            "seat": SEAT,
            "report": self.year,
            "asked": self.asked,
            "guide": self.guide,
        }
        if what in ("bid", "rivals", "neighbours", "draft", "gone", "halted"):
            return getattr(getattr(self, what, None), "number", "A-22222222")
        return fixed.get(what, what)

    def _file(self, what: str) -> str:
        if not hasattr(self, "bid"):
            return "NOTTHERE22"
        return self.upload if what == "upload" else self.bid.attachments.get(status=FILES[what]).code

    @staticmethod
    def _row_of(table: str) -> int:
        """The first row of a model of the admin; of what is said about records, a line about a call."""
        model = apps.get_model(*table.rsplit("_", 1))
        about = {"about_type__model": "call"} if hasattr(model, "about_type") else {}
        return model._base_manager.filter(**about).order_by("pk").values_list("pk", flat=True)[0]

    # --- what ----------------------------------------------------------------------------------------

    def _call(self) -> Call:
        drafted = {"customer": self.body, "drafted_by": self.people["call_officer"], "lots": 2}
        if self.stage == "draft":
            return CallFactory(**drafted)
        trait = "approved" if self.stage == "approved" else "published"
        return CallFactory(**{trait: True}, approved_by=self.people["approver"], **drafted)

    def _bid(self, ngo: Organisation, lot: int, words: str) -> Application:
        def told(*alike: str, **columns: str) -> dict[str, str]:
            named = dict(zip(alike, alike, strict=True)) | columns
            return {column: canary(f"{word}-{words}") for column, word in named.items()}

        head, lot = ngo.links.get(role="head").user, self.call.lots.get(number=lot)
        bid = ApplicationFactory(lot=lot, organisation=ngo, head=head, complete=False)
        facts = {
            **told("title", "summary", "problem", "goal", "method", "innovation", "sustainability"),
            "objectives": [rows.objective(**told(name="objective"))],
            "risks": [rows.risk(**told("answer", name="risk"))],
            "team": [rows.person(**told("role", name="person"))],
            "partners": [rows.partner(**told("contribution", name="partner"))],
            "experience": [rows.project(**told("funder", "result", name="project", proof="evidence"))],
            "target_groups": [
                rows.group(
                    **told(description="group", entry_rule="entry", how_found="found", self_reliance_goal="reliance")
                )
            ],
            "work_items": [rows.work(lot, **told("place", "responsible", "output", name="activity"))],
            "indicators": [rows.indicator(lot, **told("unit", "proof", "disaggregation", name="indicator"))],
            "budget_lines": [rows.line(REQUESTED, **told("grounds", name="cost"))],
        }
        applications.revise(bid, facts, by=head, at=bid.started_at)
        attached(bid, f"{canary(f'file-{words}')}.pdf", by=head, at=bid.started_at)
        return bid

    def _advance(self) -> None:
        if self.stage != "failed at the opening":
            self._bids()
        steps = {
            "published": lambda: None, "closed": self._close, "opened": self._open, "admission": self._begin,
            "scoring": self._score, "deliberation": self._convene,
            "results_prelim": self._publish, "results_final": self._finalise,
        }  # fmt: skip
        last, end = ENDS.get(self.stage, (self.stage, None))
        for name, step in steps.items():
            step()
            if name == last:
                break
        if end is not None:
            getattr(self, end)()

    def _bids(self) -> None:
        self.bid = self._bid(self.ngo, 1, "bidder")
        self.rivals = self._bid(self.rival, 1, "rival")
        self.neighbours = self._bid(self.neighbour, 2, "neighbour")
        self.draft = self._bid(self.drafting, 1, "draft")
        self.gone = self._bid(self.withdrawn, 2, "withdrawn")
        self.halted = self._bid(self.suspended, 1, "suspended")
        Organisation.objects.filter(pk=self.suspended.pk).update(status="suspended")
        infected = self._files()
        head = self.people["head of the bidder"]
        self.upload = attachments.begin(self.bid, name="a.pdf", size=9, by=head, at=self.bid.started_at).code
        questions.ask(self.call, "Which region?", by=UserFactory(), at=timezone.now())
        later = {"to": self.call.deadline_at + timedelta(days=7), "because_kk": "Себебі.", "because_ru": "Причина."}
        changes.propose_extension(self.call, **later, by=self.people["call_officer"], at=timezone.now())
        # The admin hides such notices, for they tell who applied: the first one there is must be one that it shows.
        Notice.objects.filter(kind__regex="^(questions|changes)/").delete()
        for bid in (self.bid, self.rivals, self.neighbours, self.gone):
            submitted(bid)
        # Before it was handed in, it would have had to go.
        attachments.check(infected, fault=Fault.INFECTED, found="It holds a virus.", at=timezone.now())
        Notice.objects.filter(kind="attachments/refused").delete()
        applications.withdraw(self.gone, by=self.people["head of an NGO that withdrew"], at=timezone.now())

    def _files(self) -> Attachment:
        """Two more files of the bidder, which wait for the scanner; the second holds a virus."""
        facts = {"by": self.people["head of the bidder"], "at": self.bid.started_at}
        name = canary("file-bidder")
        with override_settings(CLAMD="unix:///run/nobody.ctl"):
            attached(self.bid, f"{name}-2.pdf", **facts)
            return attached(self.bid, f"{name}-3.pdf", **facts)

    def _close(self) -> None:
        # The deadline is drawn near, past the fences of the call: the clock of the views is the real one.
        self.at = timezone.now()
        Call.objects.filter(pk=self.call.pk).update(deadline_at=self.at, opening_at=self.at)
        self.at += timedelta(microseconds=1)
        calls.close(self.call, at=self.at)

    def _open(self) -> None:
        admission.open_bids(self.call, at=self.at)
        bids = list(Application.objects.opened().filter(lot__call=self.call))
        conflicts = {"member with a conflict": self.rival, "member who acts for the bidder": self.ngo}
        for name, seat in self.seats.items():
            if name not in ("observer", "member who never declared"):
                for bid in bids[:1] if name == "member who declared in part" else bids:
                    is_theirs = conflicts.get(name) == bid.organisation
                    DeclarationFactory(member=seat, application=bid, conflict=is_theirs)

    def _begin(self) -> None:
        self.call.refresh_from_db()
        self.call.move_to("admission", by=self.people["chair"], at=self.at)

    def _rule(self) -> None:
        admission.admit([self.bid, self.rivals, self.neighbours], by=self.people["chair"], at=self.at)
        admission.finish(self.call, by=self.people["chair"], at=self.at)

    def _reject_all(self) -> None:
        facts = {"requirement": self.call.requirements.first(), "reason_kk": "Жоқ.", "reason_ru": "Нет."}
        for bid in (self.bid, self.rivals, self.neighbours):
            admission.reject(bid, **facts, by=self.people["chair"], at=self.at)
        admission.finish(self.call, by=self.people["chair"], at=self.at)

    def _score(self) -> None:
        self._rule()
        scoring.begin(self.call, by=self.people["chair"], at=self.at)
        for sheet in self._sheets():
            mark(sheet, "4")

    def _sheets(self) -> Any:
        of_call = ScoreSheet.objects.filter(application__lot__call=self.call)
        return of_call.select_related("member__user", "application__lot__call")

    def _lock(self) -> None:
        *most, last = self._sheets()
        for sheet in most:
            sheet.move_to("locked", by=sheet.member.user, at=self.at, locked_at=self.at)
        scoring.lock_sheet(last, by=last.member.user, at=self.at)

    def _convene(self) -> None:
        self._lock()
        voters = list(self.commission.members.serving().voting().select_related("user"))
        place = {"kk": "Астана", "ru": "Астана"}
        present = dict.fromkeys(voters, "room")
        self.held = decisions.convene(self.call, place=place, present=present, by=self.people["chair"], at=self.at)

    def _publish(self) -> None:
        for lot in self.call.lots.all():
            for seat in self.commission.members.serving().voting():
                if not is_recused(seat, lot.pk):
                    decisions.vote(self.held, lot, member=seat, choice="for", at=self.at)
        decisions.publish_results(self.call, by=self.people["chair"], at=self.at)

    def _finalise(self) -> None:
        until = Call.objects.get(pk=self.call.pk).appeals_until
        decisions.make_final(self.call, at=until + timedelta(microseconds=1))

    def _cancel(self) -> None:
        why = {"because_kk": "Бюджет жоқ.", "because_ru": "Нет бюджета."}
        calls.cancel(self.call, **why, by=self.people["approver"], at=timezone.now())
