"""A problem that somebody names, the theme that grows out of problems, and what is said of it (domain 2.4, 6.2)."""

from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar, NamedTuple, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from lifecycle.models import Lifecycle
from registry.bodies.models import Opinion, StateBody
from registry.organisations.models import Organisation
from registry.reference.models import Region, Sphere
from tenders.plans import likeness
from tenders.procedure.models import Profile

OFFICE = ("call_officer", "approver")
PERHAPS = {"null": True, "blank": True}


def _person(words: Any, **options: Any) -> models.ForeignKey:
    kept = {"editable": False, "on_delete": models.PROTECT, "related_name": "+"}
    return models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=words, **kept, **options)


def _on_behalf_of(rows: str) -> models.ForeignKey:
    words = _("on behalf of")
    return models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name=rows, verbose_name=words, **PERHAPS)


def _where(rows: str) -> models.ForeignKey:
    return models.ForeignKey(Region, on_delete=models.PROTECT, related_name=rows, verbose_name=_("region"), **PERHAPS)


def _bodies_of(user: Any, *roles: str) -> list[int]:
    return [held.body_id for held in user.current_assignments if held.role in roles]


class ProblemQuerySet(models.QuerySet):
    def public(self) -> Self:
        """What stands on the board, or stood there; of what was taken down, the reason is read."""
        return self.filter(published_at__isnull=False)

    def on_board(self) -> Self:
        """What people can support and themes can grow out of."""
        return self.filter(status=Problem.Status.PUBLISHED)

    def visible_to(self, user: Any) -> Self:
        """The board for all; besides it one's own, and for officials what is addressed to their body."""
        if not user.is_authenticated:
            return self.public()
        if user.holds("auditor"):
            return self.all()
        bodies = _bodies_of(user, *OFFICE)
        return self.filter(Q(published_at__isnull=False) | Q(author=user) | Q(body__in=bodies))

    def officered_by(self, user: Any) -> Self:
        """What is addressed to the state bodies this person works for; all for an auditor."""
        return self.all() if user.holds("auditor") else self.filter(body__in=_bodies_of(user, *OFFICE))

    def awaiting_moderation(self, user: Any) -> Self:
        """What this person may put on the board or refuse."""
        return self.filter(status=Problem.Status.FILED, body__in=_bodies_of(user, "call_officer"))

    def for_list(self) -> Self:
        """With the names that a list shows, and how many people support each."""
        own = Support.objects.filter(problem=models.OuterRef("pk")).order_by().values("problem")
        count = Coalesce(models.Subquery(own.values_list(models.Count("pk"))), 0)
        return self.select_related("region", "sphere", "body", "organisation").annotate(support_count=count)


class Problem(Lifecycle):
    """A social problem that a citizen or an NGO names to a state body, with what shows it."""

    class Status(models.TextChoices):
        FILED = "filed", _("awaiting moderation")
        PUBLISHED = "published", _("on the board")
        REFUSED = "refused", _("not put on the board")
        TAKEN_DOWN = "taken_down", _("taken down from the board")

    NEXT: ClassVar[dict] = {
        Status.FILED: {Status.PUBLISHED, Status.REFUSED},
        Status.PUBLISHED: {Status.TAKEN_DOWN},
        Status.REFUSED: set(),
        Status.TAKEN_DOWN: set(),
    }

    code = models.CharField(_("code"), max_length=12, unique=True, editable=False)
    author = _person(_("named by"))
    organisation = _on_behalf_of("problems")
    body = models.ForeignKey(
        StateBody, on_delete=models.PROTECT, related_name="problems", verbose_name=_("addressed to")
    )
    region = _where("problems")
    sphere = models.ForeignKey(Sphere, on_delete=models.PROTECT, related_name="problems", verbose_name=_("sphere"))
    language = models.CharField(_("language of the text"), max_length=2, choices=User.Language)
    title = models.CharField(_("the problem in a sentence"), max_length=200)
    text = models.TextField(_("what is wrong, and for whom"), max_length=4000)
    evidence = models.TextField(_("what shows it"), max_length=2000)
    filed_at = models.DateTimeField(_("named"), editable=False)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.FILED, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    moderated_at = models.DateTimeField(_("moderated"), null=True, blank=True, editable=False)
    moderated_by = _person(_("moderated by"), **PERHAPS)
    because_kk = models.TextField(_("reason, in Kazakh"), blank=True, editable=False)
    because_ru = models.TextField(_("reason, in Russian"), blank=True, editable=False)

    objects = ProblemQuerySet.as_manager()

    class Meta:
        verbose_name = _("social problem")
        verbose_name_plural = _("social problems")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="filed") | Q(moderated_at__isnull=False, moderated_by__isnull=False),
                name="problem_moderated_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["published", "taken_down"]) | Q(published_at__isnull=False),
                name="problem_published_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["refused", "taken_down"]) | ~(Q(because_kk="") | Q(because_ru="")),
                name="problem_kept_off_the_board_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["status", "-published_at", "-id"], name="problem_in_order")]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("plans:problem", args=[self.code])

    @property
    def public_title(self) -> str:
        """What everybody reads of it in a list: of what is not on the board, only the code."""
        return self.title if self.status == self.Status.PUBLISHED else self.code


