"""A call, its lots, criteria and requirements (domain 5.1, 6.2)."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lifecycle.models import Lifecycle
from registry.bodies.models import Opinion, StateBody
from registry.reference.models import Region, Sphere
from tenders.plans.models import Theme
from tenders.procedure.models import Profile


class CallQuerySet(models.QuerySet):
    def public(self) -> Self:
        """What everybody may read: every call from its publication on."""
        return self.filter(published_at__isnull=False)

    def open(self, at: datetime) -> Self:
        """The calls that take applications at this moment; the clock decides, not a job (Q9)."""
        return self.filter(status=Call.Status.PUBLISHED, deadline_at__gte=at)

    def expired(self, at: datetime) -> Self:
        """Published calls whose deadline has passed."""
        return self.filter(status=Call.Status.PUBLISHED, deadline_at__lt=at)

    def to_be_opened(self, at: datetime) -> Self:
        """Closed calls whose opening time has come."""
        return self.filter(status=Call.Status.CLOSED, opening_at__lte=at)

    def to_lose_their_key(self) -> Self:
        """Calls that were cancelled before their opening and have not said yet that their key is destroyed (R-028)."""
        return self.filter(status=Call.Status.CANCELLED, opened_at=None, seal_key__destroyed_at=None)

    def past_appeals(self, at: datetime) -> Self:
        """Calls with published results whose appeal window is over."""
        return self.filter(status=Call.Status.RESULTS_PRELIM, appeals_until__lt=at)

    def visible_to(self, user: Any) -> Self:
        """Published calls for all; drafts for the officers of their customer and for auditors."""
        if not user.is_authenticated:
            return self.public()
        if user.holds("auditor"):
            return self.all()
        bodies = [a.body_id for a in user.current_assignments if a.role in ("call_officer", "approver")]
        return self.filter(models.Q(published_at__isnull=False) | models.Q(customer__in=bodies))

    def officered_by(self, user: Any) -> Self:
        """The calls of the state bodies for which this person drafts or approves; all for an auditor."""
        if user.holds("auditor"):
            return self.all()
        bodies = [a.body_id for a in user.current_assignments if a.role in ("call_officer", "approver")]
        return self.filter(customer__in=bodies)

    def awaiting_completion(self, user: Any) -> Self:
        """The drafts this person began."""
        return self.filter(status=Call.Status.DRAFT, drafted_by=user)

    def awaiting_approval(self, user: Any) -> Self:
        """The drafts of others that this person may approve (R-025)."""
        return self.filter(status=Call.Status.DRAFT, customer__in=_bodies_approved_by(user)).exclude(drafted_by=user)

    def awaiting_publication(self, user: Any) -> Self:
        """The approved calls of others that this person may publish (R-025)."""
        return self.filter(status=Call.Status.APPROVED, customer__in=_bodies_approved_by(user)).exclude(drafted_by=user)

    def soonest_first(self, at: datetime) -> Self:
        """Calls that take applications at this moment, the nearest deadline first; then the rest, newest first."""
        takes = models.Q(status=Call.Status.PUBLISHED, deadline_at__gte=at)
        open_until = models.Case(models.When(takes, then="deadline_at"), output_field=models.DateTimeField())
        return self.annotate(open_until=open_until).order_by("open_until", "-deadline_at", "-pk")

    def for_list(self) -> Self:
        """With what a row of the list shows: the customer, the sphere, the sum and the number of lots."""
        counted = _of_its_lots(models.Count("pk"))
        return self.select_related("customer", "sphere").with_budget().annotate(lot_count=counted)

    def with_counts(self) -> Self:
        """With how many documents, changes in force and answered questions it has: its page asks for none in vain."""
        in_force, answered = models.Q(changes__status="confirmed"), models.Q(questions__answered_at__isnull=False)
        return self.annotate(
            document_count=models.Count("documents", distinct=True),
            change_count=models.Count("changes", filter=in_force, distinct=True),
            answer_count=models.Count("questions", filter=answered, distinct=True),
        )

    def with_budget(self) -> Self:
        """With the sum of the budgets of its lots, in tenge; added up for the rows that are shown alone."""
        return self.annotate(budget_amount=_of_its_lots(models.Sum("budget_amount")))


def _of_its_lots(figure: models.Aggregate) -> models.Subquery:
    own = Lot.objects.filter(call=models.OuterRef("pk")).order_by().values("call")
    return models.Subquery(own.values_list(figure))


def _bodies_approved_by(user: Any) -> list[int]:
    return [a.body_id for a in user.current_assignments if a.role == "approver"]


class Call(Lifecycle):
    """One tender: what is ordered, for whom, by when and by which rules."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        APPROVED = "approved", _("approved")
        PUBLISHED = "published", _("accepting applications")
        CLOSED = "closed", _("closed, awaiting opening")
        OPENED = "opened", _("opened")
        ADMISSION = "admission", _("admission")
        SCORING = "scoring", _("scoring")
        DELIBERATION = "deliberation", _("deliberation")
        RESULTS_PRELIM = "results_prelim", _("results published, appeals open")
        RESULTS_FINAL = "results_final", _("results final")
        FAILED = "failed", _("failed")
        CANCELLED = "cancelled", _("cancelled")

    NEXT: ClassVar[dict] = {
        Status.DRAFT: {Status.APPROVED},
        Status.APPROVED: {Status.PUBLISHED, Status.DRAFT},
        Status.PUBLISHED: {Status.CLOSED, Status.CANCELLED},
        Status.CLOSED: {Status.OPENED, Status.CANCELLED},
        Status.OPENED: {Status.FAILED, Status.ADMISSION, Status.CANCELLED},
        Status.ADMISSION: {Status.SCORING, Status.FAILED, Status.CANCELLED},
        Status.SCORING: {Status.DELIBERATION, Status.CANCELLED},
        Status.DELIBERATION: {Status.RESULTS_PRELIM, Status.CANCELLED},
        Status.RESULTS_PRELIM: {Status.RESULTS_FINAL},
        Status.RESULTS_FINAL: set(),
        Status.FAILED: set(),
        Status.CANCELLED: set(),
    }
    SEALED = frozenset({Status.DRAFT, Status.APPROVED, Status.PUBLISHED, Status.CLOSED})

    class Instrument(models.TextChoices):
        SOCIAL_ORDER = "social_order", _("state social order")
        GRANT = "grant", _("state grant")
        PARTNERSHIP = "partnership", _("state order for strategic partnership")

    class Level(models.TextChoices):
        CENTRAL = "central", _("central")
        SECTORAL = "sectoral", _("sectoral")
        REGIONAL = "regional", _("regional")

    number = models.CharField(_("number"), max_length=30, unique=True, editable=False)
    instrument = models.CharField(_("instrument"), max_length=15, choices=Instrument, default=Instrument.SOCIAL_ORDER)
    profile = models.ForeignKey(
        Profile, on_delete=models.PROTECT, related_name="calls", verbose_name=_("procedure profile")
    )
    theme = models.ForeignKey(
        Theme, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="calls",
        verbose_name=_("theme of the plan"),
    )  # fmt: skip
    level = models.CharField(_("level"), max_length=10, choices=Level)
    sphere = models.ForeignKey(Sphere, on_delete=models.PROTECT, related_name="calls", verbose_name=_("sphere"))
    customer = models.ForeignKey(StateBody, on_delete=models.PROTECT, related_name="calls", verbose_name=_("customer"))
    title_kk = models.CharField(_("title in Kazakh"), max_length=250)
    title_ru = models.CharField(_("title in Russian"), max_length=250)
    purpose_kk = models.TextField(_("purpose in Kazakh"))
    purpose_ru = models.TextField(_("purpose in Russian"))
    subsidiarity_kk = models.TextField(_("why this level, in Kazakh"))
    subsidiarity_ru = models.TextField(_("why this level, in Russian"))
    legal_basis = models.CharField(_("legal basis"), max_length=250)
    budget_code = models.CharField(_("budget specific"), max_length=20, blank=True)
    contact_name = models.CharField(_("contact person"), max_length=150)
    contact_phone = models.CharField(_("contact telephone"), max_length=40)
    contact_email = models.EmailField(_("contact e-mail"))
    publish_on = models.DateField(_("day of publication"))
    deadline_at = models.DateTimeField(_("deadline for applications"))
    opening_at = models.DateTimeField(_("opening"))
    status = models.CharField(_("status"), max_length=15, choices=Status, default=Status.DRAFT, editable=False)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    drafted_at = models.DateTimeField(editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    approved_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    conditions_hash = models.CharField(max_length=64, blank=True, editable=False)
    draw_seed = models.CharField(max_length=64, blank=True, editable=False)
    draw_commitment = models.CharField(max_length=64, blank=True, editable=False)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    scoring_until = models.DateTimeField(null=True, blank=True, editable=False)
    results_at = models.DateTimeField(_("results published"), null=True, blank=True, editable=False)
    appeals_until = models.DateTimeField(_("appeals until"), null=True, blank=True, editable=False)
    copied_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="copies", editable=False
    )
    # The parts of a copy that nobody has looked at yet, by the names of their pages.
    unread_parts = models.JSONField(default=list, blank=True, editable=False)
    ended_because_kk = models.TextField(blank=True, editable=False)
    ended_because_ru = models.TextField(blank=True, editable=False)
    opinions = GenericRelation(Opinion, content_type_field="about_type", object_id_field="about_id")

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opening_at__gte=models.F("deadline_at")), name="call_opens_after_the_deadline"
            ),
            models.CheckConstraint(
                condition=models.Q(status="draft") | models.Q(approved_at__isnull=False, approved_by__isnull=False),
                name="call_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True) | ~models.Q(approved_by=models.F("drafted_by")),
                name="call_approver_is_not_drafter",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["draft", "approved"])
                | (
                    models.Q(published_at__isnull=False) & ~models.Q(conditions_hash="") & ~models.Q(draw_commitment="")
                ),
                name="call_published_with_frozen_conditions",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["draft", "approved", "published", "closed", "cancelled"])
                | models.Q(opened_at__isnull=False),
                name="call_opened_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=["results_prelim", "results_final"])
                | models.Q(results_at__isnull=False, appeals_until__isnull=False),
                name="call_results_with_appeal_window",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=["failed", "cancelled"])
                | ~(models.Q(ended_because_kk="") | models.Q(ended_because_ru="")),
                name="call_ended_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["status", "deadline_at"]), models.Index(fields=["-published_at", "-id"])]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("calls:detail", args=[self.number])

    def accepts_applications(self, at: datetime) -> bool:
        """Whether an application received at this moment is in time: to the microsecond, inclusive (R-040).

        The clock may have closed the call while what came in time was still on its way through.
        """
        return self.status in (self.Status.PUBLISHED, self.Status.CLOSED) and at <= self.deadline_at

    @property
    def is_sealed(self) -> bool:
        """Whether nobody but an NGO's own people may know of its application (R-041)."""
        return self.opened_at is None

    @property
    def has_public_results(self) -> bool:
        """Whether the results protocol is published (R-067)."""
        return self.results_at is not None

    def named_members(self) -> Any:
        """The seats of its commission with their people; the public learns them with the results (R-050)."""
        if not (self.has_public_results and hasattr(self, "commission")):
            return []
        return self.commission.members.serving().select_related("user")


