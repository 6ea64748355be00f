from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import models, transaction

from lifecycle import encrypted

AT_ONCE = 500


class Command(BaseCommand):
    """Write every encrypted value anew under the first key, so that the older keys can be thrown away."""

    help = "Write every encrypted value anew under the first of PERSONAL_DATA_KEYS, and every hash beside it."

    def handle(self, *args: Any, **options: Any) -> None:
        for model in apps.get_models():
            if any(map(_is_kept_secret, model._meta.concrete_fields)):
                count = _rewritten(model)
                self.stdout.write(f"{model._meta.label}: {count}")


def _rewritten(model: type[models.Model]) -> int:
    count, last = 0, 0
    while rows := _held_rows(model, last):
        count, last = count + len(rows), rows[-1]
    return count


@transaction.atomic
def _held_rows(model: type[models.Model], last: int) -> list[int]:
    """Rewrite the next rows, each held while it is written: who saves meanwhile waits and is not overwritten."""
    rows = list(model._base_manager.select_for_update(of=("self",)).filter(pk__gt=last).order_by("pk")[:AT_ONCE])
    kept = [field.name for field in model._meta.concrete_fields if _is_kept_secret(field)]
    for row in rows:
        row.save(update_fields=kept)
    return [row.pk for row in rows]


def _is_kept_secret(field: models.Field) -> bool:
    return isinstance(field, encrypted.EncryptedField | encrypted.CipherField | encrypted.KeyedHashField)
