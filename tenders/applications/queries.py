"""What the pages of an application show, put together from its checks, its receipts and the call."""

import json
from datetime import datetime
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext_lazy

from registry.eligibility.checks import RULES, Finding, Rule, obstacles
from registry.organisations.models import Organisation
from tenders.applications import (
    budget,
    checks,
    content,
    eligibility,
    forms,
    known,
    norms,
    prices,
    progress,
    reusing,
    rules,
    wording,
)
from tenders.applications import standing as stands
from tenders.applications.models import Application, Receipt
from tenders.calls.models import Call, Lot
from tenders.drafts.queries import writer_of
from tenders.signing.models import Signature
from ui import sentences, words

# One row of the list after the opening: the facts that the opening protocol has too.
OPENED = (
    "pk", "number", "lot__number", "organisation__name_kk", "organisation__name_ru", "organisation__bin",
    "submitted_at", "receipt__opened__requested_amount",
)  # fmt: skip
STATES = {
    checks.State.TODO: gettext_lazy("Not started"),
    checks.State.DOING: gettext_lazy("In progress"),
    checks.State.WRONG: gettext_lazy("There is a problem"),
    checks.State.DONE: gettext_lazy("Completed"),
    checks.State.FREE: gettext_lazy("May stay empty"),
}
STEPS = {
    progress.State.DONE: gettext_lazy("Past"),
    progress.State.NOW: gettext_lazy("Now"),
    progress.State.LATER: gettext_lazy("Later"),
    progress.State.NEVER: gettext_lazy("Will not take place"),
}
SIMILAR = 5
# So many earlier applications are offered to start from, the last first.
EARLIER = 30


class Offer(NamedTuple):
    """An organisation of the person, whether it may begin, and why not."""

    organisation: Organisation
    conditions: list[Finding]
    may_start: bool
    may_write: bool
    standing: Application | None
    form: forms.StartForm


def offers(user: Any, lot: Lot, at: datetime) -> list[Offer]:
    """Whether each organisation of this person may apply for the lot now, rule by rule; and who only reads for it."""
    mine = Organisation.objects.of(user)
    known, written = list(mine.in_order()), set(mine.written_by(user).values_list("pk", flat=True))
    asked = eligibility.conditions_of_all(known, lot, at)
    own = Application.objects.filter(lot=lot, organisation__in=known).exclude(status=Application.Status.WITHDRAWN)
    standing = {application.organisation_id: application for application in own}
    before = earlier_of(known)
    return [
        Offer(
            one,
            asked[one.pk],
            one.pk in written and not obstacles(asked[one.pk]),
            one.pk in written,
            standing.get(one.pk),
            _start_form(one, before.get(one.pk, []), user.language),
        )
        for one in known
    ]


def earlier_of(organisations: list[Organisation]) -> dict[int, list[tuple[str, str]]]:
    """By organisation its applications for other lots, to be offered as a start: number, and what for."""
    found: dict[int, list[tuple[str, str]]] = {}
    asked = Application.objects.filter(organisation__in=organisations).select_related("lot").order_by("-pk")
    for one in asked[: EARLIER * len(organisations)]:
        title = words.spoken(one.lot, "title", (get_language() or "kk")[:2])[1]
        found.setdefault(one.organisation_id, []).append(
            (one.number, Truncator(f"{one.number}. {title}").chars(forms.LABEL))
        )
    return found


def _start_form(organisation: Organisation, earlier: list[tuple[str, str]], language: str) -> forms.StartForm:
    told = {"organisation": organisation.code, "language": "ru" if language == "ru" else "kk"}
    return forms.StartForm(initial=told, earlier=earlier, auto_id=f"id_{organisation.code}_%s")


def rules_asked() -> list[tuple[str, Rule]]:
    """Which rules will be asked, for whoever has not signed in (U2)."""
    return list(RULES.items())