class Lot(models.Model):
    """A part of a call with a budget of its own."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="lots")
    number = models.PositiveSmallIntegerField(_("lot number"))
    title_kk = models.CharField(_("title in Kazakh"), max_length=250)
    title_ru = models.CharField(_("title in Russian"), max_length=250)
    description_kk = models.TextField(_("description in Kazakh"))
    description_ru = models.TextField(_("description in Russian"))
    regions = models.ManyToManyField(Region, blank=True, related_name="lots", verbose_name=_("regions"))
    target_group_kk = models.TextField(_("target group in Kazakh"))
    target_group_ru = models.TextField(_("target group in Russian"))
    results_kk = models.TextField(_("expected results in Kazakh"))
    results_ru = models.TextField(_("expected results in Russian"))
    budget_amount = models.DecimalField(
        _("budget, tenge"), max_digits=16, decimal_places=2, validators=[MinValueValidator(1)]
    )
    starts_on = models.DateField(_("work begins"))
    ends_on = models.DateField(_("work ends"))
    max_awards = models.PositiveSmallIntegerField(_("awards at most"), null=True, blank=True)
    allow_skip = models.BooleanField(_("the funding line may skip an application that does not fit"), default=False)
    reserve_size = models.PositiveSmallIntegerField(_("places on the reserve list"), default=3)
    own_share_percent = models.DecimalField(
        _("own contribution of the applicant at least, percent of the cost"), max_digits=5, decimal_places=2, null=True,
        blank=True, validators=[MinValueValidator(0), MaxValueValidator(100)],
    )  # fmt: skip

    class Meta:
        verbose_name = _("lot")
        verbose_name_plural = _("lots")
        ordering = ["call", "number"]
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="lot_number_once"),
            models.CheckConstraint(condition=models.Q(budget_amount__gt=0), name="lot_has_a_budget"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gt=models.F("starts_on")), name="lot_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=models.Q(own_share_percent__isnull=True)
                | models.Q(own_share_percent__gte=0, own_share_percent__lte=100),
                name="lot_own_share_of_100",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call.number}, {self.number}"

    @property
    def years(self) -> int:
        """How many years its work lasts, counted from its first day; one that is begun counts whole."""
        first, last = self.starts_on, self.ends_on
        return last.year - first.year + ((last.month, last.day) >= (first.month, first.day))


class Criterion(models.Model):
    """What applications are scored on: a weight of 100, an anchor for each mark, a least mean (R-024)."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="criteria")
    code = models.SlugField(_("code"), max_length=30)
    order = models.PositiveSmallIntegerField(_("order"))
    name_kk = models.CharField(_("name in Kazakh"), max_length=150)
    name_ru = models.CharField(_("name in Russian"), max_length=150)
    anchors_kk = models.JSONField(_("what each mark means, in Kazakh"), default=list)
    anchors_ru = models.JSONField(_("what each mark means, in Russian"), default=list)
    weight = models.DecimalField(
        _("weight"), max_digits=5, decimal_places=2, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    min_points = models.DecimalField(_("least mean"), max_digits=3, decimal_places=1)
    is_price = models.BooleanField(_("scores the price"), default=False)

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["call", "order"]
        constraints = [
            models.UniqueConstraint(fields=["call", "code"], name="criterion_code_once"),
            models.CheckConstraint(condition=models.Q(weight__gt=0, weight__lte=100), name="criterion_weight_of_100"),
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.name_ru}"


class Requirement(models.Model):
    """What an application must meet to be admitted; a rejection names one of these (R-056)."""

    class Kind(models.TextChoices):
        ELIGIBILITY = "eligibility", _("eligibility")
        QUALIFICATION = "qualification", _("qualification")

    class Proof(models.TextChoices):
        RECORD = "record", _("the register, or the application itself")
        DOCUMENT = "document", _("a document that the applicant attaches")

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="requirements")
    code = models.CharField(_("code"), max_length=10)
    kind = models.CharField(_("kind"), max_length=15, choices=Kind, default=Kind.ELIGIBILITY)
    text_kk = models.TextField(_("requirement in Kazakh"))
    text_ru = models.TextField(_("requirement in Russian"))
    proof_kind = models.CharField(_("what proves it"), max_length=8, choices=Proof, default=Proof.RECORD)
    proof_kk = models.CharField(_("proof in Kazakh"), max_length=250)
    proof_ru = models.CharField(_("proof in Russian"), max_length=250)
    reason_kk = models.TextField(_("why it is required, in Kazakh"))
    reason_ru = models.TextField(_("why it is required, in Russian"))
    is_curable = models.BooleanField(_("may be cured"), default=False)

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        ordering = ["call", "code"]
        constraints = [models.UniqueConstraint(fields=["call", "code"], name="requirement_code_once")]

    def __str__(self) -> str:
        return self.code

    @property
    def asks_for_a_document(self) -> bool:
        """Whether an application is incomplete without a file for it."""
        return self.proof_kind == self.Proof.DOCUMENT
