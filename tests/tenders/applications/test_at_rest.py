"""Between the submission and the opening no word of an application stands anywhere but in cipher (Q53)."""

import base64
import logging
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest
import redis
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.urls import reverse

from lifecycle import boxes, clock
from notifications import tasks as notifications
from tenders.applications import actions, content
from tenders.applications.models import Application
from tests.factories.applications import (
    ApplicationFactory,
    group,
    head_of,
    indicator,
    line,
    objective,
    partner,
    person,
    project,
    risk,
    submitted,
    work,
)

pytestmark = pytest.mark.django_db(transaction=True)

SUM, COUNT = "613247.41", 739_190_417


def canary(word):
    """A word that stands nowhere else, of letters of both alphabets."""
    return f"қанарейка-canary-{word}"


def facts_of(lot):
    """A canary in every column that takes a word, and figures that nobody else has."""
    told = {
        "objectives": objective(),
        "risks": risk(),
        "team": person(),
        "partners": partner(),
        "experience": project(sum_amount=SUM),
        "target_groups": group(direct_count=COUNT),
        "work_items": work(lot),
        "indicators": indicator(lot, target=SUM),
        "budget_lines": line(SUM),
    }
    for part, row in told.items():
        row |= {column: canary(f"{part}-{column}") for column in content.COLUMNS[part] if _is_free(part, column)}
    return {name: canary(name) for name in content.TEXTS[1:]} | {part: [row] for part, row in told.items()}


def _is_free(part, column):
    if column in ("key", "region", *content.LINKS.get(part, ())):  # chosen, not typed
        return False
    field = content.PARTS[part]._meta.get_field(column)
    return field.get_internal_type() in ("CharField", "TextField") and not field.choices


def marks():
    """Each canary as it may be written: plainly, in UTF-16, escaped, in base64, in hexadecimal; and the figures."""
    word = canary("")
    plain = word.encode()
    yield from (b"canary", plain, plain.hex().encode(), word.encode("utf-16-le"), word.encode("unicode_escape"))
    for shift in range(3):
        yield base64.b64encode(b" " * shift + plain)[4:-4]
    yield from (SUM.encode(), SUM.replace(".", ",").encode(), str(COUNT).encode())


def dump():
    """Every byte of the database: the file and its journal, or a copy of every table there is."""
    if connection.vendor == "sqlite":
        file = Path(connection.settings_dict["NAME"])
        return b"".join(path.read_bytes() for path in sorted(file.parent.glob(f"{file.name}*")))
    pieces = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            with cursor.cursor.copy(f'COPY "{table}" TO STDOUT') as copied:
                pieces += [bytes(piece) for piece in copied]
    return b"".join(pieces)


def elsewhere(caplog):
    """Uploaded files, the cache, the broker, the log, and the mails that left."""
    yield from (path.read_bytes() for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())
    yield repr(cache._cache).encode() + b"".join(cache._cache.values())
    yield caplog.text.encode()
    yield from (letter.message().as_bytes() + letter.body.encode() for letter in mail.outbox)
    if not settings.EMBEDDED_BROKER:
        with closing(redis.Redis.from_url(settings.CELERY_BROKER_URL)) as broker:
            for key in broker.scan_iter():
                yield key + (broker.dump(key) or b"")


def found(pieces):
    """Which marks stand in any of these pieces."""
    whole = b"\n".join(pieces)
    return sorted({mark for mark in marks() if mark in whole})


@pytest.fixture
def application(client, caplog):
    """Written by the actions and by a page, submitted on the page, replaced once, its letters sent."""
    caplog.set_level(logging.DEBUG)
    application = ApplicationFactory(complete=False)
    head = head_of(application)
    actions.revise(application, facts_of(application.lot), by=head, at=clock.now())
    client.force_login(head)
    page = reverse("applications:section", args=[application.number, "summary"])
    client.post(page, {"changed": "goal", "goal": canary("goal")}, headers={"X-Auto-Save": "1"})
    actions.revise(application, {"goal": canary("goal-anew")}, by=head, at=clock.now())
    restored = client.post(reverse("versions:restore", args=[application.number, 1]))
    assert (restored.status_code, application.versions.count()) == (302, 3)
    assert canary("goal-anew") in client.get(reverse("versions:detail", args=[application.number, 3])).text
    check = reverse("applications:check", args=[application.number])
    assert canary("summary") in client.get(check).text
    pressed = client.post(check, {"key": str(uuid4()), **dict.fromkeys(content.DECLARATIONS, "on")})
    assert pressed.status_code == 303
    submitted(application)
    client.get(reverse("applications:receipt", args=[application.number]))
    client.get(reverse("applications:receipt_pdf", args=[application.number]))
    notifications.deliver_notices()
    return Application.objects.get()


def test_every_column_that_is_written_carries_a_canary(application):
    text = content.text_of(application.receipt)

    free = [f"{part}-{name}" for part in content.PARTS for name in content.COLUMNS[part] if _is_free(part, name)]
    assert [word for word in map(canary, (*content.TEXTS[1:], *free)) if word not in text] == []
    assert (SUM in text, str(COUNT) in text) == (True, True)


def test_no_word_and_no_figure_of_it_stands_in_a_dump_of_the_database(application):
    whole = dump()

    assert application.number.encode() in whole
    assert found([whole]) == []


def test_q32_a_version_opens_under_its_own_number_alone(application):
    first, second, third = application.versions.order_by("number")

    assert [one.facts["goal"] for one in (first, second, third)] == [
        canary("goal"), canary("goal-anew"), canary("goal")
    ]  # fmt: skip
    first.box = second.box
    with pytest.raises(boxes.Broken):
        str(first.facts)
    assert {len(one.box) for one in (second, third)} == {len(application.working_copy.box)}


def test_nor_in_files_cache_broker_log_or_mail(application, caplog):
    assert len(mail.outbox) == 2
    assert found(elsewhere(caplog)) == []


def test_nor_while_it_is_a_draft_after_a_recall_or_a_withdrawal(application):
    head = head_of(application)
    actions.recall(application, by=head, at=clock.now())
    submitted(application)
    actions.withdraw(application, by=head, at=clock.now())

    assert found([dump()]) == []


def test_nor_after_the_opening_while_its_readers_read_it_whole(application):
    call = application.lot.call
    actions.open_sealed(call, at=call.opening_at)
    receipt = Application.objects.select_related("receipt").get().receipt

    whole = dump()

    assert content.of_receipt(receipt)["summary"] == canary("summary")
    # What it asks for is public from the opening on.
    assert [mark for mark in found([whole]) if mark != SUM.encode()] == []


def test_drafts_short_and_long_take_as_much_room():
    short, long = ApplicationFactory(complete=False), ApplicationFactory()

    assert len(short.working_copy.box) == len(long.working_copy.box)
