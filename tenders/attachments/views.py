"""The files of an application: put in, taken out, saved; and the way in parts over a bad line."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from files import downloads
from lifecycle import clock
from lifecycle.models import Refused
from tenders.applications import content, printing
from tenders.applications.models import Application
from tenders.attachments import actions, bundle, forms, queries, rules
from tenders.attachments.models import Attachment, Upload
from ui.guards import require, told

FOLDER = "tenders/attachments"
OFFSET = "Upload-Offset"


def _own(request: HttpRequest, number: str) -> Application:
    whole = Application.objects.of(request.user).select_related("lot__call__profile", "organisation")
    return get_object_or_404(whole, number=number)


@login_required
def index(request: HttpRequest, number: str) -> HttpResponse:
    """What is asked for and what is there; another file."""
    application, now = _own(request, number), clock.now()
    can_attach = rules.can_attach(request.user, application)
    if request.method == "POST":
        require(can_attach)
        return _attach(request, application)
    if not (can_attach and rules.is_open(application, now)):
        return redirect(application)
    begun = queries.begun(application, request.GET.get("replace", ""))
    form = forms.AttachForm(initial=begun, application=application)
    return _page(request, application, form, now)


def _attach(request: HttpRequest, application: Application) -> HttpResponse:
    form, now = forms.AttachForm(request.POST, request.FILES, application=application), clock.now()
    if form.is_valid():
        facts = {"requirement": form.proves, "replaces": form.old, "by": request.user, "at": now}
        try:
            made = actions.attach(application, form.judged, **facts)
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, _("“%(name)s” is attached.") % {"name": made.name})
            return redirect("attachments:index", application.number)
    return _page(request, application, form, now)


def _page(request: HttpRequest, application: Application, form: forms.AttachForm, now: datetime) -> HttpResponse:
    context = queries.page(application, form, now, can_attach=rules.can_attach(request.user, application))
    return render(request, f"{FOLDER}/index.html", context)


@login_required
@require_GET
def download(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """A file, only to be saved: it opens nowhere on this site (Q39)."""
    seen = Attachment.objects.visible_to(request.user).select_related("application__lot__call")
    file = get_object_or_404(seen, application__number=number, code=code)
    try:
        content = actions.read(file, by=request.user, at=clock.now())
    except Refused as refusal:
        status = 503 if isinstance(refusal, actions.Lost) else 410
        return render(request, f"{FOLDER}/lost.html", {"file": file, "refusal": refusal}, status=status)
    return HttpResponse(content, content_type=downloads.type_of(file.kind), headers=downloads.headers(file.name))


@login_required
@require_GET
def export(request: HttpRequest, number: str) -> HttpResponseBase:
    """All of one's own application as a ZIP, at any time; a late draft too (X20)."""
    mine = Application.objects.of(request.user).select_related(
        "lot__call__profile", "lot__call__customer", "organisation", "receipt", "working_copy"
    )
    application = get_object_or_404(mine.prefetch_related(content.FILES), number=number)
    language = (get_language() or "kk")[:2]
    if language not in printing.LANGUAGES:
        language = "ru" if application.language == "ru" else "kk"
    members = bundle.members(application, language=language, by=request.user, at=clock.now())
    headers = downloads.headers(f"{application.number}.zip")
    return StreamingHttpResponse(bundle.zipped(members), content_type="application/zip", headers=headers)


@login_required
@require_POST
def detach(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """Take a file out of a draft."""
    application = _own(request, number)
    require(rules.can_attach(request.user, application))
    file = get_object_or_404(application.attachments.standing(), code=code)
    with told(request, _("“%(name)s” is removed.") % {"name": file.name}):
        actions.detach(file, by=request.user, at=clock.now())
    return redirect("attachments:index", application.number)


# --- in parts: begin, send from where it has come to, finish ----------------------------------------------------------


@login_required
@require_POST
def begin(request: HttpRequest, number: str) -> HttpResponse:
    """Begin a file of this name and size; the answer says where its parts are sent."""
    application = _own(request, number)
    require(rules.can_attach(request.user, application))
    name, size = request.POST.get("name", ""), request.POST.get("size", "")
    try:
        size = int(size) if size.isascii() and size.isdigit() and len(size) < 12 else 0
        upload = actions.begin(application, name=name, size=size, by=request.user, at=clock.now())
    except Refused as refusal:
        return JsonResponse({"error": str(refusal)}, status=422)
    return _where(upload, status=201)


@login_required
@require_http_methods(["GET", "PATCH", "POST", "DELETE"])
def upload(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """How far a file has come; its next part; its end; or that it is given up."""
    mine = Upload.objects.filter(started_by=request.user).select_related("application__lot__call__profile")
    found = get_object_or_404(mine, code=code, application=_own(request, number))
    require(rules.can_attach(request.user, found.application))
    acts = {"PATCH": _take, "POST": _finish, "DELETE": _drop}
    try:
        return acts[request.method](request, found) if request.method in acts else _where(found)
    except actions.Elsewhere as refusal:
        found.refresh_from_db()
        return _where(found, status=409, error=str(refusal))
    except Refused as refusal:
        return JsonResponse({"error": str(refusal)}, status=422)


def _where(upload: Upload, status: int = 200, **more: str) -> HttpResponse:
    answer = JsonResponse({"code": upload.code, "offset": upload.offset, "size": upload.size, **more}, status=status)
    answer[OFFSET] = str(upload.offset)
    return answer


def _take(request: HttpRequest, upload: Upload) -> HttpResponse:
    start = request.headers.get(OFFSET, "")
    if not (start.isascii() and start.isdigit() and len(start) < 12):
        raise actions.Elsewhere(_("The parts of the file do not fit together. Send it from where it has come to."))
    return _where(actions.take_part(upload, request.body, start=int(start), at=clock.now()))


def _finish(request: HttpRequest, upload: Upload) -> HttpResponse:
    application = upload.application
    asked = forms.AttachForm(request.POST, application=application)
    try:
        file = forms.judged(application, upload.name, actions.whole(upload))
        told = asked.but_for_the_file()
    except ValidationError as fault:
        actions.drop(upload)
        return JsonResponse({"error": " ".join(fault.messages)}, status=422)
    made = actions.attach(application, file, **told, by=request.user, at=clock.now())
    actions.drop(upload)
    messages.success(request, _("“%(name)s” is attached.") % {"name": made.name})
    return JsonResponse({"name": made.name, "status": made.status}, status=201)


def _drop(request: HttpRequest, upload: Upload) -> HttpResponse:
    actions.drop(upload)
    return HttpResponse(status=204)
