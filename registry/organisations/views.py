"""The public register, and the pages of an organisation's own people."""

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lifecycle import clock
from registry.organisations import actions, rules
from registry.organisations.filters import OrganisationFilter
from registry.organisations.forms import InviteForm, OrganisationForm
from registry.organisations.models import Link, Organisation
from ui.guards import require, told
from ui.pages import answer, page_of


def index(request: HttpRequest) -> HttpResponse:
    """The register, for everybody."""
    order = "sort_ru" if get_language() == "ru" else "sort_kk"
    found = OrganisationFilter(request.GET, queryset=Organisation.objects.public().for_list().order_by(order, "pk"))
    context = {"filter": found, "form": found.form, "page": page_of(found.qs, request)}
    return answer(request, "registry/organisations/index.html", context, part="rows")


def detail(request: HttpRequest, code: str) -> HttpResponse:
    """What everybody may know of an organisation; found by its code or its BIN."""
    seen = Organisation.objects.public().for_list().prefetch_related("classes")
    organisation = get_object_or_404(seen, Q(code=code) | Q(bin=code))
    context = {"organisation": organisation, "is_own": rules.role_of(request.user, organisation) is not None}
    return render(request, "registry/organisations/detail.html", context)


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """The organisations a person acts for."""
    links = Link.objects.current(timezone.localdate()).filter(user=request.user)
    context = {"links": links.select_related("organisation__region").order_by("organisation__sort_kk")}
    return render(request, "registry/organisations/mine.html", context)


@login_required
def create(request: HttpRequest) -> HttpResponse:
    """File an organisation in the register."""
    form = OrganisationForm(request.POST or None, initial={"email": request.user.email})
    if request.method == "POST" and form.is_valid():
        organisation = None
        with told(request, _("Your organisation is filed. A registry officer will check it.")):
            organisation = actions.register(form.cleaned_data, by=request.user, at=clock.now())
        return redirect(organisation) if organisation else redirect("organisations:mine")
    return render(request, "registry/organisations/edit.html", {"form": form})


@login_required
def passport(request: HttpRequest, code: str) -> HttpResponse:
    """What an organisation's people need: its state, what blocks an application today, its people."""
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user).for_list(), code=code)
    require(rules.role_of(request.user, organisation) is not None)
    context = {
        "organisation": organisation,
        "offers": rules.offers(request.user, organisation),
        "people": organisation.links.current(timezone.localdate()).select_related("user").order_by("pk"),
    }
    return render(request, "registry/organisations/passport.html", context)


@login_required
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Mend what was returned, or what is not verified yet."""
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), code=code)
    require(rules.can_edit(request.user, organisation))
    form = OrganisationForm(request.POST or None, instance=organisation)
    if request.method == "POST" and form.is_valid():
        with told(request, _("Your changes are saved.")):
            actions.revise(organisation, form.cleaned_data, by=request.user, at=clock.now())
        return redirect(organisation)
    return render(request, "registry/organisations/edit.html", {"form": form, "organisation": organisation})


@login_required
@require_POST
def refile(request: HttpRequest, code: str) -> HttpResponse:
    """File again what was returned."""
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), code=code)
    require(rules.role_of(request.user, organisation) is not None)
    with told(request, _("Your organisation is filed again.")):
        actions.refile(organisation, by=request.user, at=clock.now())
    return redirect(organisation)


@login_required
def invite(request: HttpRequest, code: str) -> HttpResponse:
    """Invite a person to act for the organisation."""
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), code=code)
    require(rules.can_manage_people(request.user, organisation))
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told(request, _("The invitation is on its way.")):
            actions.invite(organisation, by=request.user, at=clock.now(), **form.cleaned_data)
        return redirect(organisation)
    return render(request, "registry/organisations/invite.html", {"form": form, "organisation": organisation})


@login_required
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Accept an invitation to act for an organisation."""
    if request.method == "POST":
        with told(request, _("You now act for the organisation.")):
            actions.join(token, by=request.user, at=clock.now())
        return redirect("organisations:mine")
    return render(request, "registry/organisations/join.html", {"token": token})


@login_required
@require_POST
def remove(request: HttpRequest, code: str, link: int) -> HttpResponse:
    """End a person's link with the organisation."""
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), code=code)
    require(rules.can_manage_people(request.user, organisation))
    person = get_object_or_404(organisation.links.current(timezone.localdate()), pk=link)
    with told(request, _("The person no longer acts for the organisation.")):
        actions.remove(person, by=request.user, at=clock.now())
    return redirect(organisation)
