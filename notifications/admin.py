"""Notices for the administrators: what could not be sent, and what to do with it (Q5)."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from lifecycle import clock
from lifecycle.admin import URGENT, Kept, Work
from notifications import actions
from notifications.models import Notice


@admin.register(Notice)
class NoticeAdmin(Kept):
    """Rows are only read here; what they tell and where they lead is for their reader alone."""

    needs_action = (Work(gettext_lazy("Notices that could not be sent"), {"state__exact": "dead"}, URGENT),)

    list_display = ["created_at", "kind", "to", "address", "state", "attempts", "available_at", "last_error"]
    list_filter = ["state", "kind"]
    list_select_related = ["to"]
    search_fields = ["address"]
    ordering = ["-pk"]
    show_full_result_count = False
    actions = ("retry", "give_up")
    fields = (
        *("kind", "to", "address", "language", "state", "attempts", "last_error"),
        *("created_at", "send_after", "available_at", "claimed_until", "sent_at"),
    )
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only the process owes messages."""
        return False

    @admin.action(description=gettext_lazy("Send once more"))
    def retry(self, request: HttpRequest, chosen: QuerySet[Notice]) -> None:
        """Put what is dead back into the queue."""
        at = clock.now()
        self.act_on_each(request, chosen, lambda notice, _because: actions.retry(notice, by=request.user, at=at))

    @admin.action(description=gettext_lazy("Give up, with a reason"))
    def give_up(self, request: HttpRequest, chosen: QuerySet[Notice]) -> None:
        """Never send what is dead."""
        at = clock.now()
        self.act_on_each(
            request, chosen, lambda notice, because: actions.give_up(notice, by=request.user, at=at, because=because)
        )
