"""What was written and submitted in the open before this version is in cipher and under seal after it (Q53)."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from lifecycle import chain
from tenders import promises
from tenders.applications import actions, content
from tenders.applications.models import Application, CallKey, Opened, Receipt, Sealed
from tests.factories.accounts import UserFactory
from tests.factories.applications import line
from tests.factories.calls import CallFactory
from tests.factories.registry import OrganisationFactory

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = [("tenders", "0013_attachments")]


def migrate(to=None):
    """To this state of the tables, or to that of today."""
    executor = MigrationExecutor(connection)
    to = to or executor.loader.graph.leaf_nodes("tenders")
    executor.migrate(to)
    return executor.loader.project_state(to).apps


@pytest.fixture
def earlier():
    """The tables as they were before; whatever happens, as they are now again."""
    calls = [CallFactory(published=True, lots=1), CallFactory(opened=True, lots=1), CallFactory(cancelled=True, lots=1)]
    # Read now: the tables of before lack columns that came since.
    lots = [call.lots.get() for call in calls]
    people = UserFactory(), [OrganisationFactory() for _ in calls]
    try:
        yield migrate(BEFORE), calls, lots, people
    finally:
        migrate()


def written(apps, lot, author, ngo, **facts):
    """An application in the open, with a budget line and a receipt."""
    at = timezone.now() - timedelta(days=400)
    started = {"started_by_id": author.pk, "started_at": at, "language": "kk", "title": "Ашық тақырып"}
    number = f"A-{lot.pk:08}"
    application = apps.get_model("tenders", "Application").objects.create(
        lot_id=lot.pk, organisation_id=ngo.pk, number=number, **started
    )
    costs = {name: value for name, value in line().items() if value is not None}
    apps.get_model("tenders", "BudgetLine").objects.create(application_id=application.pk, **costs)
    text = chain.canonical({"format": 1, "title": "Ашық тақырып", "requested_amount": "600000.00", **PARTS})
    receipt = apps.get_model("tenders", "Receipt").objects.create(
        application_id=application.pk, number=f"R-{lot.pk}", received_at=at, deadline_at=timezone.now(), key=uuid4(),
        submitted_by_id=author.pk, content=text, sha256=chain.fingerprint(text), requested_amount="600000.00",
    )  # fmt: skip
    stands = {"receipt_id": receipt.pk, "submitted_at": at, "submitted_by_id": author.pk}
    apps.get_model("tenders", "Application").objects.filter(pk=application.pk).update(**stands, **facts)
    return application.pk


PARTS = {"target_groups": [], "work_items": [], "indicators": [], "budget_lines": []}


def test_everything_is_sealed_what_was_opened_stays_readable_and_what_was_cancelled_opens_for_nobody(earlier):
    apps, (sealed, opened, cancelled), lots, (author, ngos) = earlier
    stands = {"status": "opened", "opened_at": opened.opened_at}
    first = written(apps, lots[0], author, ngos[0], status="submitted")
    second = written(apps, lots[1], author, ngos[1], **stands)
    written(apps, lots[2], author, ngos[2], status="submitted")

    migrate()

    one = Application.objects.get(pk=first)
    assert (one.title, content.told(one, "budget_lines")[0]["unit_cost"]) == ("Ашық тақырып", "600000.00")
    assert json.loads(content.text_of(one.receipt))["title"] == "Ашық тақырып"
    assert (Receipt.objects.count(), Sealed.objects.count()) == (3, 3)
    assert list(Opened.objects.values_list("receipt__application", flat=True)) == [second]
    keys = CallKey.objects.in_bulk()
    assert (bool(keys[sealed.pk].private), keys[opened.pk].released_at) == (True, opened.opened_at)
    assert (keys[cancelled.pk].private.whole, keys[cancelled.pk].destroyed_at is None) == ("", False)
    assert [found.pk for found in actions.open_sealed(sealed, at=sealed.opening_at)] == [first]
    assert connection.introspection.table_names().count("tenders_budgetline") == 0
    # Nobody signed what was handed in then, so the procedure of these calls asks for no signature.
    assert (one.lot.call.profile.signing, list(promises.nothing_confirmed_is_lost())) == ("none", [])
