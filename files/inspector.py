"""The process that looks into one file and nothing else: `python -m files.inspector KIND`, the file on its input.

It first gives up what it does not need (time, memory, files), then reads; what it finds it prints as one word. Whatever
a file does to it, it does to a process that has no database, no secret and two seconds to live.
"""

import resource
import sys

from files import archives, kinds, pdfs, pictures
from files.faults import Unfit

SECONDS = 2
MEMORY = 400 * 1024 * 1024


def inspect(content: bytes, beginning: str) -> str:
    """The kind of a file that begins so and is fit to be taken. Raises Unfit for any other."""
    if beginning == kinds.ARCHIVE:
        return archives.inspect(content)
    if beginning == kinds.PDF:
        pdfs.inspect(content)
    else:
        pictures.inspect(content, beginning)
    return beginning


def give_up_what_is_not_needed() -> None:
    """From here on: two seconds of work, 400 MB, not one byte written."""
    for what, most in (
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def main() -> None:
    """Say the kind, or the fault with a “!” before it."""
    give_up_what_is_not_needed()
    try:
        said = inspect(sys.stdin.buffer.read(), sys.argv[1])
    except Unfit as unfit:
        said = f"!{unfit.fault}"
    sys.stdout.write(said)


if __name__ == "__main__":
    main()
