"""The shape of a row of who takes part: a target group, a person of the team, a partner, an earlier project."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tenders.applications import content
from tenders.applications.parts import Experience, Partner, TargetGroup, TeamMember
from tenders.applications.row_forms import SENTENCE, Offered, RowForm, long_text
from ui.forms import MoneyField

FIRST_YEAR, LAST_YEAR, OLDEST = 1950, 2100, 120


def _year(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False)


def _age(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=OLDEST, required=False)


class TargetGroupForm(RowForm):
    """A group with bounds, an entry test and a way to self-reliance."""

    description = long_text(
        _("Who they are"), _("A bounded group: age, place, situation. Not everyone in need."), limit=SENTENCE
    )
    entry_rule = long_text(_("How a person enters"), _("By what you tell who belongs to the group and who does not."))
    how_found = long_text(_("How they are found"), _("Where you learn of these people, and how they learn of you."))
    age_from, age_until = _age(_("Age from")), _age(_("Age until"))
    region = Offered(label=_("Region"), help_text=_("One of the regions of the lot."), required=False)
    self_reliance_goal = long_text(
        _("How they come to manage on their own"), _("What they will be able to do without you afterwards.")
    )

    class Meta:
        part = "target_groups"
        model = TargetGroup
        fields = content.COLUMNS[part]
        labels = {
            "kind": _("Kind of group"),
            "sex": _("Women or men"),
            "direct_count": _("People served directly"),
            "indirect_count": _("People reached indirectly"),
        }
        help_texts = {"indirect_count": _("Families, neighbours. Leave empty if you do not count them.")}


class TeamMemberForm(RowForm):
    """A person of the team with the share of their time."""

    class Meta:
        part = "team"
        model = TeamMember
        fields = content.COLUMNS[part]
        labels = {
            "name": _("Name of the person"),
            "role": _("Role in the project"),
            "share": _("Share of time, percent"),
            "contract": _("Kind of contract"),
            "is_lead": _("Leads the project"),
        }
        help_texts = {"name": _("Only people who agreed to be named. The commission reads it.")}


class PartnerForm(RowForm):
    """Who else takes part, and with what."""

    class Meta:
        part = "partners"
        model = Partner
        fields = content.COLUMNS[part]
        labels = {"name": _("Partner"), "sector": _("Sector"), "contribution": _("What they give")}
        help_texts = {"contribution": _("Money, rooms, people, equipment, knowledge.")}


class ExperienceForm(RowForm):
    """An earlier project with its money and its result."""

    sum_amount = MoneyField(label=_("Sum of the project"), required=False)
    year_from, year_until = _year(_("From the year")), _year(_("To the year"))
    result = long_text(_("What came of it"))

    class Meta:
        part = "experience"
        model = Experience
        fields = content.COLUMNS[part]
        labels = {"name": _("Project"), "funder": _("Who paid for it"), "proof": _("What proves it")}
        help_texts = {"proof": _("A report, a contract, a letter of the funder.")}


PEOPLE_FORMS: tuple[type[forms.ModelForm], ...] = (TargetGroupForm, TeamMemberForm, PartnerForm, ExperienceForm)
