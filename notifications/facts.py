"""What a notice tells, as JSON keeps it and as a template reads it. Pure: no database, no clock.

The name of a fact says what it is, as everywhere in the code: `…_at` a moment, `…_on` a day, `…_amount` a sum in
tenge, `…_kk`, `…_ru`, `…_en` one text in several languages (a template reads it by the name without the ending).
"""

import re
from collections import ChainMap
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django.utils import translation
from django.utils.functional import Promise

from ui import words

TONGUES = ("_kk", "_ru", "_en")

# Mail programs make a link of anything that looks like one; an unseen joiner inside it stops them (S29).
JOINER = "\u2060"
LINK_LIKE = re.compile(r"(?<=:)(?=//)|(?<=\w\.)(?=[^\W\d_])")


def plain(value: Any) -> Any:
    """A fact as JSON can keep it: moments and days in ISO, sums as text; a text to be translated, in each language."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        translated = [_in_each_language(name, part) for name, part in value.items() if isinstance(part, Promise)]
        rest = {name: plain(part) for name, part in value.items() if not isinstance(part, Promise)}
        return dict(ChainMap(rest, *translated))
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def vivid(facts: Mapping[str, Any], language: str) -> dict[str, Any]:
    """The same facts for a template: moments and sums again, and each text of several languages in this one."""
    alive = {name: _revived(name, value, language) for name, value in facts.items()}
    several = {name[:-3] for name in facts if name.endswith(TONGUES)}
    for name in several:
        alive[name] = words.spoken(SimpleNamespace(**alive), name, language)[1]
    return alive


def texts(name: str, record: Any, field: str) -> dict[str, str]:
    """One text of a record in the languages it is written in, as facts: `**texts("call", call, "title")`."""
    return {f"{name}{tongue}": text for tongue in TONGUES if (text := getattr(record, f"{field}{tongue}", ""))}


def unlinked(text: str) -> str:
    """A text that no mail program turns into a link, and that stays on its line; people read the same."""
    return LINK_LIKE.sub(JOINER, " ".join(text.split()))


def _in_each_language(name: str, text: Promise) -> dict[str, str]:
    written = {}
    for tongue in TONGUES:
        with translation.override(tongue.removeprefix("_")):
            written[f"{name}{tongue}"] = str(text)
    return written


def _revived(name: str, value: Any, language: str) -> Any:
    if isinstance(value, Mapping):
        return vivid(value, language)
    if isinstance(value, list):
        return [_revived(name, part, language) for part in value]
    if not isinstance(value, str) or not value:
        return value
    if name.endswith("_at"):
        return datetime.fromisoformat(value)
    if name.endswith("_on"):
        return date.fromisoformat(value)
    return Decimal(value) if name.endswith("_amount") else unlinked(value)
