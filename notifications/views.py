"""What a person was told, kept on the site whatever became of the mail (Q13)."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lifecycle import clock
from notifications import actions
from notifications.models import Notice
from ui.guards import told
from ui.pages import answer, page_of


@login_required
def index(request: HttpRequest) -> HttpResponse:
    """My notices, newest first."""
    mine = Notice.objects.for_reader(request.user, clock.now())
    context = {"page": page_of(mine, request), "has_unread": mine.unread().exists()}
    return answer(request, "notifications/index.html", context, part="rows")


@require_POST
@login_required
def read(request: HttpRequest) -> HttpResponse:
    """Mark everything shown so far as read."""
    with told(request, _("All notices are marked as read.")):
        actions.read_all(by=request.user, at=clock.now())
    return redirect("notifications:index")
