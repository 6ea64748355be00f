"""How a record changes status: along its own map, never without a trace."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lifecycle import chain

# Many records are moved so many at a time: above it one statement would have more values than SQLite takes.
BATCH = 1_000


class Refused(Exception):
    """What the process does not allow now, in the words the person will read."""


def insist_on_reason(because: str) -> None:
    """Refuse what is done without the reason that people will read."""
    if not because.strip():
        raise Refused(gettext("Write the reason."))


class Lifecycle(models.Model):
    """A record whose status changes only along its own NEXT map, never without a trace."""

    NEXT: ClassVar[dict] = {}

    # What every heir brings: a field of choices, and the word that Django makes of it.
    status: Any
    get_status_display: Any

    class Meta:
        abstract = True

    def locked(self) -> Self:
        """The same record, fresh, and held until the transaction ends."""
        return type(self)._default_manager.select_for_update(of=("self",)).get(pk=self.pk)

    def may_move_to(self, status: str) -> bool:
        """Whether the map leads from where the record stands to this status."""
        return status in self.NEXT[self.status]

    def move_to(self, status: str, *, by: Any, at: datetime, because: str = "", **changes: Any) -> None:
        """Move along the map, write the facts that go with it, and the trail. Refuses any other move."""
        verb = self._step_to(status, changes)
        self.save(update_fields=["status", *changes])
        self.note(verb, by=by, at=at, because=because)

    @classmethod
    def move_all(
        cls,
        records: Sequence[Self],
        status: str,
        *,
        by: Any,
        at: datetime,
        because: str = "",
        fields: Iterable[str] = (),
        **changes: Any,
    ) -> None:
        """Move many held records to one status: three queries a thousand. Refuses them all if one may not move.

        `changes` are the same for every record; values of its own are set on each beforehand and named in `fields`.
        """
        verbs = [record._step_to(status, changes) for record in records]
        for start in range(0, len(records), BATCH):
            batch = records[start : start + BATCH]
            if fields:
                cls._default_manager.bulk_update(batch, ["status", *changes, *fields])
            else:
                rows = cls._default_manager.filter(pk__in=[record.pk for record in batch])
                rows.update(status=status, **changes)
            Entry.objects.append_all(batch, verbs[start : start + BATCH], by=by, at=at, because=because)

    def note(self, verb: str, *, by: Any, at: datetime, because: str = "") -> "Entry":
        """Write one line of this record's trail; the caller holds the record (R-009, R-092)."""
        return Entry.objects.append(self, verb, by=by, at=at, because=because)

    def trail(self) -> models.QuerySet["Entry"]:
        """Every line ever written about this record, oldest first."""
        return Entry.objects.of(self)

    def _step_to(self, status: str, changes: dict[str, Any]) -> str:
        if not self.may_move_to(status):
            where = {"record": self, "status": self.get_status_display().lower()}
            raise Refused(_("“%(record)s” is already %(status)s.") % where)
        was, self.status = self.status, status
        for field, value in changes.items():
            setattr(self, field, value)
        return f"{was} → {status}"


class EntryQuerySet(models.QuerySet["Entry"]):
    def of(self, record: models.Model) -> Self:
        """The trail of one record, oldest first."""
        about = ContentType.objects.get_for_model(record)
        return self.filter(about_type=about, about_id=record.pk).select_related("by").order_by("number")

    def last_of_each(self) -> Self:
        """Of these lines, the last of each record."""
        same = Entry.objects.filter(about_type=models.OuterRef("about_type"), about_id=models.OuterRef("about_id"))
        return self.filter(number=models.Subquery(same.order_by("-number").values("number")[:1]))

    def append(self, record: models.Model, verb: str, *, by: Any, at: datetime, because: str = "") -> "Entry":
        """Add the next line to a record's trail, chained to the one before it."""
        [entry] = self.append_all([record], [verb], by=by, at=at, because=because)
        return entry

    def append_all(
        self, records: Sequence[models.Model], verbs: Sequence[str], *, by: Any, at: datetime, because: str = ""
    ) -> list["Entry"]:
        """Add the next line to the trail of each of these records of one model, in two queries."""
        if not records:
            return []
        about = ContentType.objects.get_for_model(records[0])
        last = self._ends(about, [record.pk for record in records])
        entries = []
        for record, verb in zip(records, verbs, strict=True):
            number, previous = last.get(record.pk, (0, chain.GENESIS))
            entry = Entry(
                about_type=about,
                about_id=record.pk,
                number=number + 1,
                verb=verb,
                by=by,
                at=at,
                because=because,
                previous_hash=previous,
            )
            entry.own_hash = chain.link(previous, entry.facts())
            entries.append(entry)
        return self.bulk_create(entries)

    def _ends(self, about: ContentType, ids: list[int]) -> dict[int, tuple[int, str]]:
        lines = self.filter(about_type=about, about_id__in=ids)
        ends = lines.order_by("-number")[:1] if len(ids) == 1 else lines.last_of_each()
        return {about_id: (number, own) for about_id, number, own in ends.values_list("about_id", "number", "own_hash")}


class Entry(models.Model):
    """One line of a record's trail. Written once; the database refuses to change or delete it."""

    about_type = models.ForeignKey(
        ContentType, on_delete=models.PROTECT, related_name="+", verbose_name=_("kind of record")
    )
    about_id = models.PositiveBigIntegerField(_("number of the record"))
    about = GenericForeignKey("about_type", "about_id")
    number = models.PositiveIntegerField(_("number of the line"))
    verb = models.CharField(_("what happened"), max_length=80)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("by whom"),
    )
    at = models.DateTimeField(_("when"))
    because = models.TextField(_("reason"), blank=True)
    previous_hash = models.CharField(_("hash before it"), max_length=64)
    own_hash = models.CharField(_("own hash"), max_length=64)

    objects: ClassVar[Any] = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of the trail")
        verbose_name_plural = _("the trail")
        constraints = [
            models.UniqueConstraint(fields=["about_type", "about_id", "number"], name="entry_once_in_its_trail"),
        ]

    def __str__(self) -> str:
        return f"{self.name_of_record()}, {self.number}: {self.verb}"

    def name_of_record(self) -> str:
        """What the line is about, as the hash names it: “tenders.application:15”."""
        about = ContentType.objects.get_for_id(self.about_type_id)
        return f"{about.app_label}.{about.model}:{self.about_id}"

    def facts(self) -> dict[str, object]:
        """What the hash of this line covers; the moment in UTC to the microsecond, whatever the database answers in."""
        return {
            "about": self.name_of_record(),
            "number": self.number,
            "verb": self.verb,
            "by": self.by_id,
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "because": self.because,
        }
