"""The document of a call as PDF, its dates for a calendar, the feed of published calls (U36, Q19)."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from tenders.changes.models import Change
from tests.factories.calls import CallFactory

pytestmark = pytest.mark.django_db
DEADLINE = datetime(2030, 6, 14, 13, tzinfo=UTC)


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_document_is_a_pdf_in_the_language_of_its_address(client, language):
    call = CallFactory(published=True, lots=2)

    answer = client.get(f"/{language}/calls/{call.number}/document-{language}.pdf")

    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Type"] == "application/pdf"
    assert f"{call.number}-{language}.pdf" in answer["Content-Disposition"]


def test_a_changed_call_is_drawn_anew(client):
    call = CallFactory(published=True)
    url = f"/ru/calls/{call.number}/document-ru.pdf"
    first, again = client.get(url).content, client.get(url).content
    call.title_ru, call.conditions_hash = "Иначе названный", "beef" * 16
    call.save()

    assert first == again
    assert client.get(url).content != first


def test_drafts_and_other_languages_have_no_document(client):
    call, draft = CallFactory(published=True), CallFactory()

    assert client.get(f"/ru/calls/{call.number}/document-en.pdf").status_code == 404
    for file in (f"{draft.number}/document-ru.pdf", f"{draft.number}.ics"):
        assert client.get(f"/ru/calls/{file}").status_code == 404


def lines(client, call, language="ru"):
    text = client.get(f"/{language}/calls/{call.number}.ics").content.decode()
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    return text.replace("\r\n ", "").split("\r\n")


def test_the_calendar_holds_the_last_day_for_questions_the_deadline_and_the_opening(client):
    call = CallFactory(published=True, deadline_at=DEADLINE, title_ru="Помощь; детям, старикам \\ всем")

    told = lines(client, call)

    assert [line for line in told if line.startswith("DTSTART")] == [
        "DTSTART:20300607T130000Z",
        "DTSTART:20300614T130000Z",
        "DTSTART:20300614T130000Z",
    ]
    title = f"Окончание приёма заявок: {call.number}. Помощь\\; детям\\, старикам \\\\ всем"
    assert [line for line in told if call.number in line and "SUMMARY" in line][1].endswith(title.partition(": ")[2])
    assert (told[0], told[-2]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert "STATUS:CONFIRMED" in told


def test_each_change_in_force_raises_the_sequence(client):
    call, now = CallFactory(published=True), timezone.now()
    moments = {"deadline_before_at": call.deadline_at, "deadline_after_at": call.deadline_at}
    reasons = {"because_kk": "Себебі.", "because_ru": "Причина."}
    for number, status in enumerate(("confirmed", "confirmed"), start=1):
        Change.objects.create(
            call=call, number=number, kind="answers", status=status, proposed_at=now, **moments, **reasons
        )

    assert [line for line in lines(client, call) if line.startswith("SEQUENCE")] == ["SEQUENCE:2"] * 3


def test_a_cancelled_call_cancels_its_dates(client):
    assert lines(client, CallFactory(cancelled=True)).count("STATUS:CANCELLED") == 3


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_feed_holds_the_published_calls_newest_first(client, language):
    CallFactory()
    old = CallFactory(published=True, drafted_at=timezone.now() - timedelta(days=9))
    new = CallFactory(published=True)

    answer = client.get(f"/{language}/calls/feed.atom")

    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    titles = [node.findtext("{*}title") for node in ElementTree.fromstring(answer.content).iterfind("{*}entry")]
    own = "kk" if language == "kk" else "ru"
    assert titles == [f"{call.number}. {getattr(call, f'title_{own}')}" for call in (new, old)]
