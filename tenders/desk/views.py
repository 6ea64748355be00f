"""What awaits me."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lifecycle import clock
from tenders.desk import queries


@login_required
def index(request: HttpRequest) -> HttpResponse:
    """Everything that awaits this person, each with its link."""
    tasks = queries.awaiting(request.user, clock.now())
    roles = {assignment.role for assignment in request.user.current_assignments}
    return render(request, "tenders/desk/index.html", {"tasks": tasks, "roles": roles})
