"""What `./dev bench` does: makes a database, measures what is asked for, prints it, drops the database."""

import argparse
import json
import sys

from django.test.runner import DiscoverRunner
from django.test.utils import override_settings, setup_test_environment

from benchmarks import subjects
from benchmarks.measuring import measure


def main() -> None:
    """Measure what is named, or everything; print a table, or one JSON object."""
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(subjects.ALL))
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(subjects.ALL):
        parser.error(f"There is no figure named {', '.join(sorted(unknown))}.")
    setup_test_environment(debug=False)
    runner = DiscoverRunner(verbosity=0, interactive=False)
    figures = {}
    with override_settings(ROOT_URLCONF="benchmarks.bare"):
        for name in asked.names or subjects.ALL:
            databases = runner.setup_databases()
            try:
                figures[name] = measure(subjects.ALL[name]())._asdict()
            finally:
                runner.teardown_databases(databases)
    if asked.json:
        json.dump(figures, sys.stdout, indent=2)
        print()
        return
    print(f"{'':24}{'ms':>10}{'bare ms':>10}{'ratio':>8}{'queries':>9}")
    for name, figure in figures.items():
        ours, bare = figure["seconds"] * 1000, figure["baseline_seconds"] * 1000
        print(f"{name:24}{ours:10.2f}{bare:10.2f}{figure['ratio']:8.2f}{figure['queries']:9}")
