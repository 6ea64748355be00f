"""Which files a guide may have; what a file is, `files` says for all. Pure: bytes in, a kind or a fault out."""

from files import archives, kinds
from files.faults import Fault

LARGEST = 10 * 1024 * 1024
TYPES = {kind: kinds.TYPES[kind] for kind in sorted(kinds.DOCUMENTS)}


def judged(name: str, content: bytes) -> tuple[str, Fault | None]:
    """The kind of a file and no fault, or no kind and the first fault; the ending of its name must tell the truth."""
    if not content:
        return "", Fault.EMPTY
    if len(content) > LARGEST:
        return "", Fault.TOO_LARGE
    kind = kind_of(content)
    if not kind:
        return "", Fault.WRONG_KIND
    if not kinds.is_named_so(name, kind):
        return "", Fault.LYING_NAME
    return kind, None


def kind_of(content: bytes) -> str:
    """`pdf`, `docx`, `xlsx`, `odt` or `ods`; nothing for anything else, and for a document that carries programs."""
    beginning = kinds.beginning_of(content)
    return archives.kind_of(content) if beginning == kinds.ARCHIVE else beginning if beginning in TYPES else ""