class Support(models.Model):
    """That a person shares a problem: once, and for good."""

    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="supports")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("support of a problem")
        verbose_name_plural = _("supports of problems")
        constraints = [models.UniqueConstraint(fields=["problem", "user"], name="one_support_a_person")]

    def __str__(self) -> str:
        return f"{self.problem_id}: {self.user_id}"


class Repeat(NamedTuple):
    """An earlier theme that another one is too much like, and how much, of 100."""

    theme: "Theme"
    percent: Decimal


class ThemeQuerySet(models.QuerySet):
    def public(self) -> Self:
        """What everybody may read: every theme from the beginning of its discussion on."""
        return self.filter(discussed_at__isnull=False)

    def visible_to(self, user: Any) -> Self:
        """Themes that are or were discussed, for all; drafts for the officials of their body and for auditors."""
        if not user.is_authenticated:
            return self.public()
        if user.holds("auditor"):
            return self.all()
        return self.filter(Q(discussed_at__isnull=False) | Q(body__in=_bodies_of(user, *OFFICE)))

    def officered_by(self, user: Any) -> Self:
        """The themes of the state bodies this person works for; all for an auditor."""
        return self.all() if user.holds("auditor") else self.filter(body__in=_bodies_of(user, *OFFICE))

    def approved(self) -> Self:
        """What calls can begin from (R-020)."""
        return self.filter(status=Theme.Status.APPROVED)

    def in_discussion(self, at: datetime) -> Self:
        """What can be commented on at this moment; the clock decides."""
        return self.filter(status=Theme.Status.DISCUSSION, discussion_until__gte=at)

    def awaiting_opening(self, user: Any, at: datetime) -> Self:
        """The drafts this person began."""
        return self.filter(status=Theme.Status.DRAFT, drafted_by=user)

    def awaiting_answers(self, user: Any, at: datetime) -> Self:
        """Themes in discussion with a comment that this person may answer."""
        open_ones = self.filter(status=Theme.Status.DISCUSSION, body__in=_bodies_of(user, "call_officer"))
        return open_ones.filter(models.Exists(_unanswered()))

    def awaiting_decision(self, user: Any, at: datetime) -> Self:
        """Themes of others whose discussion is over and answered, for this person to decide."""
        own = self.filter(body__in=_bodies_of(user, "approver")).exclude(drafted_by=user)
        over = own.filter(status=Theme.Status.DISCUSSION, discussion_until__lt=at)
        return over.exclude(models.Exists(_unanswered()))

    def for_list(self) -> Self:
        """With the names that a row shows."""
        return self.select_related("body", "sphere", "region")


def _unanswered() -> models.QuerySet:
    return Comment.objects.unanswered().filter(theme=models.OuterRef("pk"))


