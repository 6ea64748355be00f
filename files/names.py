"""Names of files as people and programs give them. Pure: a name in, a fault out."""

import unicodedata

from files.faults import Fault

LONGEST = 200
# Letters that turn the direction of writing: “fdp.exe” reads as “exe.pdf”.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


def fault_of(name: str) -> Fault | None:
    """What is wrong with a name, before it is shown to anybody; nothing for one in any alphabet."""
    if not name.strip(" ."):
        return Fault.NAME_EMPTY
    if TURNING & set(name):
        return Fault.NAME_TURNED
    if any(unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp") for letter in name):
        return Fault.NAME_INVISIBLE
    if set('/\\:*?"<>|') & set(name) or ".." in name:
        return Fault.NAME_PATH
    return Fault.NAME_LONG if len(name) > LONGEST else None
