"""People, their roles and invitations, for the system administrator."""

from typing import Any, ClassVar

from allauth.account import admin as _account_admin  # noqa: F401 - registers first what is unregistered below
from allauth.account.models import EmailAddress
from allauth.mfa import admin as _mfa_admin  # noqa: F401 - likewise
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin
from django.contrib.auth import admin as _auth_admin  # noqa: F401 - likewise
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts import actions, rules
from accounts.models import Assignment, Invitation, User
from lifecycle import clock
from lifecycle.admin import WHEN_THERE_IS_TIME, Kept, ReadOnly, Waits, Work
from ui.guards import told

# Roles are assignments, not groups; addresses and second factors of a person are that person's own matter.
admin.site.unregister([Group, EmailAddress, Authenticator])


class OfPeople(Kept):
    """What only the system administrator sees and changes."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whether it stands on the index."""
        return rules.can_manage_people(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether it may be read."""
        return rules.can_manage_people(request.user)


class SeatForm(forms.ModelForm):
    """A role, and the state body where the role needs one."""

    def clean(self) -> dict[str, Any]:
        """Check that the state body is named."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("role") in Assignment.FOR_A_BODY and not cleaned.get("body"):
            self.add_error("body", _("Name the state body that this role is held for."))
        return cleaned


class RoleInline(admin.StackedInline):
    """The roles of one person: a new one is given here, an old one is ended in its own list."""

    model = Assignment
    form = SeatForm
    extra = 0
    fields = ("role", "body", "since", "until")
    readonly_fields = ("since", "until")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody may: a role is given and ended."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody may."""
        return False


class PersonForm(forms.ModelForm):
    """What may be corrected about a person, and why it is."""

    because = forms.CharField(label=_("Reason"), max_length=300)

    class Meta:
        model = User
        fields = ("name", "language", "is_active")


@admin.register(User)
class UserAdmin(OfPeople):
    """People sign up; administrators are made by a command. Here a name is corrected, a door shut, a role given."""

    form = PersonForm
    inlines = (RoleInline,)
    list_display = ("email", "name", "language", "is_active", "is_staff", "is_superuser", "last_login")
    list_filter = ("is_active", "is_staff", "is_superuser", "language")
    search_fields = ("email", "name")
    ordering = ("email",)
    fields = (
        *("email", "name", "language", "is_active", "because"),
        *("is_staff", "is_superuser", "last_login", "date_joined"),
    )
    readonly_fields = ("email", "is_staff", "is_superuser", "last_login", "date_joined")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """People sign up themselves, or are invited."""
        return False

    def save_model(self, request: HttpRequest, obj: User, form: forms.ModelForm, change: bool) -> None:
        """Correct the person through the one action that may."""
        changes = {name: form.cleaned_data[name] for name in PersonForm.Meta.fields}
        because = form.cleaned_data["because"]
        with told(request, _("The person is corrected.")):
            actions.correct(obj, **changes, by=request.user, at=clock.now(), because=because)

    def save_formset(self, request: HttpRequest, form: forms.ModelForm, formset: Any, change: bool) -> None:
        """Give each new role through the one action that may."""
        for assignment in formset.save(commit=False):
            facts = {"role": assignment.role, "body": assignment.body, "because": form.cleaned_data["because"]}
            with told(request, _("The role is given.")):
                actions.assign(form.instance, **facts, by=request.user, at=clock.now())
        formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []


@admin.register(Assignment)
class AssignmentAdmin(OfPeople, ReadOnly):
    """Who holds which role, and who held it."""

    list_display = ("user", "role", "body", "since", "until")
    list_filter = ("role", "body")
    list_select_related = ("user", "body")
    search_fields = ("user__email", "user__name")
    ordering = ("-pk",)
    actions = ("end",)

    @admin.action(description=_("End the role today, with a reason"))
    def end(self, request: HttpRequest, chosen: QuerySet[Assignment]) -> None:
        """End each of the chosen roles."""
        by, at = request.user, clock.now()
        self.act_on_each(
            request, chosen, lambda role, because: actions.end_assignment(role, by=by, at=at, because=because)
        )


class InvitationWaits(Waits):
    """What an administrator looks after."""

    kinds: ClassVar[dict] = {
        "unanswered": (_("ran out without an answer"), lambda rows, at: rows.unanswered(at)),
    }


class InvitationForm(SeatForm):
    """Whom to invite, into which role."""

    role = forms.ChoiceField(label=_("role"), choices=Assignment.Role.choices)

    class Meta:
        model = Invitation
        fields = ("email", "language", "role", "body")


@admin.register(Invitation)
class InvitationAdmin(OfPeople):
    """Seats kept for people. The link stands only in the mail."""

    needs_action = (
        Work(
            _("Invitations to a role that ran out without an answer"),
            {"waits": "unanswered", "purpose__exact": "role"},
            WHEN_THERE_IS_TIME,
        ),
    )

    form = InvitationForm
    list_display = (
        "email",
        "purpose",
        "role",
        "body",
        "invited_by",
        "invited_at",
        "expires_at",
        "accepted_at",
        "revoked_at",
    )
    list_filter = (InvitationWaits, "purpose", "role")
    list_select_related = ("body", "invited_by")
    search_fields = ("email",)
    ordering = ("-pk",)
    fields = ("email", "language", "role", "body")
    actions = ("revoke",)

    def has_change_permission(self, request: HttpRequest, obj: Invitation | None = None) -> bool:
        """Nobody may: an invitation is sent, accepted or withdrawn."""
        return False

    def save_model(self, request: HttpRequest, obj: Invitation, form: forms.ModelForm, change: bool) -> None:
        """Send the invitation through the one action that may."""
        seat = {**form.cleaned_data, "purpose": Invitation.Purpose.ROLE}
        obj.pk = actions.invite(**seat, by=request.user, at=clock.now()).pk

    @admin.action(description=_("Withdraw the invitation, with a reason"))
    def revoke(self, request: HttpRequest, chosen: QuerySet[Invitation]) -> None:
        """Withdraw each of the chosen invitations."""
        by, at = request.user, clock.now()
        self.act_on_each(
            request, chosen, lambda invitation, because: actions.revoke(invitation, by=by, at=at, because=because)
        )
