"""What the database holds only in cipher: a number of a person, an account, a private telephone (S48).

A field stores a Fernet token under the first of `PERSONAL_DATA_KEYS`; every key listed still reads, so keys can be
changed without a pause. A row is found again by a keyed hash in a column of its own. On any page, in any log and in
the journal of changes such a value is dots and its last four characters; only `.whole` is the value itself.
"""

import hashlib
import hmac
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import models
from django.db.models.query_utils import DeferredAttribute

DOTS = "•" * 8
SHOWN = 4


class Hidden:
    """A value that writes itself with dots wherever it is put; the value itself is `.whole`."""

    __slots__ = ("whole",)

    def __init__(self, whole: str):
        self.whole = whole

    def __str__(self) -> str:
        # So short a text would be half told by its end.
        return DOTS + (self.whole[-SHOWN:] if len(self.whole) > 2 * SHOWN else "") if self.whole else ""

    def __repr__(self) -> str:
        return f"Hidden({self})"

    def __bool__(self) -> bool:
        return bool(self.whole)

    def __len__(self) -> int:
        return len(self.whole)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Hidden) and other.whole == self.whole

    def __hash__(self) -> int:
        return hash(self.whole)


class HiddenAttribute(DeferredAttribute):
    """Whatever is written to the attribute is hidden from then on."""

    def __set__(self, instance: models.Model, value: Any) -> None:
        """Keep the value, and what stands in for it on the way to the database, as it is needed."""
        instance.__dict__[self.field.attname] = _hidden(value)


class EncryptedField(models.TextField):
    """A text that the database holds in cipher. No question finds it but by the hash beside it."""

    descriptor_class = HiddenAttribute

    def get_lookup(self, lookup_name: str) -> Any:
        """None: the same text has another cipher each time, so that no comparison would be true."""
        return None

    def from_db_value(self, value: str | None, *_: Any) -> Hidden:
        """The value that a token holds."""
        return Hidden(decrypted(value) if value else "")

    def to_python(self, value: Any) -> Hidden:
        """Hidden, whatever comes."""
        return _hidden(value)

    def get_prep_value(self, value: Any) -> str:
        """The token of a value, new each time."""
        hidden = _hidden(value)
        return encrypted(hidden.whole) if hidden else ""

    def value_to_string(self, obj: models.Model) -> str:
        """What a dump of rows holds: the token, not the value."""
        return self.get_prep_value(self.value_from_object(obj))


class CipherField(models.TextField):
    """What the database holds only in cipher and the code reads as it is: the key of a file, the name of one."""

    def get_lookup(self, lookup_name: str) -> Any:
        """None: the same text has another cipher each time."""
        return None

    def from_db_value(self, value: str, *_: Any) -> str:
        """The text that a token holds."""
        return decrypted(value) if value else ""

    def get_prep_value(self, value: Any) -> str:
        """The token of a text, new each time."""
        return encrypted(str(value)) if value else ""


class KeyedHashField(models.CharField):
    """The keyed hash of an encrypted field of the same row, written with it; `save()` keeps both together."""

    def __init__(self, *args: Any, of: str = "", **kwargs: Any):
        self.of = of
        kwargs |= {"max_length": 64, "blank": True, "editable": False, "db_index": True}
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """As a migration writes it."""
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("max_length", "blank", "editable", "db_index"):
            kwargs.pop(fixed, None)
        return name, path, args, kwargs | {"of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """The hash of what the row holds now."""
        value = keyed_hash(getattr(model_instance, self.of).whole)
        setattr(model_instance, self.attname, value)
        return value


def encrypted(text: str) -> str:
    """The token of a text under the first key."""
    return _ring(tuple(settings.PERSONAL_DATA_KEYS)).encrypt(text.encode()).decode()


def decrypted(token: str) -> str:
    """The text of a token, by whichever of the keys it was written."""
    return _ring(tuple(settings.PERSONAL_DATA_KEYS)).decrypt(token.encode()).decode()


def keyed_hash(text: str) -> str:
    """By what a value is found without reading any: its HMAC, or nothing for nothing. Blanks and case do not count."""
    plain = "".join(text.split()).upper()
    if not plain:
        return ""
    return hmac.new(settings.PERSONAL_DATA_HASH_KEY.encode(), plain.encode(), hashlib.sha256).hexdigest()


def fields_of(model: type[models.Model]) -> list[EncryptedField]:
    """The encrypted fields of a model."""
    return [field for field in model._meta.concrete_fields if isinstance(field, EncryptedField)]


def _hidden(value: Any) -> Hidden:
    return value if isinstance(value, Hidden) else Hidden(str(value or ""))


@lru_cache(maxsize=8)
def _ring(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])
