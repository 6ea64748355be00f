"""The shape of a score sheet, and of a conflict found late."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from registry.organisations.models import Organisation
from tenders.calls.models import Criterion
from tenders.commission.models import Declaration
from tenders.scoring.marks import NOTHING, Mark, trace
from tenders.scoring.models import ScoreSheet
from ui import words
from ui.forms import LongText

COMMENT_MAX = 3000
EXPLANATION_MAX = 1000


class MarkField(forms.DecimalField):
    """A mark as people write it: “3.5” or “3,5”."""

    def to_python(self, value: Any) -> Decimal | None:
        """The mark with a point for the comma."""
        return super().to_python(value.strip().replace(",", ".") if isinstance(value, str) else value)


@dataclass(frozen=True)
class Step:
    """One mark that can be given: how it is sent, how it is written, and what it means."""

    value: str
    shown: str
    meaning: str
    is_whole: bool


@dataclass(frozen=True)
class Row:
    """One criterion of the sheet: its steps, its fields, and what another window saved meanwhile."""

    criterion: Criterion
    steps: list[Step]
    points: forms.BoundField
    comment: forms.BoundField
    chosen: str
    seen: str
    theirs: Mark | None


class SheetForm(forms.Form):
    """A mark and a comment for each criterion; whatever is empty may stay so until the sheet is locked.

    `seen-<code>` is the print of what the page showed, so that only what was changed here is saved, and nothing that
    another window saved meanwhile is overwritten unseen (Q30). `changed` names the fields that were sent, if not all.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, posted: Any, *, sheet: ScoreSheet, criteria: Iterable[Criterion]):
        self.sheet, self.criteria, self.stored = sheet, list(criteria), sheet.marks()
        initial: dict[str, Any] = {"version": sheet.version}
        for one in self.criteria:
            points, comment = self.stored.get(one.pk, NOTHING)
            initial |= {f"points-{one.code}": points, f"comment-{one.code}": comment}
        super().__init__(posted, initial=initial)
        for one in self.criteria:
            self.fields[f"points-{one.code}"] = MarkField(required=False)
            self.fields[f"comment-{one.code}"] = LongText(required=False, max_length=COMMENT_MAX)

    def marks(self) -> dict[Criterion, Mark]:
        """What was changed on this page; what it only showed is left alone."""
        sent = {one: self._sent(one) for one in self.criteria}
        return {one: mark for one, mark in sent.items() if trace(mark) != self._seen(one)}

    def seen(self) -> dict[Criterion, str]:
        """The print of what the page had shown of each criterion."""
        return {one: self._seen(one) for one in self.criteria}

    def news(self, sheet: ScoreSheet) -> dict[str, Any]:
        """What a page that saves by itself must know from now on: the version, and the prints of what it changed."""
        stored = sheet.marks()
        prints = {f"seen-{one.code}": trace(stored.get(one.pk, NOTHING)) for one in self.marks()}
        return {"version": sheet.version} | prints

    def _seen(self, criterion: Criterion) -> str:
        return self.data.get(f"seen-{criterion.code}", trace(self.stored.get(criterion.pk, NOTHING)))

    def _sent(self, criterion: Criterion) -> Mark:
        changed = self.data.getlist("changed") if "changed" in self.data else None
        points, comment = self.stored.get(criterion.pk, NOTHING)
        if changed is None or f"points-{criterion.code}" in changed:
            points = self.cleaned_data[f"points-{criterion.code}"]
        if changed is None or f"comment-{criterion.code}" in changed:
            comment = self.cleaned_data[f"comment-{criterion.code}"]
        return points, comment

    @property
    def rows(self) -> list[Row]:
        """Every criterion as the page shows it."""
        return [self._row(one, steps_of(one, self.sheet.application.lot.call.profile)) for one in self.criteria]

    def _row(self, criterion: Criterion, steps: list[Step]) -> Row:
        points, stored = self[f"points-{criterion.code}"], self.stored.get(criterion.pk, NOTHING)
        value = points.value()
        was_seen = not self.is_bound or self._seen(criterion) == trace(stored)
        return Row(
            criterion=criterion,
            steps=steps,
            points=points,
            comment=self[f"comment-{criterion.code}"],
            chosen="" if value is None else str(value).replace(",", "."),
            seen=trace(stored),
            theirs=None if was_seen else stored,
        )


def steps_of(criterion: Criterion, profile: Any) -> list[Step]:
    """Every mark of a criterion with its meaning: the anchors of the call; between two of them, that it is between."""
    language = (get_language() or "kk")[:2]
    anchors = criterion.anchors_ru if language == "ru" else criterion.anchors_kk
    steps, points = [], Decimal(0)
    while points <= profile.points_max:
        is_whole = points == points.to_integral_value()
        meaning = anchors[int(points)] if is_whole and int(points) < len(anchors) else ""
        if not is_whole:
            meaning = _("between %(low)s and %(high)s") % {"low": int(points), "high": int(points) + 1}
        steps.append(Step(f"{points:.1f}", words.short(points, language), meaning, is_whole))
        points += profile.points_step
    return steps


class LateConflictForm(forms.Form):
    """A conflict that was found after the declaration (R-053)."""

    bidder = forms.ModelChoiceField(label=gettext_lazy("Bidder"), queryset=Organisation.objects.none(), empty_label="–")
    kind = forms.ChoiceField(label=gettext_lazy("Kind of conflict"), choices=Declaration.Kind.choices)
    explanation = LongText(
        label=gettext_lazy("Explanation"),
        help_text=gettext_lazy("What the conflict is, and when you came to know of it."),
        max_length=EXPLANATION_MAX,
    )

    def __init__(self, *args: Any, bidders: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["bidder"].queryset = bidders
        self.fields["bidder"].to_field_name = "code"
        self.fields["bidder"].label_from_instance = _name_of
        self.fields["kind"].choices = [("", "–"), *Declaration.Kind.choices]

    @property
    def conflict(self) -> Mapping[str, str]:
        """Its kind, and what it is."""
        return {name: self.cleaned_data[name] for name in ("kind", "explanation")}


def _name_of(bidder: Organisation) -> str:
    return words.spoken(bidder, "name", (get_language() or "kk")[:2])[1]
