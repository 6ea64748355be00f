"""The early tenders in the admin: read, never changed."""

from django.contrib import admin

from lifecycle.admin import ReadOnly
from registry.archive.models import ArchiveTender
from registry.reference.admin import OfTheRegister


@admin.register(ArchiveTender)
class ArchiveTenderAdmin(ReadOnly, OfTheRegister):
    """The early tenders, as the article reports them."""

    list_display = ["code", "held_on", "applications", "ngos", "winners", "winners_unit", "amount"]
