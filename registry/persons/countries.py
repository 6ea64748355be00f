"""The countries that a founder may come from, by their two letters, named in each language. Pure."""

from functools import lru_cache

from babel import Locale

HOME = "KZ"
# What CLDR lists besides countries: unions, islands under another flag, and codes for tests.
NO_COUNTRIES = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"])


@lru_cache(maxsize=8)
def choices(language: str) -> tuple[tuple[str, str], ...]:
    """Every country with its name, Kazakhstan first, the others by name."""
    names = Locale.parse(language).territories
    found = [(code, name) for code, name in names.items() if len(code) == 2 and code not in NO_COUNTRIES]
    return tuple(sorted(found, key=lambda country: (country[0] != HOME, country[1].casefold())))


def name_of(code: str, language: str) -> str:
    """The name of a country; its letters where it has none."""
    return str(Locale.parse(language).territories.get(code, code))
