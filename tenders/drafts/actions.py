"""Keep a version, keep what would be written over, arrive at a section.

What is kept stands in four columns of the working copy, which is read and written in any case: to save by itself once
more costs no question of its own. `unkept` tells whose words stand in no version yet, by name of text or part.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from lifecycle import boxes, chain
from tenders.drafts.models import Presence, Version, label

# What one person saves by itself within ten minutes is one version: a page saves every few seconds, and at a deadline
# a thousand people write at once. Ten minutes of work are few enough to look through and to write anew.
TOGETHER = timedelta(minutes=10)
# A page that is written on tells so every few seconds; the hint counts whole minutes.
OFTEN = timedelta(seconds=30)
COUNTED = ("versions", "unkept", "unkept_since")


def keep(copy: Any, *, is_pressed: bool) -> bool:
    """Make a version of how a working copy stands, and answer whether: not if that is one already.

    The caller holds the application, and saves what is `COUNTED` of the copy.
    """
    application = copy.application
    if _is_kept(copy):
        return False
    number = copy.versions + 1
    Version.objects.create(
        application=application,
        number=number,
        saved_at=application.edited_at,
        saved_by_id=application.edited_by_id,
        changed=copy.unkept,
        is_pressed=is_pressed,
        box=boxes.shut(copy.secret, chain.canonical(copy.facts), label(application, number)),
    )
    copy.versions, copy.unkept, copy.unkept_since = number, {}, None
    return True


def keep_before(copy: Any, names: Collection[str], *, by: Any, at: datetime) -> None:
    """Make a version before these names are written, where words would be lost that stand in none.

    Those of another person; those of one's own only if they are older than what is taken together.
    """
    is_over_another = any(copy.unkept.get(name, by.pk) != by.pk for name in names)
    is_long_ago = copy.unkept_since is None or at - copy.unkept_since >= TOGETHER
    if is_over_another or is_long_ago:
        keep(copy, is_pressed=False)


def note_changed(copy: Any, names: Collection[str], *, by: Any, at: datetime) -> None:
    """These names were written by this person and stand in no version yet; whoever calls saves it."""
    copy.unkept |= dict.fromkeys(names, by.pk)
    copy.unkept_since = copy.unkept_since or at


def arrive(application: Any, section: str, *, was: Presence | None = None, by: Any, at: datetime) -> None:
    """Tell a person's colleagues that they are at work on a section (Q31): one row, written in one statement.

    `was` is what is known of the person already: while it is true and fresh, nothing is written.
    """
    if was is None or was.section != section or at - was.at >= OFTEN:
        here = Presence(application=application, user=by, section=section, at=at)
        Presence.objects.bulk_create(
            [here], update_conflicts=True, unique_fields=["application", "user"], update_fields=["section", "at"]
        )


def _is_kept(copy: Any) -> bool:
    # Without a version there is nothing to keep only as long as nobody has written anything.
    return not copy.unkept and (copy.versions > 0 or copy.application.edited_at is None)
