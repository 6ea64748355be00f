"""How many files an application may have and how large: by the profile of its call, and never above the site's own."""

from typing import NamedTuple

from django.conf import settings

from tenders.procedure.models import Profile

MEGABYTE = 1024 * 1024


class Limits(NamedTuple):
    """Numbers of files, and sizes in bytes; no number where neither profile nor site sets any."""

    most: int | None
    each: int
    together: int | None


def of(profile: Profile) -> Limits:
    """What a call by this profile allows."""
    each = min(profile.attachment_megabytes or settings.FILE_MEGABYTES, settings.FILE_MEGABYTES)
    whole = profile.attachments_megabytes
    return Limits(profile.attachments_max, each * MEGABYTE, whole * MEGABYTE if whole else None)
