"""What the state gives NGOs besides tenders: measures, news, answers, guides (domain 3.1, A12)."""

from typing import Any, ClassVar, Self

from auditlog.registry import auditlog
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lifecycle.models import Lifecycle
from registry.organisations import naming
from registry.organisations.models import Organisation
from registry.reference.models import QuestionTopic, Region, SupportForm, spoken


def _person(words: Any, *, may_be_empty: bool = False) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=may_be_empty,
        blank=may_be_empty,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=words,
    )


def _perhaps(of: Any, words: Any, its_rows: str, hint: Any = "") -> models.ForeignKey:
    return models.ForeignKey(
        of, null=True, blank=True, on_delete=models.PROTECT, related_name=its_rows, verbose_name=words, help_text=hint
    )


class SupportMeasureQuerySet(models.QuerySet):
    def current(self) -> Self:
        """What holds now: rows that no later row took the place of."""
        return self.filter(superseded_by__isnull=True)

    def for_list(self) -> Self:
        """With the names that a list shows, newest first."""
        names = self.select_related("form", "organisation", "region", "given_by")
        return names.order_by("-given_on", "-pk")

    def on_page(self) -> Self:
        """What the page of one organisation shows."""
        return self.current().for_list()


class SupportMeasure(models.Model):
    """What was given to an organisation or a body: when, by whom, for how much. Never changed, only superseded."""

    form = models.ForeignKey(
        SupportForm, on_delete=models.PROTECT, related_name="measures", verbose_name=_("form of support")
    )
    organisation = _perhaps(Organisation, _("organisation"), "measures")
    receiver_kk = models.CharField(_("who received it, in Kazakh"), max_length=300, blank=True)
    receiver_ru = models.CharField(_("who received it, in Russian"), max_length=300, blank=True)
    region = _perhaps(
        Region, _("region"), "measures", _("By itself that of the organisation; empty for the whole country.")
    )
    given_by = models.ForeignKey(
        "registry.StateBody", on_delete=models.PROTECT, related_name="measures", verbose_name=_("given by")
    )
    given_on = models.DateField(_("given on"))
    until = models.DateField(_("until"), null=True, blank=True)
    what_kk = models.CharField(_("what was given, in Kazakh"), max_length=500)
    what_ru = models.CharField(_("what was given, in Russian"), max_length=500)
    cost_amount = models.DecimalField(_("cost, in tenge"), max_digits=16, decimal_places=2, null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded"), editable=False)
    recorded_by = _person(_("recorded by"))
    supersedes = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="superseded_by",
        verbose_name=_("takes the place of"),
    )
    because = models.TextField(_("reason of the change"), blank=True, editable=False)

    objects = SupportMeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("measure of support")
        verbose_name_plural = _("measures of support")
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, receiver_kk="", receiver_ru="")
                | Q(organisation__isnull=True) & ~Q(receiver_kk="") & ~Q(receiver_ru=""),
                name="measure_has_one_receiver",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("given_on")),
                name="measure_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(cost_amount__isnull=True) | Q(cost_amount__gte=0), name="measure_costs_nothing_or_more"
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True, because="") | Q(supersedes__isnull=False) & ~Q(because=""),
                name="measure_superseded_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["-given_on", "-id"], name="measure_in_order")]

    def __str__(self) -> str:
        return f"{spoken(self, 'what')} ({self.given_on:%d.%m.%Y})"

    def get_absolute_url(self) -> str:
        return reverse("support:measure", args=[self.pk])

    @property
    def receiver(self) -> str:
        """Who received it, in the reader's language: an organisation of the register or a body by its name."""
        return str(self.organisation) if self.organisation else spoken(self, "receiver")

    @property
    def what(self) -> str:
        """What was given, in the reader's language."""
        return spoken(self, "what")

    def earlier(self) -> list["SupportMeasure"]:
        """The rows that this one took the place of, the latest first."""
        found, row = [], self.supersedes
        while row:
            found.append(row)
            row = row.supersedes
        return found


class PublishedQuerySet(models.QuerySet):
    def published(self) -> Self:
        """What everybody reads, in its order."""
        return self.filter(status=Published.Status.PUBLISHED).order_by(*self.model.IN_ORDER)

    def public(self) -> Self:
        """What was ever published; of what was withdrawn, the reason is read."""
        return self.filter(published_at__isnull=False)


