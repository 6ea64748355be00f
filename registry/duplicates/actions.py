"""Merge two records of one organisation: everything that stands on either is told of its other half."""

from datetime import datetime
from typing import Any

from django.db import transaction

from registry.organisations import actions as organisations
from registry.organisations.models import Organisation
from registry.persons import actions as persons


@transaction.atomic
def merge(duplicate: Organisation, *, into: Organisation, because: str, by: Any, at: datetime) -> Organisation:
    """Merge a duplicate into the record that goes on, with its people, founders, posts and private data (R-002).

    Its code and BIN lead to the survivor from then on; this is final. Refused for what `close_duplicate` names.
    """
    duplicate, survivor = organisations.close_duplicate(duplicate, into=into, because=because, by=by, at=at)
    persons.carry_over(duplicate, survivor, at=at)
    return survivor
