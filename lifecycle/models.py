"""How a record changes status: along its own map, never without a trace."""

from datetime import UTC, datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from lifecycle import chain


class Refused(Exception):
    """What the process does not allow now, in the words the person will read."""


class Lifecycle(models.Model):
    """A record whose status changes only along its own NEXT map, never without a trace."""

    NEXT: ClassVar[dict] = {}

    class Meta:
        abstract = True

    def locked(self) -> Self:
        """The same record, fresh, and held until the transaction ends."""
        return type(self)._default_manager.select_for_update(of=("self",)).get(pk=self.pk)

    def may_move_to(self, status: str) -> bool:
        """Whether the map leads from where the record stands to this status."""
        return status in self.NEXT[self.status]

    def move_to(self, status: str, *, by: Any, at: datetime, **changes: Any) -> None:
        """Move along the map, write the facts that go with it, and the trail. Refuses any other move."""
        if not self.may_move_to(status):
            raise Refused(_("“%(record)s” is already %(status)s.") % {"record": self, "status": self.get_status_display().lower()})
        was, self.status = self.status, status
        for field, value in changes.items():
            setattr(self, field, value)
        self.save(update_fields=["status", *changes])
        self.note(f"{was} → {status}", by=by, at=at)

    def note(self, verb: str, *, by: Any, at: datetime, because: str = "") -> "Entry":
        """Write one line of this record's trail; the caller holds the record (R-009, R-092)."""
        return Entry.objects.append(self, verb, by=by, at=at, because=because)

    def trail(self) -> models.QuerySet["Entry"]:
        """Every line ever written about this record, oldest first."""
        return Entry.objects.of(self)


class EntryQuerySet(models.QuerySet):
    def of(self, record: models.Model) -> Self:
        """The trail of one record, oldest first."""
        about = ContentType.objects.get_for_model(record)
        return self.filter(about_type=about, about_id=record.pk).select_related("by").order_by("number")

    def append(self, record: models.Model, verb: str, *, by: Any, at: datetime, because: str = "") -> "Entry":
        """Add the next line to a record's trail, chained to the one before it."""
        last = self.of(record).select_related(None).values_list("number", "own_hash").last()
        number, previous = (last[0] + 1, last[1]) if last else (1, chain.GENESIS)
        about = ContentType.objects.get_for_model(record)
        entry = Entry(
            about_type=about, about_id=record.pk, number=number, verb=verb,
            by=by, at=at.astimezone(UTC), because=because, previous_hash=previous,
        )
        entry.own_hash = chain.link(previous, entry.facts())
        entry.save(force_insert=True)
        return entry


class Entry(models.Model):
    """One line of a record's trail. Written once; the database refuses to change or delete it."""

    about_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    about_id = models.PositiveBigIntegerField()
    about = GenericForeignKey("about_type", "about_id")
    number = models.PositiveIntegerField()
    verb = models.CharField(max_length=80)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    because = models.TextField(blank=True)
    previous_hash = models.CharField(max_length=64)
    own_hash = models.CharField(max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of the trail")
        verbose_name_plural = _("the trail")
        constraints = [
            models.UniqueConstraint(fields=["about_type", "about_id", "number"], name="entry_once_in_its_trail"),
        ]

    def __str__(self) -> str:
        return f"{self.about_type.model} {self.about_id}, {self.number}: {self.verb}"

    def facts(self) -> dict[str, object]:
        """What the hash of this line covers."""
        return {
            "about": f"{self.about_type.model}:{self.about_id}",
            "number": self.number,
            "verb": self.verb,
            "by": self.by_id,
            "at": self.at.isoformat(timespec="microseconds"),
            "because": self.because,
        }