class Theme(Lifecycle):
    """What a state body means to order in a year: for whom, why, for how much; discussed before it is approved."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        DISCUSSION = "discussion", _("in public discussion")
        APPROVED = "approved", _("approved")
        DROPPED = "dropped", _("not taken into the plan")

    NEXT: ClassVar[dict] = {
        Status.DRAFT: {Status.DISCUSSION},
        Status.DISCUSSION: {Status.APPROVED, Status.DROPPED},
        Status.APPROVED: set(),
        Status.DROPPED: set(),
    }

    number = models.CharField(_("number"), max_length=30, unique=True, editable=False)
    body = models.ForeignKey(StateBody, on_delete=models.PROTECT, related_name="themes", verbose_name=_("state body"))
    profile = models.ForeignKey(
        Profile, on_delete=models.PROTECT, related_name="themes", verbose_name=_("procedure profile")
    )
    year = models.PositiveSmallIntegerField(
        _("year of the plan"), validators=[MinValueValidator(2003), MaxValueValidator(2100)]
    )
    sphere = models.ForeignKey(Sphere, on_delete=models.PROTECT, related_name="themes", verbose_name=_("sphere"))
    region = _where("themes")
    problems = models.ManyToManyField(Problem, blank=True, related_name="themes", verbose_name=_("problems"))
    title_kk = models.CharField(_("title in Kazakh"), max_length=250)
    title_ru = models.CharField(_("title in Russian"), max_length=250)
    need_kk = models.TextField(_("the need and what shows it, in Kazakh"), max_length=4000)
    need_ru = models.TextField(_("the need and what shows it, in Russian"), max_length=4000)
    target_group_kk = models.TextField(_("target group in Kazakh"), max_length=1000)
    target_group_ru = models.TextField(_("target group in Russian"), max_length=1000)
    budget_amount = models.DecimalField(
        _("budget, tenge"), max_digits=16, decimal_places=2, validators=[MinValueValidator(1)]
    )
    years = models.PositiveSmallIntegerField(_("years of the work"), default=1, validators=[MinValueValidator(1)])
    repeats_because_kk = models.TextField(_("why it is ordered again, in Kazakh"), max_length=2000, blank=True)
    repeats_because_ru = models.TextField(_("why it is ordered again, in Russian"), max_length=2000, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    drafted_by = _person(_("drafted by"))
    drafted_at = models.DateTimeField(_("drafted"), editable=False)
    discussed_at = models.DateTimeField(_("discussion began"), null=True, blank=True, editable=False)
    discussion_until = models.DateTimeField(_("discussion until"), null=True, blank=True, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    decided_by = _person(_("decided by"), **PERHAPS)
    dropped_because_kk = models.TextField(blank=True, editable=False)
    dropped_because_ru = models.TextField(blank=True, editable=False)
    opinions = GenericRelation(Opinion, content_type_field="about_type", object_id_field="about_id")

    objects = ThemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("theme of a plan")
        verbose_name_plural = _("themes of plans")
        ordering = ["-year", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(budget_amount__gt=0), name="theme_has_a_budget"),
            models.CheckConstraint(condition=Q(years__gte=1), name="theme_lasts_a_year_at_least"),
            models.CheckConstraint(
                condition=Q(status="draft")
                | Q(
                    discussed_at__isnull=False,
                    discussion_until__isnull=False,
                    discussion_until__gt=models.F("discussed_at"),
                ),
                name="theme_discussed_between_two_moments",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["approved", "dropped"])
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="theme_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status="approved") | Q(decided_at__gt=models.F("discussion_until")),
                name="theme_approved_after_its_discussion",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=models.F("drafted_by")),
                name="theme_decided_by_another_than_its_drafter",
            ),
            models.CheckConstraint(
                condition=~Q(status="dropped") | ~(Q(dropped_because_kk="") | Q(dropped_because_ru="")),
                name="theme_dropped_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["body", "year"], name="theme_of_a_plan")]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("plans:theme", args=[self.number])

    def get_plan_url(self) -> str:
        """The plan of its body and year."""
        return reverse("plans:plan", args=[self.body.code, self.year])

    def takes_comments(self, at: datetime) -> bool:
        """Whether a comment said at this moment is in time."""
        return (
            self.status == self.Status.DISCUSSION and self.discussion_until is not None and at <= self.discussion_until
        )

    def first_end(self, at: datetime) -> datetime:
        """The earliest moment at which a discussion that begins now may end (R-021); the next day where no law says."""
        return self.profile.window_end(at, self.profile.theme_discussion_wd or 1)

    def repeats(self) -> list[Repeat]:
        """Themes of its body's last years and of its own that it is too much like, the likest first (R-031)."""
        limit, years = self.profile.theme_likeness_percent, self.profile.theme_likeness_years
        if limit is None or years is None:
            return []
        earlier = Theme.objects.public().filter(body=self.body_id, year__range=(self.year - years, self.year))
        if self.discussed_at:
            earlier = earlier.filter(discussed_at__lt=self.discussed_at)
        texts = ("title_kk", "title_ru", "target_group_kk", "target_group_ru")
        others = earlier.exclude(pk=self.pk).only("number", "year", *texts)
        found = [Repeat(other, likeness.percent(self._told(), other._told())) for other in others]
        return sorted((one for one in found if one.percent > limit), key=lambda one: (-one.percent, one.theme.pk))

    @property
    def is_explained(self) -> bool:
        """Whether it says in both languages why it is ordered again."""
        return bool(self.repeats_because_kk.strip() and self.repeats_because_ru.strip())

    def public_calls(self) -> list[Any]:
        """The published calls that were begun from it, of those that were fetched with it."""
        return [call for call in self.calls.all() if call.published_at]

    def _told(self) -> tuple[str, str]:
        return f"{self.title_kk} {self.target_group_kk}", f"{self.title_ru} {self.target_group_ru}"


class CommentQuerySet(models.QuerySet):
    def unanswered(self) -> Self:
        """What still awaits an answer."""
        return self.filter(answered_at__isnull=True)

    def visible_to(self, user: Any) -> Self:
        """As the theme it is about."""
        return self.filter(theme__in=Theme.objects.visible_to(user))


class Comment(models.Model):
    """What a person says of a theme in discussion, and the answer of the state body. Neither is ever changed."""

    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="comments", verbose_name=_("theme"))
    author = _person(_("said by"))
    organisation = _on_behalf_of("plan_comments")
    language = models.CharField(_("language of the text"), max_length=2, choices=User.Language)
    text = models.TextField(_("your comment"), max_length=3000)
    said_at = models.DateTimeField(_("said"), editable=False)
    answer_kk = models.TextField(_("answer in Kazakh"), max_length=3000, blank=True)
    answer_ru = models.TextField(_("answer in Russian"), max_length=3000, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)
    answered_by = _person(_("answered by"), **PERHAPS)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment on a theme")
        verbose_name_plural = _("comments on themes")
        ordering = ["said_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, answer_kk="", answer_ru="")
                | Q(answered_at__isnull=False, answered_by__isnull=False) & ~(Q(answer_kk="") | Q(answer_ru="")),
                name="comment_answered_in_both_languages",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.theme_id}, {self.pk}"
