"""Names as people look for them and as a Kazakh list sorts them (M9, U31). Pure."""

import re

_ORDER = "0123456789abcdefghijklmnopqrstuvwxyzаәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_PLACE = {letter: f"{place:02d}" for place, letter in enumerate(_ORDER, start=10)}
_ALIKE = str.maketrans("ёәғқңөұүһі", "еагкноуухи")
_MARKS = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """The words as search compares them: small letters, no marks, ё as е, a Kazakh letter as its look-alike."""
    return _MARKS.sub(" ", text.lower().translate(_ALIKE)).strip()


def sort_key(name: str, letters: int = 100) -> str:
    """Digits that put names in the order of the Kazakh alphabet in any database; `letters` of the name count."""
    bare = name.lower().strip(" «»\"“”'")
    return "".join(_PLACE.get(letter, "00") for letter in bare[:letters])
