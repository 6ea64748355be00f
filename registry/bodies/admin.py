"""State bodies in the admin."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from registry.bodies.models import StateBody
from registry.reference.admin import SettingsOfTheRegister


@admin.register(StateBody)
class StateBodyAdmin(SettingsOfTheRegister):
    """Ministries and akimats; roles are given for one of them, calls are numbered by its code."""

    list_display = ["code", "name_kk", "name_ru", "name_en", "level", "region"]
    list_filter = ["level", "region"]
    list_select_related = ["region"]
    search_fields = ["code", "bin", "name_kk", "name_ru", "name_en"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The code of a body stays: the numbers of its calls begin with it."""
        return ("code",) if obj else ()
