"""Which organisation may bid for which lot: every rule answered, with its reason and its source (R-010 to R-018).

Pure: plain facts in, findings out; no database, no clock. The words are lazy, so that each reader gets a language.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

LAW = _("Law of 12 April 2005 No. 36-III on the state social order")
HOUSE = _("Rules of this system")


class Rule(NamedTuple):
    """What is asked of every bidder, and where it is written."""

    what: Any
    source: Any


# In the order in which they are asked; whoever has not signed in reads what will be asked.
RULES = {
    "R-012": Rule(_("Its legal form is that of an NGO."), LAW),
    "R-010": Rule(_("It is verified and active in the register."), LAW),
    "R-001": Rule(_("It has a BIN."), HOUSE),
    "R-011": Rule(
        _("It has filed the last annual report that was due."), _("NGO Database: a condition since 1 January 2018")
    ),
    "R-014": Rule(
        _("It is not on the list of restricted parties, nor in liquidation."), _("Register of unfair participants")
    ),
    "R-013": Rule(_("Its spheres in the register include the sphere of the call."), LAW),
    "R-015": Rule(_("If it is a branch of a foreign organisation, the call takes such branches."), LAW),
    "R-016": Rule(_("NGOs of every region may apply."), HOUSE),
    "R-017": Rule(_("Ties with other bidders of the lot are shown to the commission after the opening."), HOUSE),
    "R-018": Rule(_("State social orders that it carries out already are shown to the commission."), HOUSE),
}
STANDING = {
    "filed": _("Its data await verification by the registry officer."),
    "returned": _("The registry officer returned its data for correction."),
    "suspended": _("Its work is suspended in the register."),
    "liquidating": _("It is in liquidation."),
    "liquidated": _("It is liquidated."),
    "merged": _("It was merged into another record of the register."),
}
NOT_ACTIVE = _("It is not active in the register.")
REMEDIES = {
    "filed": _("Wait for the verification; you will get a message."),
    "returned": _("Correct the data in the register and file them again."),
}
ASK = _("Ask the registry officer what can be done.")
LATER = _("Each call asks this for itself.")
NO_NGO = _("Organisations of this legal form take no part in the state social order.")
KINDS = {
    "head": _("The same head as {name}."),
    "address": _("The same address as {name}."),
    "phone": _("The same telephone as {name}."),
    "founder": _("The same founder as {name}."),
    "account": _("The same bank account as {name}."),
    "head_iin": _("The same IIN of the head as {name}."),
    "head_phone": _("The same personal telephone of the head as {name}."),
}


class Terms(NamedTuple):
    """What a lot asks of its bidders."""

    sphere: int
    sphere_name: Any
    requires_report: bool = True
    allows_foreign: bool = True


class Tie(NamedTuple):
    """What a bidder has in common with another one on the lot, one of `KINDS`; never the value itself."""

    kind: str
    name: Any


class Load(NamedTuple):
    """State social orders won whose work is not over: how many, and for how much in tenge."""

    number: int = 0
    amount: Decimal = Decimal(0)


class Facts(NamedTuple):
    """What the rules ask about an organisation on a day; `terms` are those of a lot, or none yet."""

    status: str
    has_bin: bool
    is_ngo: bool
    form_refusal: Any
    is_foreign_branch: bool
    works_in_sphere: bool
    report_year: int | None
    filing: str
    restriction: Any = ""
    terms: Terms | None = None
    # Nothing before the opening: nobody learns of another bidder from it.
    ties: tuple[Tie, ...] | None = None
    load: Load = Load()


class Finding(NamedTuple):
    """The answer to one rule: whether it is met; what was found, what to do about it, where the rule is written."""

    rule: str
    passed: bool
    is_blocking: bool
    what: Any
    why: Any
    remedy: Any
    source: Any

    @property
    def stops(self) -> bool:
        """Whether nobody may bid because of this."""
        return self.is_blocking and not self.passed


def assess(facts: Facts) -> list[Finding]:
    """Every rule, passed or failed, in the order of `RULES`."""
    return [ASKED[rule](rule, facts) for rule in RULES]


def obstacles(findings: list[Finding]) -> list[Finding]:
    """Those that keep an organisation from bidding; nothing while it may."""
    return [finding for finding in findings if finding.stops]


def _met(rule: str, why: Any = "", *, is_blocking: bool = False) -> Finding:
    return Finding(rule, True, is_blocking, RULES[rule].what, why, "", RULES[rule].source)


def _failed(rule: str, why: Any, remedy: Any, *, is_blocking: bool = True) -> Finding:
    return Finding(rule, False, is_blocking, RULES[rule].what, why, remedy, RULES[rule].source)


def _form(rule: str, facts: Facts) -> Finding:
    if facts.is_ngo:
        return _met(rule, is_blocking=True)
    remedy = _("If the legal form in the register is wrong, ask the registry officer to correct it.")
    return _failed(rule, facts.form_refusal or NO_NGO, remedy)


def _status(rule: str, facts: Facts) -> Finding:
    if facts.status == "active":
        return _met(rule, is_blocking=True)
    return _failed(rule, STANDING.get(facts.status, NOT_ACTIVE), REMEDIES.get(facts.status, ASK))


def _bin(rule: str, facts: Facts) -> Finding:
    if facts.has_bin:
        return _met(rule, is_blocking=True)
    return _failed(rule, _("There is no BIN in the register."), _("Add the BIN to its data in the register."))


def _report(rule: str, facts: Facts) -> Finding:
    if facts.terms is not None and not facts.terms.requires_report:
        return _met(rule, _("This call does not ask for it."))
    if facts.report_year is None or facts.filing == "not_owed":
        return _met(rule, _("No report is due from it yet."), is_blocking=True)
    year = str(facts.report_year)
    if facts.filing == "missing":
        why = format_lazy(_("The annual report for {year} is not filed."), year=year)
        return _failed(rule, why, _("File it now: late reports are taken too."))
    words = _("The annual report for {year} was filed late.") if facts.filing == "late" else _("Filed for {year}.")
    return _met(rule, format_lazy(words, year=year), is_blocking=True)


def _restricted(rule: str, facts: Facts) -> Finding:
    if facts.restriction:
        why = format_lazy(_("It is on the list of restricted parties: {act}."), act=facts.restriction)
        return _failed(rule, why, _("It may bid again when the entry ends. Only a court can lift it before."))
    if facts.status in ("liquidating", "liquidated"):
        return _failed(rule, STANDING[facts.status], _("An organisation in liquidation takes no part in tenders."))
    return _met(rule, is_blocking=True)


def _sphere(rule: str, facts: Facts) -> Finding:
    if facts.terms is None:
        return _met(rule, LATER)
    asked = format_lazy(_("The sphere of the call: {sphere}."), sphere=facts.terms.sphere_name)
    if facts.works_in_sphere:
        return _met(rule, asked)
    remedy = _("You may apply. Explain in the application why you can do this work; the commission decides.")
    return _failed(rule, asked, remedy, is_blocking=False)


def _foreign(rule: str, facts: Facts) -> Finding:
    if not facts.is_foreign_branch:
        return _met(rule, _("It is no branch of a foreign organisation."), is_blocking=True)
    if facts.terms is None:
        return _met(rule, LATER)
    if facts.terms.allows_foreign:
        return _met(rule, _("It is a branch of a foreign organisation; the call takes such branches."))
    remedy = _("Look for a call whose legal basis takes branches of foreign organisations.")
    return _failed(rule, _("The legal basis of this call takes no branches of foreign organisations."), remedy)


def _region(rule: str, facts: Facts) -> Finding:
    return _met(rule, _("No call of this system leaves out an NGO because of its region."))


def _related(rule: str, facts: Facts) -> Finding:
    if facts.ties is None:
        return _met(rule, _("Nobody looks at this before the opening."))
    if not facts.ties:
        return _met(rule, _("No ties with another bidder of the lot were found."))
    why = _joined(list(_tied(facts.ties)))
    return _failed(rule, why, _("This rejects nobody by itself: the commission looks at it."), is_blocking=False)


def _tied(ties: tuple[Tie, ...]) -> Iterator[Any]:
    return (format_lazy(KINDS[tie.kind], name=tie.name) for tie in ties)


def _joined(sentences: list[Any]) -> Any:
    return format_lazy(" ".join(["{}"] * len(sentences)), *sentences)


def _load(rule: str, facts: Facts) -> Finding:
    if not facts.load.number:
        return _met(rule, _("It carries out no state social order of this system now."))
    amount = f"{facts.load.amount:,.0f}".replace(",", "\u00a0")
    words = _("Won and not over yet: {number}, for {amount} ₸ in all.")
    return _met(rule, format_lazy(words, number=facts.load.number, amount=amount))


ASKED = {
    "R-012": _form,
    "R-010": _status,
    "R-001": _bin,
    "R-011": _report,
    "R-014": _restricted,
    "R-013": _sphere,
    "R-015": _foreign,
    "R-016": _region,
    "R-017": _related,
    "R-018": _load,
}
