"""What an organisation's own people see and write of its founders, posts and private data."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from lifecycle import clock
from registry.organisations.models import Organisation
from registry.persons import actions, rules
from registry.persons.forms import EndForm, FounderForm, PostForm, PrivateForm
from registry.persons.models import PrivateData
from ui.guards import require, told


@login_required
def founders(request: HttpRequest, code: str) -> HttpResponse:
    """Founders and people with posts, those who left too."""
    organisation = _own(request, code)
    context = {
        "organisation": organisation,
        "founders": organisation.founders.all(),
        "posts": organisation.posts.all(),
        "may_change": rules.can_change(request.user, organisation),
    }
    return render(request, "registry/persons/founders.html", context)


@login_required
@never_cache
def add_founder(request: HttpRequest, code: str) -> HttpResponse:
    """Name a founder."""
    organisation = _changed(request, code)
    form = FounderForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told(request, _("The founder is written down.")):
            actions.add_founder(organisation, form.cleaned_data, by=request.user, at=clock.now())
            return redirect("persons:founders", code)
    return render(request, "registry/persons/add_founder.html", {"form": form, "organisation": organisation})


@login_required
@never_cache
def add_post(request: HttpRequest, code: str) -> HttpResponse:
    """Name a person with a post."""
    organisation = _changed(request, code)
    form = PostForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told(request, _("The person is written down.")):
            actions.add_post(organisation, form.cleaned_data, by=request.user, at=clock.now())
            return redirect("persons:founders", code)
    return render(request, "registry/persons/add_post.html", {"form": form, "organisation": organisation})


@login_required
def end_founder(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Write down that a founder left."""
    organisation = _changed(request, code)
    founder = get_object_or_404(organisation.founders, pk=pk)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told(request, _("The last day is written down.")):
            actions.end_founder(founder, until=form.cleaned_data["until"], by=request.user, at=clock.now())
            return redirect("persons:founders", code)
    context = {"form": form, "organisation": organisation, "ended": founder}
    return render(request, "registry/persons/end.html", context)


@login_required
def end_post(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Write down that a person left a post."""
    organisation = _changed(request, code)
    post = get_object_or_404(organisation.posts, pk=pk)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told(request, _("The last day is written down.")):
            actions.end_post(post, until=form.cleaned_data["until"], by=request.user, at=clock.now())
            return redirect("persons:founders", code)
    return render(request, "registry/persons/end.html", {"form": form, "organisation": organisation, "ended": post})


@login_required
@never_cache
def private(request: HttpRequest, code: str) -> HttpResponse:
    """Bank account, IIN and telephone: dots once they are written; who may write them is asked for them."""
    organisation = _own(request, code)
    written = PrivateData.objects.filter(organisation=organisation).first()
    may_write = rules.can_write_private(request.user, organisation)
    form = PrivateForm(request.POST or None, instance=written)
    if request.method == "POST":
        require(may_write)
        if form.is_valid() and _is_written(request, organisation, form):
            return redirect("persons:private", code)
    context = {"organisation": organisation, "written": written, "form": form if may_write else None}
    return render(request, "registry/persons/private.html", context)


def _is_written(request: HttpRequest, organisation: Organisation, form: PrivateForm) -> bool:
    with told(request, _("The private data are written down.")):
        actions.write_private(organisation, form.cleaned_data, by=request.user, at=clock.now())
        return True
    return False


def _changed(request: HttpRequest, code: str) -> Organisation:
    """An own organisation whose people may change who stands behind it; once it is verified they may not."""
    organisation = _own(request, code)
    require(rules.can_change(request.user, organisation))
    return organisation


def _own(request: HttpRequest, code: str) -> Organisation:
    """An organisation that this person acts for; for anybody else it is not there."""
    return get_object_or_404(Organisation.objects.of(request.user).for_list(), code=code)
