"""What the gallery shows: every component with believable contents. Development only."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django import forms
from django.utils import timezone

from ui import charts, words
from ui.forms import DayInput, LongText, MomentInput, MoneyField
from ui.pages import Page

STATUSES = (
    "draft", "approved", "published", "closed", "opened", "admission", "scoring", "deliberation", "results_prelim",
    "results_final", "failed", "cancelled", "submitted", "admitted", "rejected", "scored", "winner", "reserve",
    "not_funded", "below_threshold", "withdrawn", "needs_reconfirm", "lapsed", "proposed", "confirmed", "dropped",
    "filed", "active", "returned", "suspended", "liquidating", "liquidated", "merged", "locked", "void", "superseded",
    "asked", "answered", "offered", "accepted", "refused", "taken_back", "awaiting", "open", "apart", "past",
    "queued", "running", "finished", "stopped", "uploaded", "checking", "checked", "importing", "imported", "undoing",
    "undone", "discussion", "taken_down", "received",
)  # fmt: skip
ROWS = (
    ("Үміт public foundation", "Astana", 1_194_000, "4.75"),
    ("«Новое поколение» public association", "Almaty", 980_000, "4.20"),
)
SCORES = (("0", "0: not shown"), ("2.5", "2.5: partly"), ("5", "5: in full"))
SPHERES = (("y", "Youth policy"), ("f", "Family"), ("m", "Media"))


class SampleForm(forms.Form):
    """One field of every kind."""

    title = forms.CharField(label="Title of the project", help_text="As it will stand in the contract.", max_length=120)
    email = forms.EmailField(label="E-mail", required=False)
    goal = LongText(label="Goal", help_text="What will be different when the project is over?", max_length=500)
    sum = MoneyField(label="Sum asked for", help_text="In tenge, without VAT.")
    people = forms.IntegerField(label="How many people will it reach?", min_value=1)
    starts_on = forms.DateField(label="First day", widget=DayInput)
    closes_at = forms.DateTimeField(label="Open until", help_text="Astana time.", widget=MomentInput)
    region = forms.ChoiceField(label="Region", choices=[("", "Choose a region"), ("1", "Abai"), ("2", "Akmola")])
    score = forms.ChoiceField(
        label="Points",
        choices=[("0", "0: not shown"), ("2.5", "2.5: partly"), ("5", "5: in full")],
        widget=forms.RadioSelect,
    )
    spheres = forms.MultipleChoiceField(
        label="Spheres",
        choices=[("y", "Youth policy"), ("f", "Family"), ("m", "Media")],
        widget=forms.CheckboxSelectMultiple,
    )
    charter = forms.FileField(label="Charter", help_text="PDF, up to 20 MB.", required=False)
    agree = forms.BooleanField(label="All of this is true.")


class FilterForm(forms.Form):
    """The filters of a list."""

    q = forms.CharField(label="Name or BIN", required=False, widget=forms.TextInput(attrs={"type": "search"}))
    region = forms.ChoiceField(label="Region", required=False, choices=[("", "All regions"), ("1", "Abai")])


def samples(now: datetime) -> dict[str, object]:
    """Everything the gallery puts into its components."""
    return {
        "statuses": STATUSES,
        "form": _wrong(),
        "fresh_form": SampleForm(),
        "filter_form": FilterForm(),
        "now": now,
        "open_until": now + timedelta(days=3, hours=4),
        "closed_at": now - timedelta(hours=1),
        "day": date(2026, 6, 12),
        "sum": Decimal("1194000"),
        "facts": [("Number", "2026-KZ-014"), ("Sum", words.tenge(59_700_000, "en")), ("Empty", "")],
        "rows": ROWS,
        "lines": _lines(now),
        "tasks": _tasks(),
        "chart": charts.bars(
            [("2003", 54), ("2004", 88), ("2005", 234), ("2006", 121)],
            id="by-year", title="Applications by year", label_head="Year", value_head="Applications",
            summary="Most applications came in 2005: 234.", stands_out="2005",
        ),
        "columns": charts.columns(
            [(1999, 12), (2000, 31), (2001, 24), (2002, 40)],
            id="by-start", title="Registered by year", summary="Most were registered in 2002: 40.", every=2,
        ),
        "tiles": charts.tiles(
            [(0, 0, "AKM", "Akmola", 21), (1, 0, "AST", "Astana", 54), (0, 1, "KAR", "Karaganda", 12)],
            id="by-region", title="By region", summary="Most are in Astana: 54.",
        ),
        "page": Page(rows=list(range(50)), previous="?before=x", next="?after=x", total=1001),
    }  # fmt: skip


def _wrong() -> SampleForm:
    typed = {"title": "Қолдау", "goal": "Ә" * 510, "sum": "many", "people": "0", "email": "aigerim"}
    return SampleForm({f"wrong-{name}": value for name, value in typed.items()}, prefix="wrong")


def _lines(now: datetime) -> list[dict[str, object]]:
    return [
        {
            "at": now - timedelta(days=3),
            "text": "Registered by the head of the organisation.",
            "by": "Aigerim Sadykova",
        },
        {
            "at": now - timedelta(days=1),
            "text": "Returned for correction by the registry officer.",
            "because": "The charter is missing.",
        },
        {"at": timezone.localtime(now), "text": "Filed again."},
    ]


def _tasks() -> list[dict[str, object]]:
    return [
        {"title": "Summary", "url": "#tasks", "status": "done", "label": "Completed"},
        {
            "title": "Work plan",
            "url": "#tasks",
            "status": "doing",
            "label": "In progress",
            "hint": "Two of four stages are described.",
        },
        {"title": "Budget", "url": "#tasks", "status": "wrong", "label": "There is a problem"},
        {"title": "Indicators", "url": "#tasks", "status": "todo", "label": "Not started"},
        {
            "title": "Check and submit",
            "status": "later",
            "label": "Cannot start yet",
            "hint": "When all of the above is complete.",
        },
    ]
