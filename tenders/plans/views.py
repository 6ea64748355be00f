"""Problems, themes and plans for everybody, and the office where they are made."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lifecycle import clock
from registry.bodies.models import StateBody
from tenders.plans import actions, forms, rules
from tenders.plans.filters import DeskFilter, OfficeFilter, ProblemFilter, ThemeFilter
from tenders.plans.models import Comment, Problem, Theme
from tenders.procedure.models import Profile
from ui import pages
from ui.guards import require, told
from ui.pages import page_of

FOLDER = "tenders/plans"
# Whole texts stand on these pages: fewer of them, so that a page stays light.
TEXTS = 20

# --- for everybody ----------------------------------------------------------------------------------------------------


def index(request: HttpRequest) -> HttpResponse:
    """Every theme that is or was discussed, newest first."""
    themes = Theme.objects.public().for_list().order_by("-discussed_at", "-pk")
    found, now = ThemeFilter(request.GET, queryset=themes), clock.now()
    context = {"filter": found, "page": page_of(found.qs, request), "now": now}
    return pages.answer(request, f"{FOLDER}/index.html", context, part="rows")


def plan(request: HttpRequest, body: str, year: int) -> HttpResponse:
    """The plan of a state body and a year: its themes, and what became of each."""
    of, now = get_object_or_404(StateBody, code__iexact=body), clock.now()
    themes = Theme.objects.public().filter(body=of, year=year)
    is_approved = Q(status=Theme.Status.APPROVED)
    sums = themes.aggregate(
        themes=Count("pk"), approved=Count("pk", filter=is_approved), money=Sum("budget_amount", filter=is_approved)
    )
    if not sums["themes"]:
        raise Http404
    rows = themes.for_list().prefetch_related("calls").order_by("number")
    context = {"body": of, "year": year, "sums": sums, "page": page_of(rows, request), "now": now}
    return render(request, f"{FOLDER}/plan.html", context)


def theme(request: HttpRequest, number: str) -> HttpResponse:
    """One theme for everybody: for whom, why, for how much, and what was said and answered."""
    themes = Theme.objects.public().for_list().select_related("profile").prefetch_related("calls")
    found, now = get_object_or_404(themes, number=number), clock.now()
    said = found.comments.select_related("organisation")
    context = {
        "theme": found,
        "now": now,
        "is_open": found.takes_comments(now),
        "problems": found.problems.public(),
        "repeats": found.repeats(),
        "opinions": found.opinions.for_list(),
        "page": page_of(said, request, per=TEXTS),
    }
    return render(request, f"{FOLDER}/theme.html", context)


@login_required
def comment(request: HttpRequest, number: str) -> HttpResponse:
    """Say something of a theme in discussion."""
    found = get_object_or_404(Theme.objects.public(), number=number)
    form = forms.CommentForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        with told(request, _("Your comment is published. The state body answers it here.")):
            said = actions.comment(found, form.cleaned_data, by=request.user, at=clock.now())
            return redirect(f"{found.get_absolute_url()}#comment-{said.pk}")
    context = {"form": form, "theme": found, "is_open": found.takes_comments(clock.now())}
    return render(request, f"{FOLDER}/comment.html", context)


def problems(request: HttpRequest) -> HttpResponse:
    """The board of problems."""
    board = Problem.objects.on_board().for_list().order_by("-published_at", "-pk")
    found = ProblemFilter(request.GET, queryset=board)
    context = {"filter": found, "page": page_of(found.qs, request, per=TEXTS)}
    return pages.answer(request, f"{FOLDER}/problems.html", context, part="rows")


@login_required
def name_problem(request: HttpRequest) -> HttpResponse:
    """Name a problem."""
    form = forms.ProblemForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        with told(request, _("Your problem is sent. You will get a message when an officer has read it.")):
            return redirect(actions.name_problem(form.cleaned_data, by=request.user, at=clock.now()))
    return render(request, f"{FOLDER}/name_problem.html", {"form": form})


@login_required
def my_problems(request: HttpRequest) -> HttpResponse:
    """The problems that one named, newest first."""
    own = Problem.objects.filter(author=request.user).for_list().order_by("-filed_at", "-pk")
    return render(request, f"{FOLDER}/my_problems.html", {"page": page_of(own, request)})


def _problem(request: HttpRequest, code: str) -> Problem:
    return get_object_or_404(Problem.objects.visible_to(request.user).for_list(), code=code)


def problem(request: HttpRequest, code: str) -> HttpResponse:
    """One problem, the themes that grew out of it; of what was taken down, the reason."""
    found, user = _problem(request, code), request.user
    context = {
        "problem": found,
        "offers": rules.problem_offers(user, found),
        "is_supporter": user.is_authenticated and found.supports.filter(user=user).exists(),
        "is_readable": rules.can_read_words(user, found),
        "themes": found.themes.public().for_list(),
    }
    return render(request, f"{FOLDER}/problem.html", context)


@login_required
@require_POST
def support(request: HttpRequest, code: str) -> HttpResponse:
    """Share a problem."""
    found = get_object_or_404(Problem.objects.public(), code=code)
    with told(request, _("You support this problem.")):
        actions.support_problem(found, by=request.user, at=clock.now())
    return redirect(found)


# --- the office: problems ---------------------------------------------------------------------------------------------


@login_required
def office_problems(request: HttpRequest) -> HttpResponse:
    """The problems that are addressed to the state bodies a person works for."""
    require(rules.can_enter_office(request.user))
    mine = Problem.objects.officered_by(request.user).for_list().order_by("-pk")
    found = DeskFilter(request.GET, queryset=mine)
    context = {"filter": found, "page": page_of(found.qs, request)}
    return pages.answer(request, f"{FOLDER}/office_problems.html", context, part="rows")


def _moderated(request: HttpRequest, code: str) -> Problem:
    found = _problem(request, code)
    require(rules.can_moderate(request.user, found))
    return found


@login_required
@require_POST
def publish_problem(request: HttpRequest, code: str) -> HttpResponse:
    """Put a problem on the board."""
    found = _moderated(request, code)
    with told(request, _("The problem is on the board.")):
        actions.publish_problem(found, by=request.user, at=clock.now())
    return redirect(found)


def _reasoned(request: HttpRequest, about: Any, act: Any, success: str, template: str) -> HttpResponse:
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told(request, success):
            act(about, by=request.user, at=clock.now(), **form.cleaned_data)
            return redirect(about)
    return render(request, f"{FOLDER}/{template}.html", {"form": form, "about": about})


@login_required
def refuse_problem(request: HttpRequest, code: str) -> HttpResponse:
    """Keep a problem off the board, with a reason."""
    success = _("The problem is not put on the board. Its author is told why.")
    return _reasoned(request, _moderated(request, code), actions.refuse_problem, success, "refuse_problem")


@login_required
def take_down_problem(request: HttpRequest, code: str) -> HttpResponse:
    """Take a problem off the board, with a reason that everybody reads."""
    success = _("The problem is taken down. Everybody reads why.")
    return _reasoned(request, _moderated(request, code), actions.take_down_problem, success, "take_down_problem")


# --- the office: themes -----------------------------------------------------------------------------------------------


@login_required
def office(request: HttpRequest) -> HttpResponse:
    """The themes of the state bodies a person works for."""
    require(rules.can_enter_office(request.user))
    mine, now = Theme.objects.officered_by(request.user).for_list().order_by("-pk"), clock.now()
    found = OfficeFilter(request.GET, queryset=mine, request=request, at=now)
    may_propose = bool(rules.bodies_of(request.user))
    context = {"filter": found, "page": page_of(found.qs, request), "may_propose": may_propose, "now": now}
    return pages.answer(request, f"{FOLDER}/office.html", context, part="rows")


@login_required
def propose(request: HttpRequest) -> HttpResponse:
    """Begin a theme, out of a problem where the address names one."""
    bodies, now = rules.bodies_of(request.user), clock.now()
    require(bool(bodies))
    grown = list(Problem.objects.on_board().filter(code=request.GET.get("problem", "")).select_related("sphere"))
    known: dict[str, Any] = {"body": bodies[0], "year": localtime(now).year + 1, "codes": grown}
    known |= {"profile": Profile.objects.filter(is_default=True).first()}
    known |= {"sphere": grown[0].sphere_id, "region": grown[0].region_id} if grown else {}
    form = forms.ThemeForm(request.POST or None, bodies=bodies, initial=known)
    if request.method == "POST" and form.is_valid():
        made = actions.propose(form.facts, form.cleaned_data["codes"], by=request.user, at=now)
        return redirect("plans:manage", made.number)
    return render(request, f"{FOLDER}/edit.html", {"form": form})


def _managed(request: HttpRequest, number: str) -> Theme:
    seen = Theme.objects.visible_to(request.user).for_list().select_related("profile", "drafted_by")
    found = get_object_or_404(seen, number=number)
    require(rules.can_manage(request.user, found))
    return found


def _edited(request: HttpRequest, number: str) -> Theme:
    found = _managed(request, number)
    require(rules.can_edit(request.user, found))
    return found


@login_required
def manage(request: HttpRequest, number: str) -> HttpResponse:
    """The steps of a theme: what is missing, what was said, what comes next."""
    found, now = _managed(request, number), clock.now()
    waiting = found.comments.unanswered().select_related("organisation")
    context = {
        "theme": found,
        "now": now,
        "is_open": found.takes_comments(now),
        "offers": rules.theme_offers(request.user, found),
        "repeats": found.repeats(),
        "problems": found.problems.public(),
        "page": page_of(waiting, request, per=TEXTS),
    }
    return render(request, f"{FOLDER}/manage.html", context)


@login_required
def edit(request: HttpRequest, number: str) -> HttpResponse:
    """Change a draft."""
    found = _edited(request, number)
    form = forms.ThemeForm(request.POST or None, instance=found, bodies=[found.body_id])
    if request.method == "POST" and form.is_valid():
        with told(request, _("The theme is saved.")):
            actions.revise(found, form.facts, form.cleaned_data["codes"], by=request.user, at=clock.now())
            return redirect("plans:manage", number)
    return render(request, f"{FOLDER}/edit.html", {"form": form, "theme": found})


@login_required
def open_discussion(request: HttpRequest, number: str) -> HttpResponse:
    """Let everybody discuss a theme until a day."""
    found, now = _edited(request, number), clock.now()
    form = forms.OpenForm(request.POST or None, first=localtime(found.first_end(now)).date())
    if request.method == "POST" and form.is_valid():
        with told(request, _("The discussion has begun. Everybody reads the theme.")):
            actions.open_discussion(found, by=request.user, at=now, **form.cleaned_data)
            return redirect("plans:manage", number)
    return render(request, f"{FOLDER}/open_discussion.html", {"form": form, "theme": found})


@login_required
def answer(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Answer a comment for everybody."""
    found = _edited(request, number)
    said = get_object_or_404(Comment.objects.select_related("theme", "organisation"), pk=pk, theme=found)
    form = forms.AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told(request, _("Your answer is published.")):
            actions.answer(said, by=request.user, at=clock.now(), **form.cleaned_data)
            return redirect("plans:manage", number)
    return render(request, f"{FOLDER}/answer.html", {"form": form, "theme": found, "comment": said})


def _decided(request: HttpRequest, number: str) -> Theme:
    found = _managed(request, number)
    require(rules.can_decide(request.user, found))
    return found


@login_required
@require_POST
def approve(request: HttpRequest, number: str) -> HttpResponse:
    """Take a theme into the plan."""
    found = _decided(request, number)
    with told(request, _("The theme stands in the plan. A call can begin from it.")):
        actions.approve(found, by=request.user, at=clock.now())
    return redirect("plans:manage", number)


@login_required
def drop(request: HttpRequest, number: str) -> HttpResponse:
    """Leave a theme out of the plan, with a public reason."""
    success = _("The theme is not in the plan. Everybody reads why.")
    return _reasoned(request, _decided(request, number), actions.drop, success, "drop")
