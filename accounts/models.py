"""People who sign in, and the roles they hold for a state body or the whole country."""

from datetime import date, datetime, timedelta
from typing import Any, ClassVar, Self

from auditlog.registry import auditlog
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **facts: Any) -> "User":
        """A person who signs in by e-mail."""
        user = self.model(email=email.strip().lower(), **facts)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **facts: Any) -> "User":
        """A system administrator: accounts and settings, no tender role."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **facts)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person, known by e-mail."""

    class Language(models.TextChoices):
        KAZAKH = "kk", _("Kazakh")
        RUSSIAN = "ru", _("Russian")
        ENGLISH = "en", _("English")

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("full name"), max_length=150)
    language = models.CharField(_("language of messages"), max_length=2, choices=Language, default=Language.KAZAKH)
    is_staff = models.BooleanField(_("may enter the admin"), default=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [models.UniqueConstraint(Lower("email"), name="one_person_an_email")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

    def holds(self, role: str, body_id: int | None = None) -> bool:
        """Whether this person holds a role today, for this state body where one is named."""
        return any(a.role == role and body_id in (None, a.body_id) for a in self.current_assignments)

    @property
    def current_assignments(self) -> list["Assignment"]:
        """The roles held today, read once a request."""
        if not hasattr(self, "_current_assignments"):
            self._current_assignments = list(self.assignments.current(timezone.localdate()))
        return self._current_assignments

    @property
    def is_official(self) -> bool:
        """Staff and everybody with a role: they need a second factor (S1)."""
        return self.is_staff or bool(self.current_assignments)


class AssignmentQuerySet(models.QuerySet):
    def current(self, day: date) -> Self:
        """The assignments in force on a day."""
        return self.filter(models.Q(until__isnull=True) | models.Q(until__gt=day), since__lte=day)


class Assignment(models.Model):
    """A role of domain section 7 that a person holds, for one state body or for all, between two days."""

    class Role(models.TextChoices):
        REGISTRY_OFFICER = "registry_officer", _("registry officer")
        CALL_OFFICER = "call_officer", _("call officer")
        APPROVER = "approver", _("approver")
        COMMISSION = "commission", _("commission member")
        APPEALS_OFFICER = "appeals_officer", _("appeals officer")
        CONTRACT_MANAGER = "contract_manager", _("contract manager")
        INSPECTOR = "inspector", _("inspector")
        FINANCE = "finance", _("finance officer")
        AUDITOR = "auditor", _("auditor")

    FOR_A_BODY = frozenset({Role.CALL_OFFICER, Role.APPROVER, Role.CONTRACT_MANAGER, Role.INSPECTOR, Role.FINANCE})
    IN_THE_ADMIN = frozenset({Role.REGISTRY_OFFICER})

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    body = models.ForeignKey(
        "registry.StateBody",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="assignments",
        verbose_name=_("state body"),
    )
    since = models.DateField(_("since"), default=timezone.localdate)
    until = models.DateField(_("until"), null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("role of a person")
        verbose_name_plural = _("roles of people")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="assignment_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~models.Q(role__in=["call_officer", "approver", "contract_manager", "inspector", "finance"])
                | models.Q(body__isnull=False),
                name="assignment_names_its_body",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


# Afterwards nobody waits for an answer any more.
UNANSWERED = timedelta(days=30)


class InvitationQuerySet(models.QuerySet):
    def open(self, at: datetime) -> Self:
        """Those that can still be accepted."""
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=at)

    def unanswered(self, at: datetime) -> Self:
        """Those that ran out in the last 30 days, and the person was not invited to that role since."""
        later = Invitation.objects.filter(email=models.OuterRef("email"), role=models.OuterRef("role"))
        ran_out = self.filter(accepted_at__isnull=True, revoked_at__isnull=True)
        return ran_out.filter(expires_at__lte=at, expires_at__gt=at - UNANSWERED).exclude(
            models.Exists(later.filter(pk__gt=models.OuterRef("pk")))
        )


class Invitation(models.Model):
    """A seat kept for an e-mail address until the person accepts it by the link in the mail."""

    class Purpose(models.TextChoices):
        ORGANISATION = "organisation", _("work for an organisation")
        ROLE = "role", _("hold a role")

    email = models.EmailField(_("e-mail"))
    language = models.CharField(
        _("language of the mail"), max_length=2, choices=User.Language, default=User.Language.KAZAKH
    )
    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose)
    role = models.CharField(_("role"), max_length=20)
    organisation = models.ForeignKey(
        "registry.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="invitations"
    )
    body = models.ForeignKey(
        "registry.StateBody",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="invitations",
        verbose_name=_("state body"),
    )
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("invited by")
    )
    invited_at = models.DateTimeField(_("invited"))
    expires_at = models.DateTimeField(_("expires"))
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | models.Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="invitation_accepted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.role}"

    def get_role_display(self) -> str:
        """The role in words, where it is one of this app; an organisation's roles are its own."""
        return str(dict(Assignment.Role.choices).get(self.role, self.role))

    def why_closed(self, at: datetime) -> Any:
        """Why it can no longer be accepted, in words; nothing while it can."""
        if self.accepted_at:
            return _("This invitation was accepted already.")
        if self.revoked_at:
            return _("This invitation was withdrawn. Ask for a new one.")
        if self.expires_at <= at:
            return _("This invitation has run out. Ask for a new one.")
        return ""


# Old and new value of every change, with who made it and when. Passwords leave no trace.
auditlog.register(User, exclude_fields=["password", "last_login"])
auditlog.register(Assignment)
