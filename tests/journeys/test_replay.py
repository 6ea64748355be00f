"""The tender of 19 July 2005: 165 NGOs, 234 applications, 50 winners, 59.7 million tenge, every letter delivered.

Through HTTP by `manage.py replay`, by the real clock, beside a real worker and a beating clock, to a real mail server.
"""

import json
from collections import Counter, defaultdict
from datetime import timedelta
from fractions import Fraction
from io import StringIO

import pytest
from django.core.management import call_command

from notifications.models import Notice
from tenders.applications import content
from tenders.applications.models import Application, LateAttempt, Receipt
from tenders.calls.models import Call
from tenders.decisions.models import Result
from tenders.scoring.models import Score, ScoreSheet

pytestmark = [pytest.mark.broker, pytest.mark.django_db(transaction=True)]

SECOND = timedelta(seconds=1)
# What each bidder hears of each of its applications, and each member of the commission of the call; mail for mail.
LETTERS = {
    "applications/submitted": 234,
    "admission/opened": 234,
    "admission/admitted": 234,
    "decisions/winner": 50,
    "decisions/reserve": 6,
    "decisions/not_funded": 160,
    "decisions/below_threshold": 18,
    "commission/declare": 8,
    "commission/declared": 3,
    "admission/begun": 2,
    "scoring/begun": 7,
    "scoring/finished": 3,
}


def test_the_tender_of_2005_ends_as_it_ended(office, post_office):
    printed = StringIO()

    with office.worker(), office.beating():
        call_command("replay", "--json", stdout=printed, stderr=StringIO())

    told = json.loads(printed.getvalue())
    assert told.pop("seconds") > 0
    assert told == {
        "applications": 234,
        "ngos": 165,
        "late_refused": 5,
        "winners": 50,
        "awarded_tenge": 59_700_000,
        "notices_sent": sum(LETTERS.values()),
    }
    # On a slow machine an earlier call may have failed at its deadline, without an application.
    call = Call.objects.get(profile__code="REPLAY", results_at__isnull=False)
    in_time_and_late(call)
    the_best_win(call)
    each_letter_once(call, post_office)
    nobody_hears_early(call, post_office)
    call_command("check_invariants", stdout=StringIO())
    call_command("verify_trail", stdout=StringIO())


def in_time_and_late(call: Call) -> None:
    """Some came in the last second; whoever came a second late is refused, and keeps every word."""
    assert Receipt.objects.count() == 234
    assert not Receipt.objects.filter(received_at__gt=call.deadline_at).exists()
    assert Receipt.objects.filter(received_at__gt=call.deadline_at - SECOND).count() >= 3
    attempts = list(LateAttempt.objects.select_related("application"))
    late = Application.objects.filter(pk__in=[attempt.application_id for attempt in attempts])
    assert [attempt.received_at >= call.deadline_at + SECOND for attempt in attempts] == [True] * 5
    assert [(one.status, one.receipt) for one in late] == [("draft", None)] * 5
    parts = ("objectives", "risks", "target_groups", "team", "work_items", "indicators", "budget_lines")
    assert [[len(content.told(one, part)) for part in parts] for one in late] == [[1] * len(parts)] * 5
    assert all(one.goal for one in late)


def the_best_win(call: Call) -> None:
    """The sheets of seven, weighed and ranked here by hand, give the winners that were published."""
    assert ScoreSheet.objects.filter(status="locked").count() == 234 * 7
    expected = {}
    for lot in call.lots.all():
        left = lot.budget_amount
        for number, requested in ranked(lot):
            if requested > left:
                break
            left -= requested
            expected[number] = requested
    won = Result.objects.filter(outcome="winner")
    assert dict(won.values_list("application__number", "awarded_amount")) == expected
    assert sum(expected.values()) == 59_700_000
    assert won.values("application__organisation").distinct().count() == 50


def ranked(lot) -> list[tuple[str, int]]:
    """The applications of a lot that pass both thresholds, best total first, each with what it asks for."""
    marks = defaultdict(lambda: defaultdict(list))
    for number, criterion, points in Score.objects.filter(sheet__application__lot=lot).values_list(
        "sheet__application__number", "criterion__code", "points"
    ):
        marks[number][criterion].append(Fraction(points))
    weights = {one.code: Fraction(one.weight) for one in lot.call.criteria.all()}
    least = {one.code: Fraction(one.min_points) for one in lot.call.criteria.all()}
    totals = {}
    for number, given in marks.items():
        means = {code: sum(points) / len(points) for code, points in given.items()}
        total = sum(weights[code] * mean for code, mean in means.items()) / 5
        if total >= 60 and all(mean >= least[code] for code, mean in means.items()):
            totals[number] = total
    requested = dict(lot.applications.values_list("number", "receipt__opened__requested_amount"))
    return [(number, requested[number]) for number in sorted(totals, key=totals.get, reverse=True)]


def each_letter_once(call: Call, post_office) -> None:
    """Everything owed has arrived, once, at its person, in that person's language."""
    failed = Notice.objects.filter(kind="admission/failed")
    of_a_failed_call = {notice.message_id for notice in failed}
    owed = list(Notice.objects.exclude(state="dropped").exclude(pk__in=failed).select_related("to"))
    assert Counter(notice.kind for notice in owed) == LETTERS
    assert {(notice.state, notice.attempts) for notice in owed} == {("sent", 1)}
    arrived = [
        (tuple(to), letter["Message-ID"], letter["Content-Language"])
        for to, letter in zip(post_office.recipients, post_office.letters, strict=True)
        if letter["Message-ID"] not in of_a_failed_call
    ]
    assert Counter(arrived) == Counter(((notice.to.email,), notice.message_id, notice.to.language) for notice in owed)
    assert {language for _to, _name, language in arrived} == {"kk", "ru", "en"}
    words = {"kk": call.title_kk, "ru": call.title_ru, "en": "Tapsyrys, state social orders for NGOs"}
    texts = [(letter["Content-Language"], letter.get_body(("plain",)).get_content()) for letter in post_office.letters]
    assert [text for language, text in texts if words[language] not in text] == []


def nobody_hears_early(call: Call, post_office) -> None:
    """No letter about a result arrived before the publication; on the site all may read them from the same moment."""
    results = Notice.objects.filter(kind__startswith="decisions/")
    assert set(results.values_list("send_after", flat=True)) == {call.results_at}
    names = {notice.message_id for notice in results}
    moments = zip(post_office.letters, post_office.moments, strict=True)
    of_results = [moment for letter, moment in moments if letter["Message-ID"] in names]
    assert [moment > call.results_at for moment in of_results] == [True] * 234