def preview(call: Call) -> dict[str, Any]:
    """What is to be prepared (U3): the sections that will be asked for, and the files that the form will ask for."""
    return {
        "groups": [
            (title, [(name, wording.HINTS[section]) for section, name in sections.items() if section != "attachments"])
            for title, sections in wording.GROUPS
            if "attachments" not in sections
        ],
        "files": [one for one in call.requirements.all() if one.asks_for_a_document],
    }


def task_list(application: Application, now: datetime) -> dict[str, Any]:
    """The sections with how far each is, and what stands submitted (U4)."""
    gaps = checks.gaps(application)
    states = checks.states(application, gaps)
    return _common(application, now) | {
        "groups": [
            (title, [_task(application, section, states[section]) for section in sections])
            for title, sections in wording.GROUPS
        ],
        "done": sum(state in (checks.State.DONE, checks.State.FREE) for state in states.values()),
        "all": len(states),
        "is_complete": not gaps,
        "is_changed": content.differs(application),
        "organisation": content.registered(application),
        "reuse": _reuse_form(application),
    }


def _reuse_form(application: Application) -> forms.ReuseForm | None:
    """Offered while a section is empty and there is an earlier application to fill it from."""
    before = earlier_of([application.organisation]).get(application.organisation_id, [])
    others = [(number, title) for number, title in before if number != application.number]
    return forms.ReuseForm(earlier=others) if others and reusing.empty_sections(application) else None


def _task(application: Application, section: str, state: checks.State) -> dict[str, Any]:
    taken = content.taken(application).get(section)
    hint = "" if state == checks.State.DONE else wording.HINTS[section]
    return {
        "title": wording.SECTIONS[section],
        "hint": wording.TAKEN % {"number": taken} if taken else hint,
        "url": reverse("applications:section", args=[application.number, section]),
        "status": state.value,
        "label": STATES[state],
    }


def late(application: Application, now: datetime) -> dict[str, Any]:
    """A draft that missed the deadline: its text, the reason, and other calls that are open (Q23)."""
    call = application.lot.call
    open_now = Call.objects.open(now).exclude(pk=call.pk).select_related("customer").order_by("deadline_at")
    same = list(open_now.filter(sphere=call.sphere_id)[:SIMILAR])
    return _common(application, now) | {
        "told": content.for_page(content.snapshot(application)),
        "attempt": application.late_attempts.order_by("received_at").last(),
        "similar": same or list(open_now[:SIMILAR]),
    }


def draft(application: Application, now: datetime) -> dict[str, Any]:
    """A draft while the call is open, for whoever reads and does not write: its text, and who may change it."""
    return _common(application, now) | {"told": content.for_page(content.snapshot(application))}


def standing(application: Application, now: datetime) -> dict[str, Any]:
    """Where a submitted application is on its way (U16)."""
    common, steps = _common(application, now), progress.steps(application)
    return common | {
        "steps": [(step, STEPS[step.state]) for step in steps],
        "acting": progress.acting(steps),
        "said": stands.said(application, common["is_open"]),
    }


def section(application: Application, section: str, form: Any, now: datetime) -> dict[str, Any]:
    """One section: its form, and the marks of what it shows (Q30)."""
    part = checks.PARTS.get(section, "")
    return {
        "application": application,
        "call": application.lot.call,
        "lot": application.lot,
        "now": now,
        "section": section,
        "name": wording.SECTIONS[section],
        "hint": wording.HINTS[section],
        "form": form,
        "seen": json.dumps(content.fingerprints(application, forms.names(section))),
        "one_more": wording.ONE_MORE.get(part, ""),
        "taken": content.taken(application).get(section),
        "known": _known(application) if section == "experience" else [],
    } | (_budget(form, application, now) if part == "budget_lines" else {})


def _known(application: Application) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = content.for_page({"experience": known.projects(application)})["experience"]
    return told


