"""The document of a call: everything an applicant relies on, as PDF, in Kazakh or Russian (U36)."""

from django.conf import settings
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from tenders.calls.models import Call, Lot
from tenders.protocols import documents
from tenders.protocols.documents import Section
from ui import words


def pdf(call: Call, language: str) -> bytes:
    """The call as it stands now; its hash is the one of its page."""
    with override(language):
        return documents.as_pdf(_page(call, language))


def _page(call: Call, language: str) -> documents.Page:
    published = call.published_at or call.drafted_at
    return documents.Page(
        title=_text(call, "title", language),
        number=f"№ {call.number}",
        place=_text(call.customer, "name", language),
        date=words.day(documents.local_day(published), language),
        facts=[
            (_("Customer"), _text(call.customer, "name", language)),
            (_("Deadline"), words.moment(localtime(call.deadline_at), language)),
            (_("Opening"), words.moment(localtime(call.opening_at), language)),
            (_("Questions until"), words.moment(localtime(call.profile.questions_until(call.deadline_at)), language)),
            (_("Legal basis"), call.legal_basis),
            (_("Questions to"), f"{call.contact_name}, {call.contact_phone}, {call.contact_email}"),
        ],
        sections=[
            Section(_("About the call"), [_text(call, "purpose", language), _text(call, "subsidiarity", language)]),
            *(_lot(lot, language) for lot in call.lots.prefetch_related("regions")),
            _criteria(call, language),
            _requirements(call, language),
        ],
        language=language,
        author=_("Tapsyrys"),
        hash_label=_("Hash of the conditions:"),
        hash=call.conditions_hash,
        verify=_("This call with its changes and answers is published at"),
        address=f"{settings.SITE_URL}/{language}/calls/{call.number}/",
        drawn_up=documents.day_of(published),
    )


def _lot(lot: Lot, language: str) -> Section:
    regions = ", ".join(_text(region, "name", language) for region in lot.regions.all()) or _("the whole country")
    days = f"{words.day(lot.starts_on, language)} – {words.day(lot.ends_on, language)}"
    facts = {
        _("Budget"): words.tenge(lot.budget_amount, language),
        _("Regions"): regions,
        _("Target group"): _text(lot, "target_group", language),
        _("Expected results"): _text(lot, "results", language),
        _("Time of work"): days,
    }
    return Section(
        _("Lot %(number)s. %(title)s") % {"number": lot.number, "title": _text(lot, "title", language)},
        [_text(lot, "description", language), *(f"{name}: {value}" for name, value in facts.items())],
    )


def _criteria(call: Call, language: str) -> Section:
    rows = [
        [
            f"{row.order}. {_text(row, 'name', language)}",
            words.short(row.weight, language),
            words.short(row.min_points, language),
        ]
        for row in call.criteria.all()
    ]
    columns = [_("Criterion"), _("Weight"), _("Least mean")]
    return Section(_("Criteria"), [], columns, rows, ["1fr", "auto", "auto"], ["left", "right", "right"])


def _requirements(call: Call, language: str) -> Section:
    rows = [
        [row.code, *(_text(row, name, language) for name in ("text", "proof", "reason"))]
        for row in call.requirements.all()
    ]
    columns = [_("Code"), _("Requirement"), _("Proof"), _("Why it is required")]
    return Section(_("Requirements"), [], columns, rows, ["auto", "1fr", "1fr", "1fr"], ["left"] * 4)


def _text(record: object, name: str, language: str) -> str:
    return words.spoken(record, name, language)[1]
