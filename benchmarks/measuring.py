"""Interleaved rounds of a subject and its baseline, and their medians."""

import gzip
import tracemalloc
from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import NamedTuple

from django.db import connection
from django.test.utils import CaptureQueriesContext

BOUNDS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


class Pair(NamedTuple):
    """What is measured, what it is measured against, how many rounds, and how many turns a round."""

    subject: Callable[[], object]
    baseline: Callable[[], object]
    rounds: int = 45
    turns: int = 2


class Figure(NamedTuple):
    """Medians of one turn, in seconds, and their ratio; queries, page in compressed kB and most memory of ours."""

    seconds: float
    baseline_seconds: float
    ratio: float
    queries: int
    kilobytes: float
    peak_megabytes: float


def measure(pair: Pair) -> Figure:
    """Run subject and baseline by turns, so that a busy machine slows both, and compare the medians."""
    tracemalloc.start()
    with CaptureQueriesContext(connection) as queries:
        answer = pair.subject()
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    # At once: the next request empties the log. What begins and ends a transaction asks nothing.
    asked = sum(not query["sql"].startswith(BOUNDS) for query in queries.captured_queries)
    pair.baseline()
    mine, bare = [], []
    for _ in range(pair.rounds):
        mine.append(_seconds(pair.subject, pair.turns))
        bare.append(_seconds(pair.baseline, pair.turns))
    seconds, baseline = median(mine), median(bare)
    weight = len(gzip.compress(getattr(answer, "content", b""))) / 1000
    ratio = round(seconds / baseline, 3)
    return Figure(round(seconds, 6), round(baseline, 6), ratio, asked, round(weight, 1), round(peak, 1))


def _seconds(act: Callable[[], object], turns: int) -> float:
    start = perf_counter()
    for _ in range(turns):
        act()
    return (perf_counter() - start) / turns
