"""The public register, and the pages of an organisation's own people."""

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.models import Invitation
from accounts.rules import can_accept
from lifecycle import chain, clock
from registry.organisations import actions, facets, listing, published, rules
from registry.organisations.filters import OrganisationFilter
from registry.organisations.forms import InviteForm, OrganisationForm
from registry.organisations.models import Organisation
from registry.people import actions as people
from registry.people.models import Link
from ui.guards import require, told
from ui.pages import answer, page_of


def index(request: HttpRequest) -> HttpResponse:
    """The register, for everybody: a page of it, and beside it how many each further filter would leave."""
    found = OrganisationFilter(request.GET, queryset=Organisation.objects.public().for_rows().in_order())
    counted = facets.of(found)
    listed = found.qs if counted.is_by_alphabet else found.qs.order_by("pk")
    page = page_of(listed, request, total=counted.total)
    shown = listing.rows(page, regions=found.names("region"), legal_forms=found.names("legal_form"))
    context = {"filter": found, "page": page, "rows": shown, "facets": counted}
    return answer(request, "registry/organisations/index.html", context, part="found")


def detail(request: HttpRequest, code: str) -> HttpResponse:
    """What everybody may know of an organisation; found by its code or its BIN, the old ones too if it was merged."""
    seen = Organisation.objects.public().for_list().prefetch_related("classes", "spheres", "memberships__body")
    organisation = seen.under(code).first()
    if organisation is None:
        survivor = get_object_or_404(seen.surviving(code))
        return redirect("organisations:detail", survivor.code, permanent=True)
    context = {
        "organisation": organisation,
        "is_own": rules.role_of(request.user, organisation) is not None,
        "lines": published.history(organisation),
        "awards": published.awards(organisation, clock.now()),
    }
    return render(request, "registry/organisations/detail.html", context)


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """The organisations a person acts for."""
    links = Link.objects.current(timezone.localdate()).filter(user=request.user)
    links = links.exclude(organisation__status=Organisation.Status.MERGED)
    to_decide = Q(organisation__claims__status="filed") & ~Q(organisation__claims__role=Link.Role.HEAD)
    waiting = Count("organisation__claims", filter=to_decide)
    found = links.select_related("organisation").annotate(waiting=waiting)
    context = {"links": found.order_by("organisation__sort_kk", "pk"), "today": timezone.localdate()}
    context["claims"] = request.user.claims.exclude(status="accepted").select_related("organisation")[:10]
    return render(request, "registry/organisations/mine.html", context)


@login_required
def create(request: HttpRequest) -> HttpResponse:
    """File an organisation in the register."""
    known = {"email": request.user.email, "bin": request.GET.get("bin", "")[:30]}
    form = OrganisationForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        with told(request, _("Your organisation is filed. A registry officer will check it.")):
            organisation = actions.register(form.cleaned_data, by=request.user, at=clock.now())
            return redirect(organisation)
    return render(request, "registry/organisations/edit.html", {"form": form})


@login_required
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Mend what was returned, or what is not verified yet."""
    organisation = _own(request, code)
    require(rules.can_edit(request.user, organisation))
    form = OrganisationForm(request.POST or None, instance=organisation)
    if request.method == "POST" and form.is_valid():
        with told(request, _("Your changes are saved.")):
            actions.revise(organisation, form.cleaned_data, by=request.user, at=clock.now())
            return redirect(organisation)
    return render(request, "registry/organisations/edit.html", {"form": form, "code": code})


@login_required
@require_POST
def refile(request: HttpRequest, code: str) -> HttpResponse:
    """File again what was returned."""
    organisation = _own(request, code)
    require(rules.can_write(request.user, organisation))
    with told(request, _("Your organisation is filed again.")):
        actions.refile(organisation, by=request.user, at=clock.now())
    return redirect(organisation)


@login_required
def invite(request: HttpRequest, code: str) -> HttpResponse:
    """Invite a person to act for the organisation."""
    organisation = _own(request, code)
    require(rules.can_manage_people(request.user, organisation))
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told(request, _("The invitation is on its way.")):
            people.invite(organisation, by=request.user, at=clock.now(), **form.cleaned_data)
            return redirect(organisation)
    return render(request, "registry/organisations/invite.html", {"form": form, "organisation": organisation})


@never_cache
def join(request: HttpRequest, token: str) -> HttpResponse:
    """What an invitation to act for an organisation offers. Looking changes nothing; only the button accepts."""
    seats = Invitation.objects.filter(purpose=Invitation.Purpose.ORGANISATION).select_related("organisation")
    seat = get_object_or_404(seats, token_hash=chain.fingerprint(token))
    if request.method == "POST" and request.user.is_authenticated:
        with told(request, _("You now act for the organisation.")):
            people.join(token, by=request.user, at=clock.now())
        return redirect("organisations:mine")
    context = {"invitation": seat, "role": Link.Role(seat.role).label, "why_closed": seat.why_closed(clock.now())}
    context["may_accept"] = can_accept(request.user, seat)
    # The address is a secret: no other site may hear where the person came from (S26).
    headers = {"Referrer-Policy": "same-origin"}
    return TemplateResponse(request, "registry/organisations/join.html", context, headers=headers)


@login_required
@require_POST
def remove(request: HttpRequest, code: str, link: int) -> HttpResponse:
    """End a person's link with the organisation; everybody may end their own."""
    organisation, today = _own(request, code), timezone.localdate()
    links = Link.objects.of(organisation, on=today).select_related("user", "organisation")
    person = get_object_or_404(links, pk=link)
    require(rules.can_remove(request.user, person))
    with told(request, _("The person no longer acts for the organisation.")):
        people.remove(person, by=request.user, at=clock.now())
    is_still_there = rules.role_of(request.user, organisation) is not None
    return redirect(organisation if is_still_there else "organisations:mine")


def _own(request: HttpRequest, code: str) -> Organisation:
    """An organisation that this person acts for; for anybody else it is not there."""
    return get_object_or_404(Organisation.objects.of(request.user).for_list(), code=code)
