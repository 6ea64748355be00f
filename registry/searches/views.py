"""Keeping and forgetting searches; both lead back to the list."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from registry.searches import actions, rules
from registry.searches.forms import SearchForm
from registry.searches.models import SavedSearch
from ui.guards import require, told


@login_required
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """The present filters under a name."""
    require(rules.can_keep(request.user))
    form = SearchForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.said())
        return redirect("admin:index" if "page" in form.errors else SavedSearch(**form.kept()).get_absolute_url())
    with told(request, _("The search is saved.")):
        actions.keep(**form.cleaned_data, by=request.user)
    return redirect(SavedSearch(**form.kept()))


@login_required
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """One of the person's own."""
    search = get_object_or_404(SavedSearch.objects.of(request.user), pk=pk)
    with told(request, _("The search is removed.")):
        actions.remove(search, by=request.user)
    return redirect(search.list_url())
