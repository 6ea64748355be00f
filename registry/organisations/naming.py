"""Names as people look for them and as a Kazakh list sorts them (M9, U31). Pure."""

import re

_ORDER = "0123456789abcdefghijklmnopqrstuvwxyzаәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_PLACE = {letter: f"{place:02d}" for place, letter in enumerate(_ORDER, start=10)}
_ALIKE = str.maketrans("ёәғқңөұүһі", "еагкноуухи")
# What a list can be entered by: the letters that a name begins with, and before them figures and Latin letters.
_INITIALS = [letter for letter in _ORDER[36:] if letter not in "ъь"]
_RANGES = {"0-9": ("0", "9"), "a-z": ("a", "z"), **{letter: (letter, letter) for letter in _INITIALS}}
_MARKS = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """The words as search compares them: small letters, no marks, ё as е, a Kazakh letter as its look-alike."""
    return _MARKS.sub(" ", text.lower().translate(_ALIKE)).strip()


def sort_key(name: str, letters: int = 100) -> str:
    """Digits that put names in the order of the Kazakh alphabet in any database; `letters` of the name count."""
    bare = name.lower().strip(" «»\"“”'")
    return "".join(_PLACE.get(letter, "00") for letter in bare[:letters])


def initials() -> list[str]:
    """The entries of the index of a list: “0-9”, “a-z”, then the letters of the Kazakh alphabet in their order."""
    return list(_RANGES)


def span(initial: str) -> tuple[str, str]:
    """The key that names with this entry of the index begin at, and the one that they all stand before."""
    first, last = _RANGES[initial]
    return _PLACE[first], str(int(_PLACE[last]) + 1)
