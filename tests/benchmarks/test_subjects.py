"""What `./dev bench` measures can be built, answers, and keeps to its number of queries; nothing is timed here."""

import json
from functools import partial

import pytest
from django.db import connection

from benchmarks import many, running, subjects
from benchmarks.measuring import Figure, Pair, measure
from registry.organisations import naming
from registry.organisations.models import Organisation

pytestmark = [pytest.mark.django_db, pytest.mark.urls("benchmarks.bare")]

SMALL = {
    "home": partial(subjects.home, 2),
    "call_page": subjects.call_page,
    "application_page": subjects.application_page,
    "register_25k": partial(subjects.register, 60),
    "admin_changelist_50k": partial(subjects.admin_changelist, 60),
    "register_search_25k": partial(subjects.register_search, 60),
    "register_search_1m": partial(subjects.register_search, 60),
    "register_facets_25k": partial(subjects.register_facets, 60),
    "statistics_25k": partial(subjects.statistics, 60),
    "office_applications_234": partial(subjects.office_applications, 3),
    "office_applications_5000": partial(subjects.office_applications, 60),
    "submit": partial(subjects.submit, rounds=1, turns=1),
    "autosave": subjects.autosave,
    "rank_5000": partial(subjects.rank, 4),
    "open_1000": partial(subjects.opening, 3),
    "import_50k": partial(subjects.importing, 60),
}
if connection.vendor != "postgresql":
    del SMALL["register_search_1m"]
AT_MOST = {
    **{"home": 8, "call_page": 12, "submit": 20, "autosave": 15},
    **{"admin_changelist_50k": 15, "import_50k": 125, "open_1000": 50},
}


def test_every_subject_is_tried_here():
    assert list(SMALL) == list(subjects.ALL)


@pytest.mark.parametrize("name", SMALL)
def test_a_subject_gives_a_figure_within_its_number_of_queries(name):
    figure = measure(SMALL[name]()._replace(rounds=1, turns=1))

    assert 0 < figure.queries <= AT_MOST.get(name, 12)
    assert min(figure.seconds, figure.baseline_seconds, figure.ratio) > 0


@pytest.mark.parametrize(
    "name", ["home", "call_page", "application_page", "register_25k", "admin_changelist_50k", "office_applications_234"]
)
def test_the_bare_page_is_as_large_and_asks_as_often_as_ours(name):
    pair = SMALL[name]()

    ours, bare = pair.subject(), pair.baseline()

    assert abs(len(bare.content) - len(ours.content)) < 300
    assert (
        measure(pair._replace(rounds=1, turns=1)).queries == measure(Pair(pair.baseline, pair.baseline, 1, 1)).queries
    )


def test_json_is_one_object_by_name_and_a_table_has_a_line_for_each(capsys):
    figure = Figure(0.02, 0.01, 2.0, 5, 1.5, 2.5)

    running.print_figures({"home": figure}, as_json=True)
    printed = capsys.readouterr().out
    running.print_figures({"home": figure, "call_page": figure}, as_json=False)
    table = capsys.readouterr().out.splitlines()

    whole = {"seconds": 0.02, "baseline_seconds": 0.01, "ratio": 2.0, "queries": 5}
    assert json.loads(printed) == {"home": {**whole, "kilobytes": 1.5, "peak_megabytes": 2.5}}
    assert [line.split()[0] for line in table[1:]] == ["home", "call_page"]


# An index cannot be made anew beside rows that wait for the end of their transaction.
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="these rows are made by PostgreSQL")
def test_rows_made_inside_the_database_are_searched_and_sorted_as_those_of_the_product():
    many.organisations(900)

    assert Organisation.objects.matching("ейірі").count() == 900 // 40
    for ngo in Organisation.objects.public()[:50]:
        assert ngo.sort_kk == naming.sort_key(ngo.name_kk)
        assert naming.fold(ngo.name_kk) in ngo.search_text
    assert Organisation.objects.filter(spheres=None).count() == Organisation.objects.filter(classes=None).count() == 0
