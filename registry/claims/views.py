"""Finding one's organisation, claiming to act for it, deciding a claim, handing over, powers of attorney."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from files import downloads
from lifecycle import clock
from lifecycle.models import Refused
from registry.claims import actions, rules
from registry.claims.forms import ClaimForm, FindForm, HandOverForm, ProxyForm, RefuseForm
from registry.claims.models import Claim, HandOver
from registry.organisations.models import Organisation
from registry.organisations.rules import can_manage_people
from registry.people import actions as people
from registry.people.models import Link
from ui.guards import require, told

FOLDER = "registry/claims"
MANY = 10


def find(request: HttpRequest) -> HttpResponse:
    """Find one's organisation by its BIN or name, and learn how to be connected; for everybody."""
    form = FindForm(request.GET if "words" in request.GET else None)
    context = {"form": form, "found": [], "many": MANY}
    if form.is_valid():
        seen = Organisation.objects.public().for_list().in_order()
        found = seen.filter(bin=form.bin) if form.bin else seen.matching(form.cleaned_data["words"])
        rows = list(found[: MANY + 1])
        hidden = Organisation.objects.filter(bin=form.bin).first() if form.bin and not rows else None
        context |= {"is_asked": True, "bin": form.bin, "found": rows[:MANY], "is_more": len(rows) > MANY}
        context["hidden"] = hidden
    return render(request, f"{FOLDER}/find.html", context)


@login_required
def claim(request: HttpRequest, code: str) -> HttpResponse:
    """Ask to act for an organisation, with a document."""
    organisation = get_object_or_404(Organisation.objects.all(), code=code)
    require(rules.can_claim(request.user, organisation))
    if standing := Claim.objects.open().filter(person=request.user, organisation=organisation).first():
        return redirect(standing)
    form = ClaimForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data | {"document": form.cleaned_data["document"].read()}
        with told(request, _("Your request is on its way. You get a message when it is decided.")):
            return redirect(actions.claim(organisation, **facts, by=request.user, at=clock.now()))
    return render(request, f"{FOLDER}/claim.html", {"form": form, "organisation": organisation})


@login_required
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """Where a claim stands; for whoever decides it, the document and the buttons."""
    found = _claim(request, code)
    context = {"claim": found, "offers": rules.offers(request.user, found)}
    context["may_read"] = rules.can_decide(request.user, found) and found.has_document
    return render(request, f"{FOLDER}/detail.html", context)


@login_required
@require_POST
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Take one's own claim back."""
    found = _claim(request, code)
    require(rules.can_withdraw(request.user, found))
    with told(request, _("You have withdrawn your request.")):
        actions.withdraw(found, by=request.user, at=clock.now())
    return redirect(found)


@login_required
@require_POST
def accept(request: HttpRequest, code: str) -> HttpResponse:
    """The head lets the person act for the organisation."""
    found = _claim(request, code)
    require(rules.can_decide(request.user, found))
    with told(request, _("The person now acts for the organisation.")):
        actions.accept(found, by=request.user, at=clock.now())
    return redirect(found)


@login_required
def refuse(request: HttpRequest, code: str) -> HttpResponse:
    """Refuse a claim with a reason."""
    found = _claim(request, code)
    require(rules.can_decide(request.user, found))
    form = RefuseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told(request, _("The request is refused. The person reads your reason.")):
            actions.refuse(found, **form.cleaned_data, by=request.user, at=clock.now())
        return redirect(found)
    return render(request, f"{FOLDER}/refuse.html", {"claim": found, "form": form})


@login_required
@never_cache
def document(request: HttpRequest, code: str) -> HttpResponse:
    """The document of a claim, for whoever decides it: a file that no browser opens by itself."""
    found = _claim(request, code)
    require(rules.can_decide(request.user, found))
    try:
        content = actions.read_document(found, by=request.user, at=clock.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(found)
    ending = found.document_name.rpartition(".")[2]
    headers = downloads.headers(f"{found.code}.{ending}")
    return HttpResponse(content, content_type="application/octet-stream", headers=headers)


@login_required
def hand_over(request: HttpRequest, code: str) -> HttpResponse:
    """The head names the next head, and what becomes of the former one."""
    organisation = get_object_or_404(Organisation.objects.of(request.user), code=code)
    require(can_manage_people(request.user, organisation))
    others = Link.objects.of(organisation, on=timezone.localdate()).exclude(user=request.user).select_related("user")
    form = HandOverForm(request.POST or None, people=list(others.order_by("pk")))
    if request.method == "POST" and form.is_valid():
        with told(request, _("The offer is on its way. You stay the head until it is accepted.")):
            actions.hand_over(organisation, **form.told(), by=request.user, at=clock.now())
            return redirect(organisation)
    offer = HandOver.objects.standing(organisation, clock.now()).first()
    context = {"form": form, "organisation": organisation, "offer": offer}
    return render(request, f"{FOLDER}/hand_over.html", context)


@login_required
def take_over(request: HttpRequest, code: str) -> HttpResponse:
    """What the head offers; only the button accepts."""
    offers = HandOver.objects.select_related("organisation", "head")
    offer, now = get_object_or_404(offers, code=code), clock.now()
    if not rules.can_take_over(request.user, offer):
        raise Http404
    if request.method == "POST":
        with told(request, _("You are now the head of the organisation.")):
            actions.take_over(offer, by=request.user, at=now)
        return redirect("organisations:mine")
    context = {"offer": offer, "is_standing": HandOver.objects.offered_to(request.user, now).filter(pk=offer.pk)}
    return render(request, f"{FOLDER}/take_over.html", context)


@login_required
@require_POST
def take_back(request: HttpRequest, code: str) -> HttpResponse:
    """The head keeps the organisation."""
    mine = HandOver.objects.filter(organisation__in=Organisation.objects.of(request.user))
    offer = get_object_or_404(mine.select_related("organisation"), code=code)
    require(rules.can_take_back(request.user, offer))
    with told(request, _("You have taken the offer back. You stay the head.")):
        actions.take_back(offer, by=request.user, at=clock.now())
    return redirect(offer.organisation)


@login_required
def empower(request: HttpRequest, code: str, link: int) -> HttpResponse:
    """The head writes down the power of attorney of a signatory."""
    organisation = get_object_or_404(Organisation.objects.of(request.user), code=code)
    signatories = Link.objects.of(organisation, on=timezone.localdate()).filter(role=Link.Role.SIGNATORY)
    signatory = get_object_or_404(signatories.select_related("user", "organisation"), pk=link)
    require(can_manage_people(request.user, organisation))
    known = {"number": signatory.proxy_number, "first": signatory.proxy_from, "last": signatory.proxy_until}
    form = ProxyForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        with told(request, _("The power of attorney is written down.")):
            people.empower(signatory, **form.cleaned_data, by=request.user, at=clock.now())
            return redirect(organisation)
    return render(request, f"{FOLDER}/empower.html", {"form": form, "organisation": organisation, "link": signatory})


def _claim(request: HttpRequest, code: str) -> Claim:
    return get_object_or_404(Claim.objects.visible_to(request.user).for_list(), code=code)
