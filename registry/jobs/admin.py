"""Jobs in the admin: how far each is, what became of each row, and the button that stops it."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lifecycle import clock
from lifecycle.admin import ReadOnly
from registry.jobs import actions as jobs
from registry.jobs import rules
from registry.jobs.kinds import KINDS, label_of
from registry.jobs.models import Job, JobItem
from registry.reference.admin import OfTheRegister
from ui.guards import require
from ui.pages import answer, page_of

PAGE = "admin/registry/job/detail.html"


@admin.register(Job)
class JobAdmin(ReadOnly, OfTheRegister):
    """Work that people have started; it is started where its rows are chosen."""

    list_display = ["number", "what", "by", "status", "gone_through", "total", "queued_at"]
    list_display_links = ["number", "what"]
    list_filter = ["status", "kind"]
    list_select_related = ["by"]
    show_full_result_count = False
    actions = ["cancel"]

    @admin.display(description=_("number"), ordering="pk")
    def number(self, job: Job) -> str:
        """What people call it by."""
        return str(job)

    @admin.display(description=_("kind of work"), ordering="kind")
    def what(self, job: Job) -> str:
        """What it does, in words."""
        return label_of(job)

    @admin.display(description=_("rows gone through"))
    def gone_through(self, job: Job) -> int:
        """How many it has come to an end with."""
        return job.gone_through

    def view_on_site(self, job: Job) -> str | None:
        """Nowhere but here."""
        return None

    def has_cancel_permission(self, request: HttpRequest) -> bool:
        """Those whose work it is."""
        return self.has_module_permission(request) and request.user.holds("registry_officer")

    @admin.action(description=_("Cancel the job"), permissions=["cancel"])
    def cancel(self, request: HttpRequest, chosen: QuerySet[Job]) -> HttpResponse | None:
        """Stop before the next batch; then back to where the button was."""
        at, rows = clock.now(), list(chosen)
        self.act_on_each(request, rows, lambda job, _because: jobs.cancel(job, by=request.user, at=at))
        return redirect(rows[0]) if len(rows) == 1 else None

    def change_view(self, request: HttpRequest, object_id: str, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """How far a job is, and what became of each of its rows; alone what changes when the page asks again."""
        require(rules.can_read(request.user))
        visible = Job.objects.visible_to(request.user).select_related("by")
        job = get_object_or_404(visible, pk=object_id if object_id.isdecimal() else 0)
        outcome = request.GET.get("outcome", "")
        items = job.items.exclude(outcome=JobItem.Outcome.WAITING).order_by("record")
        page = page_of(items.filter(outcome=outcome) if outcome in JobItem.Outcome.values else items, request)
        kind = KINDS.get(job.kind)
        context = {
            **self.admin_site.each_context(request),
            "title": label_of(job),
            "opts": self.opts,
            "job": job,
            "page": page,
            "rows": _named(page.rows, kind.model if kind else None),
            "outcome": outcome,
            "may_cancel": rules.can_cancel(request.user, job),
            "undo": kind.undo if kind and job.is_over and job.done and request.user.holds("registry_officer") else "",
            "list_url": _list_of(kind.model) if kind and kind.model else "",
            "about": _about(job, kind.about, request.user) if kind and kind.about else None,
        }
        return answer(request, PAGE, context, part="job")


def _named(items: list[JobItem], model: type[models.Model] | None) -> list[tuple[JobItem, str, str]]:
    """Each row of a page with its record's name and address."""
    if model is None:
        return [(item, str(item.record), "") for item in items]
    records = model._default_manager.in_bulk([item.record for item in items])
    return [(item, str(records.get(item.record, item.record)), _page_of(model, item.record)) for item in items]


def _page_of(model: type[models.Model], pk: int) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[pk])


def _about(job: Job, model: Any, user: Any) -> Any:
    """The record that a job is for, if this person may read it."""
    return model.objects.visible_to(user).filter(pk=job.parameters.get("of")).first()


def _list_of(model: type[models.Model]) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
