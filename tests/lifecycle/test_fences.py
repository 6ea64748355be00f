import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from lifecycle import fences
from lifecycle.models import Entry
from tests.lifecycle.organisations import NOON, organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def line() -> Entry:
    return organisation().note("seen", by=None, at=NOON)


def execute(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE lifecycle_entry SET verb = 'never seen'",
        "UPDATE lifecycle_entry SET own_hash = previous_hash",
        "DELETE FROM lifecycle_entry",
    ],
)
def test_the_database_refuses_to_change_or_delete_a_line(line, statement):
    with pytest.raises(IntegrityError, match="written once"):
        execute(statement)

    assert Entry.objects.get().verb == "seen"


def test_neither_do_querysets_get_through(line):
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.update(verb="never seen")
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.all().delete()

    assert Entry.objects.get().verb == "seen"


def test_postgresql_refuses_to_empty_the_table(line):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE.")
    execute("SET CONSTRAINTS ALL IMMEDIATE")  # or the inserted row itself would stand in the way

    with pytest.raises(IntegrityError, match="written once"):
        execute("TRUNCATE lifecycle_entry CASCADE")

    assert Entry.objects.count() == 1


def test_a_fence_is_lowered_and_raised_again(line):
    with fences.lowered(connection):
        execute("UPDATE lifecycle_entry SET verb = 'corrected by a test'")

    with pytest.raises(IntegrityError):
        execute("UPDATE lifecycle_entry SET verb = 'never seen'")
    assert Entry.objects.get().verb == "corrected by a test"


def test_every_fence_that_a_migration_raised_still_stands():
    graph = MigrationLoader(connection).graph
    raised = {
        operation.table
        for migration in graph.nodes.values()
        for operation in migration.operations
        if isinstance(operation, fences.Fence)
    }

    assert fences.fenced(connection) == sorted(raised)
    assert "lifecycle_entry" in raised


def test_a_migration_that_goes_back_lowers_its_fence(line):
    fence, state, editor = fences.Fence("lifecycle_entry"), ProjectState(), connection.schema_editor()

    fence.database_backwards("lifecycle", editor, state, state)
    execute("UPDATE lifecycle_entry SET verb = 'corrected'")
    lowered = fences.fenced(connection)
    fence.state_forwards("lifecycle", state)
    fence.database_forwards("lifecycle", editor, state, state)

    assert "lifecycle_entry" not in lowered
    assert "lifecycle_entry" in fences.fenced(connection)
    assert fence.describe() == "Rows of lifecycle_entry are written once"
