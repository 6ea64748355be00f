"""The shape of what a session is told."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tenders.commission.models import Member
from tenders.decisions.models import Attendance, Vote

ABSENT = "absent"


class SessionForm(forms.Form):
    """Where the session is held, and who is present and how."""

    place_kk = forms.CharField(label=_("Place, in Kazakh"), max_length=150)
    place_ru = forms.CharField(label=_("Place, in Russian"), max_length=150)

    def __init__(self, *args: Any, members: Iterable[Member], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.members = {f"member_{member.pk}": member for member in members}
        choices = [(ABSENT, _("absent")), *Attendance.Mode.choices]
        for name, member in self.members.items():
            label = f"{member.user}, {member.get_role_display()}"
            self.fields[name] = forms.ChoiceField(label=label, choices=choices, initial=ABSENT)

    @property
    def place(self) -> dict[str, str]:
        return {"kk": self.cleaned_data["place_kk"], "ru": self.cleaned_data["place_ru"]}

    @property
    def present(self) -> dict[Member, str]:
        """The members marked as present, each with the mode."""
        modes = {member: self.cleaned_data[name] for name, member in self.members.items()}
        return {member: mode for member, mode in modes.items() if mode != ABSENT}


class VoteForm(forms.Form):
    """One vote on one lot."""

    choice = forms.ChoiceField(label=_("Your vote"), choices=Vote.Choice.choices, widget=forms.RadioSelect)
    dissent = forms.CharField(
        label=_("Dissenting opinion"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("If you disagree, say why. It is kept in the protocol and published."),
    )
