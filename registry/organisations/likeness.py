"""Whether two organisations are likely one: what they share, and how much that weighs (R-002). Pure.

Nothing is compared with everything: of each organisation a few keys are kept, and whoever shares a key is looked at.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from registry.organisations.naming import fold


class Ground(StrEnum):
    """What two organisations share."""

    BIN = "bin"
    NAME = "name"
    NEAR_NAME = "near_name"
    PHONE = "phone"
    ADDRESS = "address"


WEIGHTS = {Ground.BIN: 50, Ground.NAME: 50, Ground.NEAR_NAME: 35, Ground.PHONE: 30, Ground.ADDRESS: 15}
# A name is used again in another region; from this weight on a pair is shown.
ELSEWHERE = 20
ENOUGH = 50

# Words, folded, that say what an organisation is and not which one.
OF_FORMS = frozenset(
    re.findall(
        r"\w+",
        """
        общественное общественный общественная объединение фонд частный частное частная корпоративный учреждение
        ассоциация союз юридических лиц в форме некоммерческое акционерное потребительский кооператив филиал
        представительство и оо оф чу чф кф оюл нао рго ро
        когамдык кор коры бирлестик бирлестиги жеке мекеме мекемеси корпоративтик кауымдастык кауымдастыгы одак одагы
        занды тулгалар тулгалардын нысанындагы коммерциялык емес акционерлик когам когамы кооперативи тутыну филиалы
        окилдик окилдиги жане кк кб жм жк зтб
        public private corporate foundation fund association union institution of the legal entities non profit
        nonprofit joint stock company branch office and ngo
        """,
    )
)
OF_PLACES = frozenset(
    re.findall(
        r"\w+",
        """
        город г улица ул проспект пр дом д офис оф каб кабинет микрорайон мкр село с поселок район область
        каласы кошеси дангылы уйи кенсе ыкшамауданы ауылы кенти ауданы облысы street avenue city
        """,
    )
)
_VOWELS = re.compile(r"[аеиоуыэюяьъaeiouy\s]")
_DOUBLED = re.compile(r"([^\W\d])\1+")
LETTERS_OF_A_NEAR_NAME = 5


class Known(NamedTuple):
    """What is known of an organisation, as far as another can share it."""

    names: tuple[str, ...]
    bin: str | None
    phone: str
    addresses: tuple[str, ...]


def keys_of(known: Known) -> set[tuple[Ground, str]]:
    """What another organisation would share with this one."""
    names = {name for name in map(own_words, known.names) if name}
    near = {skeleton for skeleton in map(_skeleton, names) if _letters(skeleton) >= LETTERS_OF_A_NEAR_NAME}
    places = {place for place in map(_place, known.addresses) if any(sign.isdigit() for sign in place)}
    found = {(Ground.NAME, name) for name in names} | {(Ground.NEAR_NAME, name) for name in near}
    found |= {(Ground.ADDRESS, place) for place in places}
    if known.bin:
        # The month and the serial number: a slip in the type changes the check digit as well.
        found.add((Ground.BIN, known.bin[:4] + known.bin[6:11]))
    if known.phone:
        found.add((Ground.PHONE, known.phone))
    return found


def weight_of(grounds: Iterable[Ground], *, is_same_region: bool) -> int:
    """How likely two organisations are one; a name that is the same is not near as well."""
    shared = set(grounds)
    if Ground.NAME in shared:
        shared.discard(Ground.NEAR_NAME)
    weight = sum(WEIGHTS[ground] for ground in shared)
    is_only_alike_elsewhere = not is_same_region and shared & {Ground.NAME, Ground.NEAR_NAME}
    return weight - ELSEWHERE if is_only_alike_elsewhere else weight


def own_words(name: str) -> str:
    """The words of a name that are its own: folded, without marks and legal form, in the order of the alphabet."""
    return " ".join(sorted(set(fold(name).split()) - OF_FORMS))


def _place(address: str) -> str:
    return " ".join(sorted(set(fold(address).split()) - OF_PLACES))


def _skeleton(name: str) -> str:
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", name))


def _letters(text: str) -> int:
    return sum(sign.isalpha() for sign in text)
