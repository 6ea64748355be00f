from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from lifecycle import fences
from lifecycle.models import Entry
from tests.factories.accounts import UserFactory
from tests.lifecycle.organisations import NOON, organisation

pytestmark = pytest.mark.django_db


def verify() -> str:
    out = StringIO()
    call_command("verify_trail", stdout=out)
    return out.getvalue()


def test_whole_trails_are_said_to_be_whole():
    for record in (organisation(), organisation()):
        record.note("seen", by=UserFactory(), at=NOON, because="Бірінші рет")
        record.move_to("active", by=None, at=NOON, verified_at=NOON)

    assert verify() == "Every line follows from the one before it. Trails read: 2.\n"


@pytest.mark.parametrize(
    "change",
    [
        {"verb": "never seen"},
        {"because": "Another reason."},
        {"at": NOON.replace(microsecond=123457)},
        {"by": None},
        {"own_hash": "f" * 64},
        {"previous_hash": "0" * 64},
        {"number": 9},
    ],
)
def test_a_changed_line_is_named(change):
    record, officer = organisation(), UserFactory()
    for verb in ("first", "second", "third"):
        record.note(verb, by=officer, at=NOON)

    with fences.lowered(connection):
        Entry.objects.filter(verb="second").update(**change)

    named = 9 if "number" in change else 2
    if named == 9:  # the third line now stands where the second was
        named = 3
    with pytest.raises(
        CommandError, match=rf"The trail of registry.organisation:{record.pk} is broken at line {named}\."
    ):
        verify()


def test_a_line_taken_out_is_seen_at_the_next_one():
    record = organisation()
    for verb in ("first", "second", "third"):
        record.note(verb, by=None, at=NOON)

    with fences.lowered(connection):
        Entry.objects.filter(verb="second").delete()

    with pytest.raises(CommandError, match="broken at line 3"):
        verify()


def test_the_command_ends_with_one():
    record = organisation()
    record.note("first", by=None, at=NOON)
    with fences.lowered(connection):
        Entry.objects.update(verb="never")

    with pytest.raises(CommandError) as stopped:
        verify()

    assert stopped.value.returncode == 1


def test_a_line_names_its_record_and_what_happened():
    assert str(organisation().note("seen", by=None, at=NOON)).endswith(", 1: seen")