class Published(Lifecycle):
    """What officers draft, publish to everybody, and withdraw with a reason."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    NEXT: ClassVar[dict] = {
        Status.DRAFT: {Status.PUBLISHED},
        Status.PUBLISHED: {Status.WITHDRAWN},
        Status.WITHDRAWN: set(),
    }
    IN_ORDER: ClassVar[tuple[str, ...]] = ("pk",)

    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.DRAFT, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    withdrawal_reason = models.TextField(_("reason of withdrawal"), blank=True, editable=False)

    objects = PublishedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=["published", "withdrawn"]) | Q(published_at__isnull=False),
                name="%(class)s_published_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(status="withdrawn") | ~Q(withdrawal_reason=""), name="%(class)s_withdrawn_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return spoken(self, "title")


class News(Published):
    """A piece of news for NGOs, read on the site, in the feed and by mail."""

    IN_ORDER = ("-published_at", "-pk")

    title_kk = models.CharField(_("title in Kazakh"), max_length=200)
    title_ru = models.CharField(_("title in Russian"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    text_kk = models.TextField(_("text in Kazakh"), max_length=8000)
    text_ru = models.TextField(_("text in Russian"), max_length=8000)
    text_en = models.TextField(_("text in English"), max_length=8000, blank=True)
    drafted_by = _person(_("drafted by"))

    class Meta(Published.Meta):
        verbose_name = _("piece of news")
        verbose_name_plural = _("news")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["status", "-published_at", "-id"], name="news_in_order")]

    def get_absolute_url(self) -> str:
        return reverse("support:news_item", args=[self.pk])


class Subscription(models.Model):
    """That a person gets the news by mail, from a moment to another."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="subscriptions")
    since_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("subscription to the news")
        verbose_name_plural = _("subscriptions to the news")
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(until_at__isnull=True), name="one_open_subscription_a_person"
            ),
            models.CheckConstraint(
                condition=Q(until_at__isnull=True) | Q(until_at__gte=models.F("since_at")),
                name="subscription_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.since_at:%d.%m.%Y}"


class ConsultationQuerySet(models.QuerySet):
    def published(self) -> Self:
        """What everybody reads, newest first: only what an officer has written for everybody."""
        return self.filter(status=Consultation.Status.PUBLISHED).order_by("-published_at", "-pk")

    def visible_to(self, user: Any) -> Self:
        """The asker's own, all for registry officers and auditors; nothing for anybody else."""
        if not user.is_authenticated:
            return self.none()
        if user.holds("registry_officer") or user.holds("auditor"):
            return self.all()
        return self.filter(asked_by=user)

    def matching(self, words: str) -> Self:
        """Published ones that hold every word, whatever its case and its Kazakh letters."""
        found = self
        for word in naming.fold(words).split():
            found = found.filter(search_text__contains=word)
        return found

    def for_list(self) -> Self:
        """With the names that a list shows."""
        return self.select_related("topic")


class Consultation(Lifecycle):
    """A question of a person to the desk, its answer, and what of both everybody may read."""

    class Status(models.TextChoices):
        ASKED = "asked", _("waiting for an answer")
        ANSWERED = "answered", _("answered")
        PUBLISHED = "published", _("answered and public")
        CLOSED = "closed", _("closed")
        WITHDRAWN = "withdrawn", _("withdrawn")

    NEXT: ClassVar[dict] = {
        Status.ASKED: {Status.ANSWERED, Status.WITHDRAWN},
        Status.ANSWERED: {Status.PUBLISHED, Status.CLOSED},
        Status.PUBLISHED: {Status.CLOSED},
        Status.CLOSED: set(),
        Status.WITHDRAWN: set(),
    }

    code = models.CharField(_("code"), max_length=12, unique=True, editable=False)
    asked_by = _person(_("asked by"))
    asked_at = models.DateTimeField(_("asked"), editable=False)
    organisation = _perhaps(Organisation, _("organisation"), "consultations")
    topic = models.ForeignKey(
        QuestionTopic, on_delete=models.PROTECT, related_name="consultations", verbose_name=_("topic")
    )
    text = models.TextField(_("question"), max_length=3000)
    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.ASKED, editable=False)
    answer = models.TextField(_("answer"), max_length=6000, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)
    answered_by = _person(_("answered by"), may_be_empty=True)
    question_kk = models.TextField(_("question for everybody, in Kazakh"), max_length=2000, blank=True)
    question_ru = models.TextField(_("question for everybody, in Russian"), max_length=2000, blank=True)
    answer_kk = models.TextField(_("answer for everybody, in Kazakh"), max_length=6000, blank=True)
    answer_ru = models.TextField(_("answer for everybody, in Russian"), max_length=6000, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    search_text = models.TextField(editable=False, blank=True)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = _("question to the desk")
        verbose_name_plural = _("questions to the desk")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=["answered", "published", "closed"])
                | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer=""),
                name="consultation_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status="published")
                | Q(published_at__isnull=False)
                & ~(Q(question_kk="") | Q(question_ru="") | Q(answer_kk="") | Q(answer_ru="")),
                name="consultation_public_in_both_languages",
            ),
        ]
        indexes = [models.Index(fields=["status", "-published_at", "-id"], name="consultation_in_order")]

    def __str__(self) -> str:
        return self.code

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the folded text that everybody's search reads; nothing of what the asker wrote is in it."""
        public = (self.question_kk, self.question_ru, self.answer_kk, self.answer_ru)
        self.search_text = naming.fold(" ".join(public))
        if fields := kwargs.get("update_fields"):
            kwargs["update_fields"] = {*fields, "search_text"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("support:question", args=[self.code])


class Guide(Published):
    """A guide or a template in the languages it is written in, with every version of its files."""

    IN_ORDER = ("code",)

    code = models.SlugField(_("short code"), max_length=40, unique=True, help_text=_("Stands in its address."))
    title_kk = models.CharField(_("title in Kazakh"), max_length=200)
    title_ru = models.CharField(_("title in Russian"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    about_kk = models.CharField(_("what it is for, in Kazakh"), max_length=500)
    about_ru = models.CharField(_("what it is for, in Russian"), max_length=500)
    form = models.ForeignKey(
        SupportForm, on_delete=models.PROTECT, related_name="guides", editable=False, verbose_name=_("form of support")
    )

    class Meta(Published.Meta):
        verbose_name = _("guide")
        verbose_name_plural = _("guides")
        ordering = ["code"]

    def get_absolute_url(self) -> str:
        return reverse("support:guide", args=[self.code])

    def latest(self) -> list["Edition"]:
        """The newest file in each language, of the editions that were fetched with it."""
        newest: dict[str, Edition] = {}
        for edition in self.editions.all():
            newest.setdefault(edition.language, edition)
        return list(newest.values())


class EditionQuerySet(models.QuerySet):
    def without_files(self) -> Self:
        """What a page says of files, and not their bytes; in each language the newest first."""
        return self.defer("content").order_by("language", "-version")


class Edition(models.Model):
    """One file of a guide in one language. Written once; a newer version takes its place, it stays to be read."""

    guide = models.ForeignKey(Guide, on_delete=models.PROTECT, related_name="editions", verbose_name=_("guide"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    version = models.PositiveSmallIntegerField(_("version"))
    kind = models.CharField(_("kind of file"), max_length=4)
    size = models.PositiveIntegerField(_("size, in bytes"))
    sha256 = models.CharField(_("hash of the file (SHA-256)"), max_length=64)
    content = models.BinaryField()
    added_at = models.DateTimeField(_("added"))
    added_by = _person(_("added by"))

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a guide")
        verbose_name_plural = _("files of guides")
        ordering = ["language", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["guide", "language", "version"], name="edition_has_a_version_of_its_own"),
        ]

    def __str__(self) -> str:
        return f"{self.get_language_display()}, {self.version}"

    @property
    def name(self) -> str:
        """What the file is called once it is downloaded."""
        return f"{self.guide.code}-{self.language}-{self.version}.{self.kind}"


# Old and new value of every change. Not of questions: only their officers read what people asked.
auditlog.register(News)
auditlog.register(Guide)
