"""The shape of an order that appoints a commission, and of a declaration about its bidders."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from registry.organisations.models import Organisation
from tenders.applications.models import Application
from tenders.calls.models import Call
from tenders.commission import actions
from tenders.commission.actions import Answer
from tenders.commission.models import Commission, Declaration, Member
from ui.forms import DayInput

EXPLANATION_MAX = 1000
SPARE_ROWS = 2


class OrderForm(forms.Form):
    """The order by which a commission is appointed."""

    order_number = forms.CharField(label=gettext_lazy("Number of the order"), max_length=30)
    ordered_on = forms.DateField(label=gettext_lazy("Date of the order"), widget=DayInput)


class MemberForm(forms.Form):
    """One seat: who sits in it, in which role, for whom."""

    email = forms.EmailField(label=gettext_lazy("E-mail"))
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Member.Role.choices)
    seat = forms.ChoiceField(label=gettext_lazy("Seat of"), choices=Member.Seat.choices)
    organisation_kk = forms.CharField(label=gettext_lazy("Place of work, in Kazakh"), max_length=200)
    organisation_ru = forms.CharField(label=gettext_lazy("Place of work, in Russian"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in ("role", "seat"):
            self.fields[name].choices = [("", "–"), *self.fields[name].choices]

    def clean_email(self) -> str:
        """The address of somebody who has an account."""
        email = self.cleaned_data["email"].strip().lower()
        self.user = User.objects.filter(email=email, is_active=True).first()
        if self.user is None:
            unknown = _("%(email)s has no account yet. Invite this person as a commission member first.")
            raise forms.ValidationError(unknown % {"email": email})
        return email

    @property
    def member(self) -> Member:
        """The member this row names."""
        return Member(user=self.user, **{name: self.cleaned_data[name] for name in SEAT})


SEAT = ("role", "seat", "organisation_kk", "organisation_ru")


class Seats(BaseFormSet):
    """All seats of a commission; a row left empty is no seat."""

    def __init__(self, *args: Any, call: Call, **kwargs: Any):
        self.call = call
        super().__init__(*args, **kwargs)

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """A way to give a seat up, where there is one."""
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Remove this seat")

    def clean(self) -> None:
        """The composition as the profile asks for it (R-050)."""
        if any(self.errors):
            return
        faults = [*actions.faults_of(self.call, self.members), *actions.strangers(self.call, self.members)]
        if faults:
            raise forms.ValidationError(faults)

    @property
    def members(self) -> list[Member]:
        """Everybody who is named."""
        return [form.member for form in self.forms if form.cleaned_data and form not in self.deleted_forms]


def order(posted: Any, call: Call) -> OrderForm:
    """The order as it stands, to be replaced by another."""
    commission = Commission.objects.filter(call=call).first()
    initial = {"order_number": commission.order_number, "ordered_on": commission.ordered_on} if commission else None
    return OrderForm(posted, initial=initial)


def seats(posted: Any, call: Call) -> Seats:
    """The rows of a commission: as many as it has, or as the profile asks for, and a few to spare."""
    commission = Commission.objects.filter(call=call).first()
    members = commission.members.select_related("user") if commission else []
    initial = [{"email": m.user.email} | {name: getattr(m, name) for name in SEAT} for m in members]
    least = call.profile.commission_min_size + 1
    extra = max(least - len(initial), 0) + SPARE_ROWS
    rows = formset_factory(MemberForm, formset=Seats, extra=extra, max_num=40, can_delete=True, can_delete_extra=False)
    return rows(posted, initial=initial, call=call, prefix="member")


@dataclass
class Row:
    """One bidder as the gate shows it: the answer given so far, and what is wrong with it."""

    bidder: Organisation
    is_own: bool
    answer: str = ""
    kind: str = ""
    explanation: str = ""
    errors: dict[str, str] = field(default_factory=dict)


class DeclarationForm(forms.Form):
    """An answer for every bidder shown; a conflict is then described by its kind (R-051, R-052).

    A bidder is named in the form by the code of its organisation: `<code>` holds the answer, `kind-<code>` and
    `text-<code>` what the conflict is. `rest` says that all who are left have none.
    """

    rest = forms.BooleanField(required=False)

    def __init__(self, *args: Any, bidders: Iterable[Organisation], own: set[int], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.kinds = Declaration.Kind.choices
        self.rows = [self._row(bidder, bidder.pk in own) for bidder in bidders]
        self.own = own

    def _row(self, bidder: Organisation, is_own: bool) -> Row:
        if is_own:
            return Row(bidder, True, "conflict", Declaration.Kind.WORK, "")
        said = {name: self.data.get(f"{prefix}{bidder.code}", "").strip() for name, prefix in NAMES.items()}
        return Row(bidder, False, **said)

    @property
    def conflicts(self) -> list[Row]:
        """The bidders about whom a conflict was declared."""
        return [row for row in self.rows if row.answer == "conflict"]

    @property
    def first_wrong(self) -> Row | None:
        """The first bidder about whom something is missing."""
        return next((row for row in self.rows if row.errors), None)

    @property
    def is_described(self) -> bool:
        """Whether this was sent from the second page, or there is nothing to be asked on it."""
        return all(f"kind-{row.bidder.code}" in self.data for row in self.conflicts if not row.is_own)

    @property
    def asks_why(self) -> bool:
        """Whether every bidder has an answer, and conflicts are still to be described on the second page."""
        is_answered = self.is_bound and not any("answer" in row.errors for row in self.rows)
        is_wrong = any(row.errors for row in self.conflicts)
        return is_answered and (is_wrong or not self.is_described)

    def clean(self) -> dict[str, Any]:
        """Each bidder has its answer, and each conflict its kind."""
        cleaned = super().clean() or {}
        answers = Declaration.Answer.values
        left = [row for row in self.rows if row.answer not in answers]
        if left and not cleaned.get("rest"):
            for row in left:
                row.errors["answer"] = _("Say whether you have a conflict with %(name)s.") % {"name": row.bidder}
            raise forms.ValidationError(_("Bidders without an answer: %(count)s.") % {"count": len(left)})
        if self.is_described:
            self._check_conflicts()
        return cleaned

    def _check_conflicts(self) -> None:
        for row in self.conflicts:
            if row.kind not in Declaration.Kind.values:
                row.errors["kind"] = _("Say what kind of conflict it is.")
            elif row.kind == Declaration.Kind.OTHER and not row.explanation:
                row.errors["text"] = _("Explain the conflict.")
            elif len(row.explanation) > EXPLANATION_MAX:
                row.errors["text"] = _("Use %(most)s characters or fewer.") % {"most": EXPLANATION_MAX}
        if any(row.errors for row in self.conflicts):
            raise forms.ValidationError(_("Describe each conflict."))

    def answers(self, owed: Iterable[Application]) -> dict[Application, Answer]:
        """What is said about each application of the bidders shown; with `rest`, about all the others too."""
        said = {row.bidder.pk: _answer(row) for row in self.rows if row.answer}
        if self.cleaned_data["rest"]:
            said = dict.fromkeys(self.own, Answer("conflict", Declaration.Kind.WORK)) | said
            return {one: said.get(one.organisation_id, NONE) for one in owed}
        return {one: said[one.organisation_id] for one in owed if one.organisation_id in said}


NAMES = {"answer": "", "kind": "kind-", "explanation": "text-"}
NONE = Answer("none")


def _answer(row: Row) -> Answer:
    return Answer("conflict", row.kind, row.explanation) if row.answer == "conflict" else NONE
