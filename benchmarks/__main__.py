"""`./dev bench [--json] [NAME…]`: figures of this machine, on a database made for them and dropped after."""

import argparse
import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("LOG_LEVEL", "ERROR")
django.setup()

from django.test.utils import override_settings, setup_test_environment  # noqa: E402  (Django must be set up first)
from django.test.runner import DiscoverRunner  # noqa: E402  (as above)

from benchmarks import subjects  # noqa: E402  (as above)
from benchmarks.measuring import measure  # noqa: E402  (as above)


def main() -> None:
    """Measure what is named, or everything; print a table, or one JSON object."""
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("names", nargs="*", choices=[*subjects.ALL, []], metavar="NAME", help=", ".join(subjects.ALL))
    asked = parser.parse_args()
    setup_test_environment(debug=False)
    runner = DiscoverRunner(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        with override_settings(ROOT_URLCONF="benchmarks.bare"):
            figures = {name: measure(subjects.ALL[name]())._asdict() for name in asked.names or subjects.ALL}
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


if __name__ == "__main__":
    main()
