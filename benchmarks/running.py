"""What `./dev bench` does: makes a database, measures what is asked for, prints it, drops the database."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory

from django.test.runner import DiscoverRunner
from django.test.utils import override_settings

from benchmarks import rows, rush, subjects
from benchmarks.measuring import Figure, Pair, measure
from tests import database

# Django's own test environment is not set up: it has every template report what it draws, which slows our pages most.
SETTINGS = {
    "DEBUG": False,
    "ALLOWED_HOSTS": ["testserver"],
    "ROOT_URLCONF": "benchmarks.bare",
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
}
# What takes minutes by the clock is measured by its name alone.
RUSH = "rush"


def main() -> None:
    """Measure what is named, or everything but the rush; print a table, or one JSON object."""
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--compressed", action="store_true", help="the rush in two minutes, not in ten")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join((*subjects.ALL, RUSH)))
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(subjects.ALL) - {RUSH}:
        parser.error(f"There is no figure named {', '.join(sorted(unknown))}.")
    # What Django prints while it makes a database is no part of the answer.
    with TemporaryDirectory() as folder, override_settings(STATIC_ROOT=folder, **SETTINGS), redirect_stdout(sys.stderr):
        database.prepare(Path(folder))
        figures = {name: _figure(subjects.ALL[name]) for name in asked.names or subjects.ALL if name != RUSH}
        tally = _rushed(rush.COMPRESSED if asked.compressed else rush.SECONDS) if RUSH in asked.names else None
    if figures:
        print_figures(figures, as_json=asked.json)
    if tally:
        print(rush.printed(tally, as_json=asked.json))


@contextmanager
def _new_database() -> Iterator[None]:
    runner = DiscoverRunner(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        yield
    finally:
        runner.teardown_databases(databases)


def _figure(subject: Callable[[], Pair]) -> Figure:
    with _new_database():
        pair = subject()
        rows.settled()
        return measure(pair)


def _rushed(seconds: int) -> rush.Tally:
    with _new_database():
        return rush.measure(seconds=seconds)


def print_figures(figures: dict[str, Figure], *, as_json: bool) -> None:
    """One JSON object by name; or a table in milliseconds."""
    if as_json:
        print(json.dumps({name: figure._asdict() for name, figure in figures.items()}, indent=2))
        return
    print(f"{'':26}{'ms':>10}{'bare ms':>10}{'ratio':>8}{'queries':>9}{'kB':>8}{'peak MB':>9}")
    for name, figure in figures.items():
        ours, bare = figure.seconds * 1000, figure.baseline_seconds * 1000
        print(
            f"{name:26}{ours:10.2f}{bare:10.2f}{figure.ratio:8.2f}{figure.queries:9}{figure.kilobytes:8.1f}"
            f"{figure.peak_megabytes:9.1f}"
        )
