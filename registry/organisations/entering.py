"""Many organisations entered at once by an officer who answers for them, and taken back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from registry.organisations.actions import MANY, new_code, written
from registry.organisations.alike import compare
from registry.organisations.models import Organisation

# Rows of one statement: SQLite takes no more values than 32,766.
TOGETHER = 500


@transaction.atomic
def enter_all(
    rows: Sequence[Mapping[str, Any]], *, because: str, filed_by: Any, by: Any, at: datetime
) -> list[Organisation]:
    """Enter many organisations that an officer answers for: filed by one, verified by another or the same, active.

    Old and new values and a line of the trail are kept of each (R-009), and each is compared with the register
    (R-002). The caller has asked that no BIN is taken.
    """
    found = [_entered(facts, filed_by, at) for facts in rows]
    Organisation.objects.bulk_create(found, batch_size=TOGETHER)
    for name in MANY:
        through = getattr(Organisation, name).through
        entry = getattr(Organisation, name).rel.model._meta.model_name
        lines = (
            through(organisation_id=one.pk, **{f"{entry}_id": chosen.pk})
            for one, facts in zip(found, rows, strict=True)
            for chosen in facts.get(name, ())
        )
        through.objects.bulk_create(lines, batch_size=TOGETHER)
    _log_entered(found, rows, by=by, at=at, because=because)
    Organisation.move_all(
        found, Organisation.Status.ACTIVE, by=by, at=at, because=because, verified_at=at, verified_by=by
    )
    compare(found, at=at)
    return found


@transaction.atomic
def enter_again(
    organisation: Organisation, facts: Mapping[str, Any], *, because: str, by: Any, at: datetime
) -> Organisation:
    """Enter anew what an undone import had left returned: corrected, filed and verified in one step."""
    organisation = written(organisation.locked(), facts)
    organisation.move_to(
        Organisation.Status.FILED, by=by, at=at, because=because, filed_at=at, filed_by=by, return_reason=""
    )
    organisation.move_to(Organisation.Status.ACTIVE, by=by, at=at, because=because, verified_at=at, verified_by=by)
    compare([organisation], at=at)
    return organisation


@transaction.atomic
def take_back_all(organisations: Sequence[Organisation], *, because: str, by: Any, at: datetime) -> None:
    """Take many held organisations out of the public register that an import entered by mistake.

    They are returned, with the reason, and wait there with their BIN: none is deleted, none counts as verified, and the
    next import of a right file enters them again. No other verb leads there: R-006 speaks of NGOs rightly registered.
    """
    Organisation.move_all(
        organisations,
        Organisation.Status.RETURNED,
        by=by,
        at=at,
        because=because,
        verified_at=None,
        verified_by=None,
        return_reason=because,
    )


def _entered(facts: Mapping[str, Any], filed_by: Any, at: datetime) -> Organisation:
    columns = {name: value for name, value in facts.items() if name not in MANY}
    organisation = Organisation(code=new_code(), filed_at=at, filed_by=filed_by, **columns)
    organisation.fold()
    return organisation


def _log_entered(
    found: Sequence[Organisation], rows: Sequence[Mapping[str, Any]], *, by: Any, at: datetime, because: str
) -> None:
    """What the journal keeps of a new row; it hears of no row that is written together with others."""
    about = ContentType.objects.get_for_model(Organisation)
    # Names of entries are said once, and not once a row.
    entries = {entry for facts in rows for name in MANY for entry in facts.get(name, ())}
    spoken = {entry: str(entry) for entry in entries}
    LogEntry.objects.bulk_create(
        (
            LogEntry(
                content_type=about,
                object_pk=str(one.pk),
                object_id=one.pk,
                object_repr=str(one),
                action=LogEntry.Action.CREATE,
                changes={name: _as_journal(value, spoken) for name, value in facts.items() if value},
                actor=by,
                actor_email=by.email,
                timestamp=at,
                additional_data={"because": because},
            )
            for one, facts in zip(found, rows, strict=True)
        ),
        batch_size=TOGETHER,
    )


def _as_journal(value: Any, spoken: Mapping[Any, str]) -> Any:
    """A first value as the journal writes it: of a list what was put in, of an entry its number."""
    if isinstance(value, list):
        return {"type": "m2m", "operation": "add", "objects": [spoken[entry] for entry in value]}
    return ["None", str(getattr(value, "pk", value))]