def _budget(form: Any, application: Application, now: datetime) -> dict[str, Any]:
    """What the lines come to by category and year, for one person served, and beside what earlier projects paid."""
    lot = application.lot
    offered = [code for code, _label in form.empty_form.fields["category"].choices if code]
    sums = budget.grid(form.lines, lot.years, offered)
    people = sum(row["direct_count"] or 0 for row in content.rows(application, "target_groups"))
    units = [(one["category"].value() or "", one["unit"].value() or "") for one in form.forms]
    paid = prices.norms_of(units, localdate(now))
    for one, (category, unit) in zip(form.forms, units, strict=True):
        one.norm = paid.get((category, norms.mark(unit)))
    return {
        "sums": sums,
        "sum_rows": content.labelled(sums),
        "left": lot.budget_amount - sums.whole.requested,
        "people": people,
        "cost_per_person": budget.cost_per_person(sums.whole.requested, people),
    }


def clash(found: Application, section: str, stale: Any, form: Any) -> dict[str, Any]:
    """What somebody else has written meanwhile, beside what the person wrote: the page shows both (Q30)."""
    if stale is None:
        return {}
    theirs = content.for_page(content.snapshot(found))
    labels = wording.TEXTS | {"language": gettext_lazy("Language of the application")}
    labels |= {checks.PARTS.get(section, ""): wording.SECTIONS[section]}
    return {
        "theirs": [(name, labels[name], *_in_words(name, theirs[name], form.facts[name])) for name in stale.names],
        "their_content": theirs,
        "editor": writer_of(found, stale.names),
        "seen": json.dumps(content.fingerprints(found, forms.names(section))),
    }


def _in_words(name: str, *values: Any) -> list[Any]:
    return [content.LABELS[name].get(value, value) if name in content.LABELS else value for value in values]


def check(application: Application, form: Any, offers: set[str], now: datetime) -> dict[str, Any]:
    """Everything once more, what is missing, and who may hand it in (U12, U14)."""
    signers = [] if "submit" in offers else rules.signers_of(application.organisation, now)
    gaps = checks.gaps(application)
    return _common(application, now) | {
        "form": form,
        "offers": offers,
        "told": content.for_page(content.snapshot(application)),
        "gaps": [(reverse("applications:section", args=[application.number, gap.section]), gap) for gap in gaps],
        "signers": signers,
        "ask": application.asks.unanswered().first(),
    }


def opened(rows: list[dict[str, Any]], user: Any) -> dict[str, Any]:
    """What the opening told of the applications with these keys (R-043), and which of them this person may read."""
    keys = [row["pk"] for row in rows]
    found = Application.objects.filter(pk__in=keys).order_by("submitted_at", "pk").values(*OPENED)
    readable = Application.objects.visible_to(user).filter(pk__in=keys)
    return {"rows": list(found), "readable": set(readable.values_list("pk", flat=True))}


def incidents(call: Call) -> tuple[datetime | None, list[str]]:
    """Since when the key of a call cannot be read; and which of its applications could not be opened (Q62)."""
    told: dict[str | None, datetime] = dict(call.incidents.values_list("application__number", "found_at"))
    return told.get(None), sorted(number for number in told if number)


def receipt(application: Application, receipts: list[Receipt], now: datetime) -> dict[str, Any]:
    """The receipt that stands, or else the last, with those before it (R-042)."""
    shown = application.receipt or receipts[0]
    return _common(application, now) | {
        "receipt": shown,
        "is_standing": application.receipt is not None,
        "earlier": [one for one in receipts if one.pk != shown.pk],
        "told": content.of_receipt(shown),
        "signature": Signature.objects.under("receipt", [shown.number]).first(),
    }


def _common(application: Application, now: datetime) -> dict[str, Any]:
    call = application.lot.call
    # What its own people did; later lines would tell of rulings before they are published.
    own = application.trail().filter(at__lte=call.deadline_at, by__isnull=False)
    return {
        "application": application,
        "call": call,
        "lot": application.lot,
        "now": now,
        "is_open": call.accepts_applications(now),
        "history": sentences.of(application, own, with_names=True),
    }
