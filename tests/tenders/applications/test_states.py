"""The map of an application, pair by pair (domain 5.2)."""

from itertools import product

import pytest

from lifecycle.models import Refused
from tenders.applications.models import Application
from tests.factories.applications import ApplicationFactory, head_of

Status = Application.Status
ALLOWED = {
    ("draft", "submitted"),
    ("submitted", "draft"),
    ("submitted", "withdrawn"),
    ("submitted", "opened"),
    ("submitted", "needs_reconfirm"),
    ("needs_reconfirm", "submitted"),
    ("needs_reconfirm", "draft"),
    ("needs_reconfirm", "withdrawn"),
    ("needs_reconfirm", "lapsed"),
    ("opened", "admitted"),
    ("opened", "rejected"),
    ("admitted", "scored"),
    ("scored", "below_threshold"),
    ("scored", "winner"),
    ("scored", "reserve"),
    ("scored", "not_funded"),
}


@pytest.mark.parametrize(("was", "becomes"), list(product(Status.values, Status.values)))
def test_an_application_moves_along_its_map_only(was, becomes):
    assert Application(status=was).may_move_to(becomes) == ((was, becomes) in ALLOWED)


@pytest.mark.django_db
def test_a_move_off_the_map_is_refused_and_leaves_no_trace():
    application = ApplicationFactory()

    with pytest.raises(Refused):
        application.move_to("winner", by=head_of(application), at=application.started_at)

    application.refresh_from_db()
    assert (application.status, application.trail().count()) == ("draft", 0)
