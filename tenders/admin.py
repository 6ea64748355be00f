"""Tenders in the admin: what is public is read here too, nothing is decided here, and nothing sealed is shown.

Applications, receipts and score sheets are not registered at all (R-041, S21): not their rows, not their number.
"""

from datetime import date
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from lifecycle import clock
from lifecycle.admin import AsOnTheSite, EntryAdmin, Kept, ReadOnly
from lifecycle.models import Entry
from notifications.admin import NoticeAdmin
from notifications.models import Notice
from registry.bodies import actions as bodies
from registry.bodies.admin import Entered
from registry.bodies.models import Opinion
from tenders.applications.models import Application
from tenders.calls.models import Call, Criterion, Lot, Requirement
from tenders.commission.models import Commission, Member
from tenders.plans.admin import CommentAdmin, ProblemAdmin, ThemeAdmin
from tenders.plans.models import Theme
from tenders.procedure import actions as procedure
from tenders.procedure import rules
from tenders.procedure.models import Holiday, MciRate, Profile
from tenders.protocols.models import Protocol
from tenders.questions.models import Question
from tenders.scoring.models import ScoreSheet
from ui.guards import told

__all__ = ["CommentAdmin", "ProblemAdmin", "ThemeAdmin"]


class ReasonedForm(forms.ModelForm):
    """Whatever is changed here is changed for a reason."""

    because = forms.CharField(label=_("Reason"), max_length=300)


