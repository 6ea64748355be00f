"""LIKE, UPPER and LOWER as PostgreSQL understands them: «фонд» finds «ФОНД», «әже» finds «ӘЖЕ». Pure."""

import re
from functools import lru_cache

Value = str | int | float | bytes | None


def upper(value: Value) -> Value:
    """UPPER for every alphabet; what is no text stays as it is."""
    return value.upper() if isinstance(value, str) else value


def lower(value: Value) -> Value:
    """LOWER for every alphabet; what is no text stays as it is."""
    return value.lower() if isinstance(value, str) else value


def like(pattern: Value, value: Value, escape: str = "") -> bool | None:
    """LIKE without regard to case: % stands for any text, _ for one letter, `escape` takes their meaning away."""
    if pattern is None or value is None:
        return None
    return bool(_compiled(str(pattern), escape).fullmatch(str(value).casefold()))


@lru_cache(maxsize=256)
def _compiled(pattern: str, escape: str) -> re.Pattern[str]:
    parts, letters = [], iter(pattern)
    for letter in letters:
        if escape and letter == escape:
            parts.append(re.escape(next(letters, "").casefold()))
        elif letter == "%":
            parts.append(".*")
        else:
            parts.append("." if letter == "_" else re.escape(letter.casefold()))
    return re.compile("".join(parts), re.DOTALL)
