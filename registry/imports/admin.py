"""Imports and exports in the admin: a file is brought, looked at row by row, confirmed, followed, and undone."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lifecycle import clock
from lifecycle.admin import ReadOnly
from registry.imports import actions as imports
from registry.imports import preview, rules, sheets, template
from registry.imports.forms import ExportForm, UndoForm, UploadForm
from registry.imports.models import Export, Import, ImportRow
from registry.imports.views import attached, table
from registry.jobs.kinds import KINDS, label_of
from registry.jobs.models import Job
from registry.organisations.models import Organisation
from registry.reference.admin import OfTheRegister
from ui.guards import require, told
from ui.pages import answer, page_of

PAGE = "admin/registry/import/detail.html"
VERBS: dict[str, tuple[Callable[..., Any], Any, Any]] = {
    "confirm": (imports.confirm, gettext_lazy("Confirm and write"), gettext_lazy("The import is being written.")),
    "go_on": (imports.go_on, gettext_lazy("Go on"), gettext_lazy("The work goes on.")),
    "cancel": (imports.cancel, gettext_lazy("Stop here"), gettext_lazy("The import is stopped.")),
}


@admin.register(Import)
class ImportAdmin(ReadOnly, OfTheRegister):
    """Files of organisations; their rows hold telephones, so that officers alone read them."""

    needs_action = (
        (gettext_lazy("Imports awaiting a second officer"), {"status__exact": "awaiting"}),
        (gettext_lazy("Imports that are checked"), {"status__exact": "checked"}),
    )
    list_display = ["number", "name", "status", "uploaded_by", "uploaded_at", "new", "changed", "errors"]
    list_display_links = ["number", "name"]
    list_filter = ["status"]
    list_select_related = ["uploaded_by"]
    show_full_result_count = False
    actions = None

    @admin.display(description=gettext_lazy("number"), ordering="pk")
    def number(self, of: Import) -> str:
        """What people call it by."""
        return str(of)

    def view_on_site(self, of: Import) -> str | None:
        """Nowhere but here."""
        return None

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Registry officers."""
        return rules.can_import(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Registry officers."""
        return rules.can_import(request.user)

    def get_urls(self) -> list:
        """With the template, what is done to an import, and its rows with errors."""
        own = [
            ("template/<str:kind>/", "template", self.template_view),
            ("<int:pk>/act/", "act", self.act_view),
            ("<int:pk>/undo/", "undo", self.undo_view),
            ("<int:pk>/errors/<str:kind>/", "errors", self.errors_view),
        ]
        wrapped = [
            path(where, self.admin_site.admin_view(view), name=f"registry_import_{name}") for where, name, view in own
        ]
        return wrapped + super().get_urls()

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Bring a file."""
        require(rules.can_import(request.user))
        form = UploadForm(*_posted(request))
        if form.is_valid():
            with told(request, _("The file is kept. It is being checked now.")):
                return redirect(imports.upload(form.cleaned_data["file"], by=request.user, at=clock.now()))
        context = self._context(request, _("Bring a file"), form=form)
        return TemplateResponse(request, "admin/registry/import/upload.html", context)

    def change_view(self, request: HttpRequest, object_id: str, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Where an import stands and what each row would do; alone what changes when the page asks again."""
        of = self._of(request, object_id)
        verdict = request.GET.get("verdict", "")
        rows = of.rows.select_related("organisation").order_by("number")
        chosen = {"verdict": verdict} if verdict in ImportRow.Verdict.values else {}
        chosen |= {"outcome": verdict} if verdict in ("left", "kept") else {}
        page = page_of(rows.filter(**chosen), request, per=25)
        context = self._context(
            request, str(of), of=of, page=page, rows=preview.shown(page.rows), verdict=verdict, choices=_choices(of),
            verbs=[(name, VERBS[name][1]) for name in self._offers(request, of) if name in VERBS],
            may_undo="undo" in self._offers(request, of), fault=_fault_of(of),
            jobs=_jobs_of(of), is_for_another=of.needs_another and of.uploaded_by_id == request.user.pk,
        )  # fmt: skip
        return answer(request, PAGE, context, part="import")

    def act_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Carry out a verb, and come back."""
        of = self._of(request, str(pk))
        act, _label, done = VERBS.get(request.POST.get("verb", ""), (None, "", ""))
        require(act is not None)
        with told(request, str(done)):
            act(of, by=request.user, at=clock.now())
        return redirect(of)

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What undoing does, and why it is done."""
        of = self._of(request, str(pk))
        form = UndoForm(*_posted(request))
        if form.is_valid():
            with told(request, _("The import is being undone.")):
                imports.undo(of, because=form.cleaned_data["because"], by=request.user, at=clock.now())
            return redirect(of)
        context = self._context(request, _("Undo %(what)s") % {"what": of}, of=of, form=form)
        return TemplateResponse(request, "admin/registry/import/undo.html", context)

    def errors_view(self, request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
        """The rows with errors, each with its reasons, to be mended and brought again."""
        of = self._of(request, str(pk))
        if of.emptied_at is not None:
            return redirect(of)
        wrong = of.rows.filter(verdict=ImportRow.Verdict.ERROR).order_by("number").iterator(chunk_size=1_000)
        return _sent(preview.wrong_rows(wrong), kind, f"import-{of.pk}-errors")

    def template_view(self, request: HttpRequest, kind: str) -> HttpResponseBase:
        """The table to begin with."""
        require(rules.can_import(request.user))
        content = template.as_workbook() if kind == sheets.XLSX else template.as_csv()
        return attached(BytesIO(content), kind if kind == sheets.XLSX else sheets.CSV, "template")

    def _of(self, request: HttpRequest, pk: str) -> Import:
        require(rules.can_import(request.user))
        found = Import.objects.visible_to(request.user).select_related("uploaded_by", "confirmed_by", "undone_by")
        return get_object_or_404(found, pk=pk if pk.isdecimal() and len(pk) < 19 else 0)

    def _offers(self, request: HttpRequest, of: Import) -> list[str]:
        return rules.offers(request.user, of, at=clock.now())

    def _context(self, request: HttpRequest, title: str, **more: Any) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "title": title, "opts": self.opts, **more}


@admin.register(Export)
class ExportAdmin(ReadOnly, OfTheRegister):
    """Who has taken which rows out of the register; a new one begins at the list of organisations."""

    list_display = ["at", "by", "filters", "kind", "rows", "has_contacts"]
    list_filter = ["kind", "has_contacts"]
    list_select_related = ["by"]
    show_full_result_count = False
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whoever reads the organisations; what the table holds goes by the role."""
        return self.has_view_permission(request)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponseBase:
        """The rows that the list of organisations shows under the same filters."""
        require(self.has_add_permission(request))
        found = self.admin_site.get_model_admin(Organisation).get_changelist_instance(request).queryset
        form, with_contacts = ExportForm(*_posted(request)), rules.sees_contacts(request.user)
        count = found.count()
        if form.is_valid():
            kind = form.cleaned_data["kind"]
            imports.note_export(
                filters=request.GET.urlencode(), kind=kind, rows=count, has_contacts=with_contacts,
                by=request.user, at=clock.now(),
            )  # fmt: skip
            return table(found, kind, with_contacts=with_contacts)
        context = {
            **self.admin_site.each_context(request), "title": _("Download these rows"), "opts": self.opts, "form": form,
            "count": count, "with_contacts": with_contacts, "query": request.GET.urlencode(),
        }  # fmt: skip
        return TemplateResponse(request, "admin/registry/export/add.html", context)


def _posted(request: HttpRequest) -> tuple[Any, Any]:
    """What a form was sent, were it nothing; a page that is only looked at was sent none."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _choices(of: Import) -> list[tuple[str, Any, int]]:
    """What the rows can be filtered by, with how many there are."""
    found = [("new", of.new), ("changed", of.changed), ("unchanged", of.unchanged), ("error", of.errors)]
    labels = [(name, ImportRow.Verdict(name).label, count) for name, count in found]
    outcomes = [("left", of.left), ("kept", of.kept)]
    return labels + [(name, ImportRow.Outcome(name).label, count) for name, count in outcomes if count]


def _jobs_of(of: Import) -> list[tuple[Job, str]]:
    """The work that was done for an import, the first first, each with what it was."""
    kinds = [name for name, kind in KINDS.items() if kind.about is Import]
    return [(job, label_of(job)) for job in Job.objects.filter(kind__in=kinds, parameters__of=of.pk).order_by("pk")]


def _fault_of(of: Import) -> str:
    return sheets.sentence(of.fault, of.fault_facts) if of.fault else ""


def _sent(rows: Any, kind: str, name: str) -> HttpResponseBase:
    if kind != sheets.XLSX:
        return attached(sheets.csv_lines(rows), sheets.CSV, name)
    file = BytesIO()
    sheets.write_workbook(file, rows, title=_("Errors"))
    file.seek(0)
    return attached(file, sheets.XLSX, name)