class Reasoned(Kept):
    """Rows that are kept by one action, which asks for the reason; old and new values are in the history."""

    form = ReasonedForm

    def may_keep(self, request: HttpRequest) -> bool:
        """Whether this person keeps these rows."""
        return rules.can_keep_calendar(request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whether it stands on the index."""
        return self.may_keep(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether it may be read."""
        return self.may_keep(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whether a row may be added."""
        return self.may_keep(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether a row may be changed."""
        return self.may_keep(request)

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        """Keep the row through the one action that may."""
        procedure.keep(obj, by=request.user, at=clock.now(), because=form.cleaned_data["because"])


@admin.register(Holiday)
class HolidayAdmin(Reasoned):
    """Days off that are no weekend, and working days that are; deadlines that are set already do not move."""

    list_display = ["on", "is_working", "name_kk", "name_ru", "name_en"]
    list_filter = ["is_working"]
    date_hierarchy = "on"
    ordering = ["-on"]
    search_fields = ["name_kk", "name_ru", "name_en"]


@admin.register(MciRate)
class MciRateAdmin(Reasoned):
    """The monthly calculation index of each year, in tenge."""

    list_display = ["year", "amount", "is_confirmed"]
    ordering = ["-year"]


@admin.register(Profile)
class ProfileAdmin(Reasoned):
    """The numbers of a law or of the house; frozen once a published call goes by them."""

    list_display = ["code", "version", "name_ru", "valid_from", "valid_to", "is_default", "is_confirmed"]
    list_filter = ["is_default", "is_confirmed"]
    actions = ("make_version",)

    def may_keep(self, request: HttpRequest) -> bool:
        """Only the system administrator."""
        return rules.can_keep_profiles(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether its numbers may still be changed."""
        return self.may_keep(request) and not (obj and rules.is_frozen(obj))

    @admin.action(description=_("Make a new version to change"))
    def make_version(self, request: HttpRequest, chosen: QuerySet[Profile]) -> None:
        """Copy each of the chosen profiles under its next version."""
        for profile in chosen:
            with told(request, _("A new version stands in the list.")):
                procedure.make_version(profile, by=request.user, at=clock.now())


class Shown(admin.TabularInline):
    """Parts of a record that are only read here."""

    template = "admin/inline_to_read.html"
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody may."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody may."""
        return False


class LotInline(Shown):
    """The lots of a call."""

    model = Lot
    fields = ("number", "title_ru", "target_group_ru", "budget_amount", "starts_on", "ends_on")


class CriterionInline(Shown):
    """The criteria of a call."""

    model = Criterion
    fields = ("order", "name_ru", "weight", "min_points", "is_price")


class RequirementInline(Shown):
    """The requirements of a call."""

    model = Requirement
    fields = ("code", "kind", "text_ru", "is_curable")


class MemberInline(Shown):
    """The seats of a commission."""

    model = Member
    fields = ("user", "role", "seat", "organisation_ru", "since", "until")


@admin.register(Call)
class CallAdmin(AsOnTheSite):
    """Published calls as everybody reads them; drafted, approved and published in the office."""

    list_display = ["number", "title_ru", "customer", "status", "published_at", "deadline_at"]
    list_filter = ["status", "instrument", "level", "sphere"]
    list_select_related = ["customer"]
    search_fields = ["number", "title_kk", "title_ru"]
    ordering = ["-published_at", "-pk"]
    inlines = (LotInline, CriterionInline, RequirementInline)
    # The seed of the draw is a secret until the results are published.
    exclude = ("draw_seed",)


@admin.register(Commission)
class CommissionAdmin(ReadOnly):
    """Commissions as they were appointed, for whoever answers for the accounts of their members."""

    list_display = ["call", "order_number", "ordered_on", "appointed_by", "appointed_at"]
    list_select_related = ["call", "appointed_by"]
    search_fields = ["call__number", "order_number"]
    ordering = ["-pk"]
    inlines = (MemberInline,)
    view_on_site = False


@admin.register(Protocol)
class ProtocolAdmin(ReadOnly):
    """Protocols, with the hashes that prove them; the files are on their public pages."""

    list_display = ["call", "number", "kind", "drawn_up_at", "drawn_up_by", "own_hash"]
    list_filter = ["kind"]
    list_select_related = ["call", "drawn_up_by"]
    search_fields = ["call__number", "own_hash", "sha256_kk", "sha256_ru"]
    ordering = ["-pk"]
    fields = (
        *("call", "number", "kind", "drawn_up_at", "drawn_up_by"),
        *("sha256_kk", "sha256_ru", "previous_hash", "own_hash"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Protocol]:
        """Without the files."""
        return super().get_queryset(request).defer("body", "pdf_kk", "pdf_ru")


class OpinionForm(ReasonedForm):
    """What a body advises about a call or a theme that everybody reads."""

    number = forms.CharField(label=_("Number of the call or of the theme"), max_length=30)

    class Meta:
        model = Opinion
        fields = ("body", "kind", "stance", "text_kk", "text_ru", "given_on", "supersedes")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if "supersedes" in self.fields:
            self.fields["supersedes"].queryset = Opinion.objects.standing().select_related("body")

    def clean_number(self) -> str:
        """A published call or theme; a draft is not there for anybody who writes about it."""
        number: str = self.cleaned_data["number"].strip()
        public = (model.objects.visible_to(AnonymousUser()) for model in (Call, Theme))
        found = (rows.filter(number__iexact=number).first() for rows in public)
        self.instance.about = next(filter(None, found), None)
        if self.instance.about is None:
            raise forms.ValidationError(_("No published call or theme has this number."))
        return number

    def clean_given_on(self) -> date:
        """Nothing was said tomorrow."""
        day: date = self.cleaned_data["given_on"]
        if day > localdate():
            raise forms.ValidationError(_("The day on which it was given is in the future."))
        return day

    def clean(self) -> dict[str, Any]:
        """What it supersedes is of the same body about the same call or theme."""
        cleaned: dict[str, Any] = super().clean() or {}
        earlier = cleaned.get("supersedes")
        if earlier and (earlier.body, earlier.about) != (cleaned.get("body"), self.instance.about):
            self.add_error("supersedes", _("An opinion supersedes one of the same body about the same thing."))
        return cleaned


@admin.register(Opinion)
class OpinionAdmin(Entered):
    """What bodies advise about calls and themes. Written once; a later one supersedes it in the open (A19)."""

    form = OpinionForm
    list_display = ["given_on", "subject", "stance", "kind", "body", "later"]
    list_filter = ["stance", "kind", ("body", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["body", "superseded_by__body"]
    ordering = ["-given_on", "-pk"]
    search_fields = ["text_kk", "text_ru"]

    @admin.display(description=_("about"))
    def subject(self, opinion: Opinion) -> str:
        """The number of the call or of the theme."""
        return str(opinion.about)

    @admin.display(description=_("superseded by"))
    def later(self, opinion: Opinion) -> str:
        """What the body said later, if it did."""
        return str(getattr(opinion, "superseded_by", "") or "")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Opinion]:
        """With what they are about."""
        return super().get_queryset(request).prefetch_related("about")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """By number where one is written; what was said stands as it was said."""
        said = OpinionForm.Meta.fields
        return [*said, "subject", "later", "published_at"] if obj else ["because", "number", *said]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Everything, once it is published."""
        return self.get_fields(request, obj) if obj else []

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes what was said."""
        return obj is None and super().has_change_permission(request)

    def save_model(self, request: HttpRequest, obj: Opinion, form: forms.ModelForm, change: bool) -> None:
        """Publish it through the one action that may."""
        with told(request, _("The opinion is published.")):
            bodies.publish_opinion(obj, because=form.cleaned_data["because"], by=request.user, at=clock.now())


def _about(*sealed: type[Model]) -> list[int]:
    return [kind.pk for kind in ContentType.objects.get_for_models(*sealed).values()]


admin.site.unregister([Entry, Notice])


@admin.register(Entry)
class TrailAdmin(EntryAdmin):
    """The trail without applications, sheets and questions: who applied, and who asked, stays hidden (R-041, R-027)."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Entry]:
        """Lines about anything else."""
        return super().get_queryset(request).exclude(about_type__in=_about(Application, ScoreSheet, Question))


@admin.register(Notice)
class UnsealedNoticeAdmin(NoticeAdmin):
    """Notices; of those that only an applicant gets what could not be sent, for somebody must mend that (R-041).

    What such a line is about would tell who applied; so no dead line says it, nor is any list sorted or cut by it.
    """

    list_display = ["created_at", "what", *NoticeAdmin.list_display[2:]]
    list_filter = ["state"]
    fields = readonly_fields = ("what", *NoticeAdmin.fields[1:])

    @admin.display(description=_("kind of notice"))
    def what(self, notice: Notice) -> str:
        """The kind, where the line may say it."""
        return "" if notice.state == Notice.State.DEAD else notice.kind

    def get_queryset(self, request: HttpRequest) -> QuerySet[Notice]:
        """Lines about anything else, and the dead ones."""
        lines = super().get_queryset(request)
        of_applicants = Q(about_type__in=_about(Application)) | Q(kind="calls/cancelled")
        of_applicants |= Q(kind__startswith="changes/") | Q(kind__startswith="questions/")
        return lines.exclude(pk__in=lines.filter(of_applicants).exclude(state=Notice.State.DEAD).values("pk"))
