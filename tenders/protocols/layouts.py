"""What each kind of protocol says, from its body, in one language.

The body is plain JSON; texts come as `…_kk` and `…_ru`, sums as decimal strings in tenge,
moments as ISO strings. Every body also holds what `draw_up` adds: `call`, `number`, `at`.

opening       deadline_at, opened_at, draw_commitment,
              bids: [lot, number, name, bin, received_at, requested, attachments]
admission     rulings: [lot, number, name, bin, is_admitted, requirement, reason]
results       place, convened_at, draw_seed, attendances: [name, role, mode], criteria: [name, weight, min_points],
              lots: [number, title, budget, awarded, left, voting, recused, needed, present, for, against, abstain,
              dissents: [text], results: [rank, number, name, bin, total, outcome, requested, awarded, reason]]
cancellation  because
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from tenders.protocols.documents import Section
from ui import words

Body = Mapping[str, Any]


def sections(kind: str, body: Body, language: str) -> list[Section]:
    """The parts of a protocol in a language; the caller has made that language the active one."""
    return LAYOUTS[kind](body, language)


def tables(kind: str, body: Body, language: str) -> list[tuple[Section, list[list[tuple[str, str, str]]]]]:
    """The parts of a protocol for a web page: with each row as (column, cell, alignment)."""
    with override(language):
        return [
            (part, [list(zip(part.columns, row, part.aligns, strict=True)) for row in part.rows])
            for part in sections(kind, body, language)
        ]


def stamp(moment: str, language: str) -> str:
    """A moment of the body, to the second, in Astana time."""
    local = localtime(datetime.fromisoformat(moment))
    return f"{words.day(local, language)}, {local:%H:%M:%S}"


def _named(row: Body, language: str) -> str:
    bin_line = f"\n{_('BIN')} {row['bin']}" if row["bin"] else ""
    return f"{row[f'name_{language}']}{bin_line}"


def _tenge(amount: str, language: str) -> str:
    return words.tenge(Decimal(amount), language)


def _opening(body: Body, language: str) -> list[Section]:
    rows = [
        [
            str(bid["lot"]),
            bid["number"],
            _named(bid, language),
            stamp(bid["received_at"], language),
            _tenge(bid["requested"], language),
            str(bid["attachments"]),
        ]
        for bid in body["bids"]
    ]
    said = [
        _("The deadline for applications was %(moment)s.") % {"moment": stamp(body["deadline_at"], language)},
        _("The applications were opened automatically at %(moment)s.") % {"moment": stamp(body["opened_at"], language)},
        _("Applications opened: %(count)d.") % {"count": len(rows)},
        _("Commitment of the draw: %(hash)s") % {"hash": body["draw_commitment"]},
    ]
    columns = [_("Lot"), _("Number"), _("Applicant"), _("Received"), _("Requested"), _("Files")]
    if unreadable := body.get("unreadable"):
        said.append(
            _("Could not be opened: %(numbers)s.") % {"numbers": ", ".join(row["number"] for row in unreadable)}
        )
    return [
        Section(
            _("Applications opened"),
            said,
            columns,
            rows,
            widths=["auto", "auto", "1fr", "auto", "auto", "auto"],
            aligns=["left", "left", "left", "left", "right", "right"],
        )
    ]


def _admission(body: Body, language: str) -> list[Section]:
    admitted = [row for row in body["rulings"] if row["is_admitted"]]
    rejected = [row for row in body["rulings"] if not row["is_admitted"]]
    head = [_("Lot"), _("Number"), _("Applicant")]
    return [
        Section(
            _("Admitted applications"),
            [_("Admitted: %(count)d.") % {"count": len(admitted)}],
            head,
            [[str(row["lot"]), row["number"], _named(row, language)] for row in admitted],
            widths=["auto", "auto", "1fr"],
            aligns=["left"] * 3,
        ),
        Section(
            _("Rejected applications"),
            [_("Rejected: %(count)d.") % {"count": len(rejected)}],
            [*head, _("Requirement"), _("Reason")],
            [
                [str(row["lot"]), row["number"], _named(row, language), row["requirement"], row[f"reason_{language}"]]
                for row in rejected
            ],
            widths=["auto", "auto", "1fr", "auto", "1fr"],
            aligns=["left"] * 5,
        ),
    ]


def _results(body: Body, language: str) -> list[Section]:
    presence = [[row["name"], row[f"role_{language}"], row[f"mode_{language}"]] for row in body["attendances"]]
    criteria = [[row[f"name_{language}"], row["weight"], row["min_points"]] for row in body["criteria"]]
    return [
        Section(
            _("Session of the commission"),
            [
                _("Convened %(moment)s, %(place)s.")
                % {"moment": stamp(body["convened_at"], language), "place": body[f"place_{language}"]},
                _("Seed of the draw: %(seed)s") % {"seed": body["draw_seed"]},
            ],
            [_("Present"), _("Role"), _("Mode of presence")],
            presence,
            widths=["1fr", "auto", "auto"],
            aligns=["left"] * 3,
        ),
        Section(
            _("Criteria"),
            [],
            [_("Criterion"), _("Weight"), _("Least mean")],
            criteria,
            widths=["1fr", "auto", "auto"],
            aligns=["left", "right", "right"],
        ),
        *(_lot_results(lot, language) for lot in body["lots"]),
    ]


def _lot_results(lot: Body, language: str) -> Section:
    said = [
        _("Budget %(budget)s, awarded %(awarded)s, left %(left)s.")
        % {name: _tenge(lot[name], language) for name in ("budget", "awarded", "left")},
        _("Voting members without a conflict: %(voting)d; recused: %(recused)d.") % lot,
        _("Quorum: %(needed)d; present: %(present)d.") % lot,
        _("Votes for: %(for)d, against: %(against)d, abstained: %(abstain)d.") % lot,
        *(_("Dissenting opinion: %(text)s") % {"text": text} for text in lot["dissents"]),
    ]
    rows = [
        [
            str(row["rank"] or "–"),
            row["number"],
            _named(row, language),
            words.points(Decimal(row["total"]), language),
            _tenge(row["requested"], language),
            row[f"outcome_{language}"],
            row[f"reason_{language}"],
        ]
        for row in lot["results"]
    ]
    return Section(
        _("Lot %(number)s. %(title)s") % {"number": lot["number"], "title": lot[f"title_{language}"]},
        said,
        [_("Rank"), _("Number"), _("Applicant"), _("Total"), _("Requested"), _("Outcome"), _("Reasons")],
        rows,
        widths=["auto", "auto", "1fr", "auto", "auto", "auto", "1fr"],
        aligns=["right", "left", "left", "right", "right", "left", "left"],
    )


def _cancellation(body: Body, language: str) -> list[Section]:
    sealed = _("Applications that were not opened stay sealed for ever.")
    return [Section(_("The call is cancelled"), [body[f"because_{language}"], sealed])]


LAYOUTS: dict[str, Callable[[Body, str], list[Section]]] = {
    "opening": _opening,
    "admission": _admission,
    "results": _results,
    "cancellation": _cancellation,
}
