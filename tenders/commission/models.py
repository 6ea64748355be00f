"""A commission, its members, and what each declared about each bidder (domain 6.4)."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenders.applications.models import Application
from tenders.calls.models import Call


class CommissionQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """The commissions a person serves on, those of the state body of its officers, all for an auditor."""
        if not user.is_authenticated:
            return self.none()
        if user.holds("auditor"):
            return self.all()
        bodies = [a.body_id for a in user.current_assignments if a.role in ("call_officer", "approver")]
        seats = Member.objects.filter(user=user, until__isnull=True)
        return self.filter(models.Q(call__customer__in=bodies) | models.Q(pk__in=seats.values("commission")))


class Commission(models.Model):
    """The tender commission of one call, appointed by order."""

    call = models.OneToOneField(Call, on_delete=models.PROTECT, related_name="commission", verbose_name=_("call"))
    order_number = models.CharField(_("number of the order"), max_length=30)
    ordered_on = models.DateField(_("date of the order"))
    appointed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("appointed by")
    )
    appointed_at = models.DateTimeField(_("appointed"))

    objects = CommissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("commission")
        verbose_name_plural = _("commissions")

    def __str__(self) -> str:
        return self.call.number

    def get_absolute_url(self) -> str:
        return reverse("commission:detail", args=[self.call.number])


class MemberQuerySet(models.QuerySet):
    def serving(self) -> Self:
        """Members who have not been replaced."""
        return self.filter(until__isnull=True)

    def voting(self) -> Self:
        """Members with a vote: never the secretary, an expert or an observer."""
        return self.filter(role__in=Member.VOTING)

    def scoring(self) -> Self:
        """Members who score: those with a vote, and the experts."""
        return self.filter(role__in=Member.SCORING)

    def awaited(self) -> Self:
        """Members who read applications and still owe an answer about some bidder of their call (R-051)."""
        member, application = models.OuterRef(models.OuterRef("pk")), models.OuterRef("pk")
        answers = Declaration.objects.filter(member=member, application=application)
        bidders = Application.objects.opened().filter(lot__call=models.OuterRef("commission__call"))
        owed = bidders.filter(~models.Exists(answers))
        return self.serving().filter(models.Exists(owed), role__in=Member.READING)


class Member(models.Model):
    """A seat on a commission and the person in it."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("chair")
        DEPUTY = "deputy", _("deputy chair")
        MEMBER = "member", _("member")
        EXPERT = "expert", _("expert")
        SECRETARY = "secretary", _("secretary")
        OBSERVER = "observer", _("observer")

    VOTING: ClassVar = (Role.CHAIR, Role.DEPUTY, Role.MEMBER)
    SCORING: ClassVar = (Role.CHAIR, Role.DEPUTY, Role.MEMBER, Role.EXPERT)
    READING: ClassVar = (*SCORING, Role.SECRETARY)

    class Seat(models.TextChoices):
        CUSTOMER = "customer", _("customer")
        NGO = "ngo", _("NGOs")
        PUBLIC = "public", _("the public")

    commission = models.ForeignKey(Commission, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="commission_seats", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=10, choices=Role)
    seat = models.CharField(_("seat of"), max_length=10, choices=Seat)
    organisation_kk = models.CharField(_("place of work in Kazakh"), max_length=200)
    organisation_ru = models.CharField(_("place of work in Russian"), max_length=200)
    since = models.DateTimeField(_("since"))
    until = models.DateTimeField(_("until"), null=True, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("commission member")
        verbose_name_plural = _("commission members")
        ordering = ["commission", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["commission", "user"], name="one_seat_a_person"),
            models.UniqueConstraint(
                fields=["commission", "role"],
                condition=models.Q(role__in=["chair", "deputy", "secretary"], until__isnull=True),
                name="one_chair_deputy_secretary",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class DeclarationQuerySet(models.QuerySet):
    def conflicts(self) -> Self:
        """The declared conflicts; each recuses its member from the whole lot (R-051)."""
        return self.filter(answer=Declaration.Answer.CONFLICT)


class Declaration(models.Model):
    """What a member declared about a bidder, before reading anything of it (R-051, R-052)."""

    class Answer(models.TextChoices):
        NONE = "none", _("no conflict")
        CONFLICT = "conflict", _("conflict of interest")

    class Kind(models.TextChoices):
        KIN = "kin", _("family")
        WORK = "work", _("founder, board or paid work in the last three years")
        FINANCE = "finance", _("loan or property")
        ADVICE = "advice", _("adviser on the application")
        PERSONAL = "personal", _("friendship or enmity")
        OTHER = "other", _("another reason")

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="declarations")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="declarations")
    answer = models.CharField(_("answer"), max_length=8, choices=Answer)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, blank=True)
    explanation = models.TextField(_("explanation"), blank=True)
    declared_at = models.DateTimeField()

    objects = DeclarationQuerySet.as_manager()

    class Meta:
        verbose_name = _("declaration of conflicts")
        verbose_name_plural = _("declarations of conflicts")
        constraints = [
            # A conflict found later stands beside the first answer; nothing declared is taken back.
            models.UniqueConstraint(fields=["member", "application", "answer"], name="one_answer_of_a_kind_a_bidder"),
            models.CheckConstraint(
                condition=models.Q(answer="none", kind="") | (models.Q(answer="conflict") & ~models.Q(kind="")),
                name="declaration_conflict_has_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}, {self.application}: {self.get_answer_display()}"
