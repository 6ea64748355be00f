"""The admin of the packages we stand on, under our own rules: nothing deleted, nothing run inside a page."""

from auditlog.admin import LogEntryAdmin
from auditlog.models import LogEntry
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy
from django_celery_beat import admin as beat
from django_celery_beat.models import PeriodicTask, PeriodicTasks

from lifecycle.admin import ReadOnly

for theirs in (
    LogEntry,
    PeriodicTask,
    beat.ClockedSchedule,
    beat.CrontabSchedule,
    beat.IntervalSchedule,
    beat.SolarSchedule,
):
    admin.site.unregister(theirs)


@admin.register(LogEntry)
class JournalAdmin(ReadOnly, LogEntryAdmin):
    """Old and new value of every change of legal data."""

    # The package asks for a first and a last name; our people have one name.
    search_fields = ("object_repr", "changes", "actor__name", "actor__email")
    show_full_result_count = False


@admin.register(PeriodicTask)
class TickAdmin(ReadOnly):
    """What the clock does and when it last did; a job can rest for a while, the schedule itself stands in settings."""

    list_display = ("name", "enabled", "interval", "crontab", "last_run_at", "total_run_count")
    list_select_related = ("interval", "crontab")
    fields = (*list_display, "task", "expire_seconds")
    actions = ("rest", "resume")

    def has_plan_permission(self, request: HttpRequest) -> bool:
        """Only those who may change periodic tasks."""
        return request.user.has_perm("django_celery_beat.change_periodictask")

    @admin.action(description=gettext_lazy("Let the chosen jobs rest"), permissions=["plan"])
    def rest(self, request: HttpRequest, chosen: QuerySet[PeriodicTask]) -> None:
        """Skip their ticks from now on."""
        chosen.update(enabled=False)
        PeriodicTasks.update_changed()

    @admin.action(description=gettext_lazy("Resume the chosen jobs"), permissions=["plan"])
    def resume(self, request: HttpRequest, chosen: QuerySet[PeriodicTask]) -> None:
        """Their ticks count again; what was due meanwhile is done by the first one."""
        chosen.update(enabled=True)
        PeriodicTasks.update_changed()
