"""What the state gives NGOs: measures, news, answers, guides."""

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from files import downloads
from lifecycle import clock
from registry.support import actions, notices, queries, rules
from registry.support.feeds import NewsFeed
from registry.support.filters import AnswerFilter, MeasureFilter
from registry.support.forms import AskForm
from registry.support.models import Consultation, Edition, Guide, News, Subscription, SupportMeasure
from ui.guards import require, told
from ui.pages import answer, page_of

FOLDER = "registry/support"
# Whole texts stand on these pages: fewer of them, so that a page stays light.
TEXTS = 10

feed = NewsFeed()


def index(request: HttpRequest) -> HttpResponse:
    """The five forms of support, what each gives today, and what was given to whom."""
    found = MeasureFilter(request.GET, queryset=SupportMeasure.objects.current().for_list())
    forms = queries.forms_on(timezone.localdate())
    context = {"forms": forms, "filter": found, "page": page_of(found.qs, request)}
    return answer(request, f"{FOLDER}/index.html", context, part="rows")


def measure(request: HttpRequest, pk: int) -> HttpResponse:
    """One measure, with every row that it took the place of."""
    found = get_object_or_404(SupportMeasure.objects.for_list(), pk=pk)
    newer = SupportMeasure.objects.filter(supersedes=found).first()
    return render(request, f"{FOLDER}/measure.html", {"measure": found, "newer": newer})


def news(request: HttpRequest) -> HttpResponse:
    """The news, newest first."""
    page = page_of(News.objects.published().defer("text_kk", "text_ru", "text_en"), request)
    context = {"page": page, "is_subscribed": _subscription(request) is not None}
    return render(request, f"{FOLDER}/news.html", context)


def news_item(request: HttpRequest, pk: int) -> HttpResponse:
    """One piece of news; of what was withdrawn, the reason."""
    return render(request, f"{FOLDER}/news_item.html", {"news": get_object_or_404(News.objects.public(), pk=pk)})


@login_required
@require_POST
def subscribe(request: HttpRequest) -> HttpResponse:
    """Get the news by mail."""
    with told(request, _("You will get the news by mail.")):
        actions.subscribe(by=request.user, at=clock.now())
    return redirect("support:news")


@login_required
@require_POST
def unsubscribe(request: HttpRequest) -> HttpResponse:
    """Get no more news by mail."""
    if subscription := _subscription(request):
        with told(request, _("You get no more news by mail.")):
            actions.unsubscribe(subscription, at=clock.now())
    return redirect("support:news")


@never_cache
def unsubscribe_by_mail(request: HttpRequest, ticket: str) -> HttpResponse:
    """End a subscription by the link from a mail. Looking changes nothing; only the button ends it."""
    subscription = get_object_or_404(Subscription, pk=notices.number_of(ticket))
    if request.method == "POST":
        with told(request, _("You get no more news by mail.")):
            actions.unsubscribe(subscription, at=clock.now())
        return redirect("support:news")
    context = {"has_ended": subscription.until_at is not None}
    # The address is a secret: no other site may hear where the person came from (S26).
    return TemplateResponse(request, f"{FOLDER}/unsubscribe.html", context, headers={"Referrer-Policy": "same-origin"})


def questions(request: HttpRequest) -> HttpResponse:
    """What was asked and answered, without anybody's name."""
    found = AnswerFilter(request.GET, queryset=Consultation.objects.published().for_list())
    context = {"filter": found, "page": page_of(found.qs, request, per=TEXTS)}
    return answer(request, f"{FOLDER}/questions.html", context, part="rows")


@login_required
def ask(request: HttpRequest) -> HttpResponse:
    """Ask the desk."""
    form = AskForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        with told(request, _("Your question is sent. You will get a message when it is answered.")):
            question = actions.ask(form.cleaned_data, by=request.user, at=clock.now())
            return redirect(question)
    return render(request, f"{FOLDER}/ask.html", {"form": form})


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """One's own questions, newest first."""
    own = Consultation.objects.filter(asked_by=request.user).for_list().order_by("-asked_at", "-pk")
    return render(request, f"{FOLDER}/mine.html", {"page": page_of(own, request)})


@login_required
def question(request: HttpRequest, code: str) -> HttpResponse:
    """One question and its answer, for the asker, the officers and the auditors."""
    found = get_object_or_404(Consultation.objects.visible_to(request.user).for_list(), code=code)
    context = {"question": found, "offers": rules.offers(request.user, found)}
    return render(request, f"{FOLDER}/question.html", context)


@login_required
@require_POST
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Take one's own question back."""
    found = get_object_or_404(Consultation.objects.visible_to(request.user), code=code)
    require(rules.can_withdraw(request.user, found))
    with told(request, _("Your question is taken back.")):
        actions.withdraw(found, by=request.user, at=clock.now())
    return redirect("support:mine")


def guides(request: HttpRequest) -> HttpResponse:
    """The guides and templates, each with its newest files."""
    files = Prefetch("editions", queryset=Edition.objects.without_files())
    page = page_of(Guide.objects.published().prefetch_related(files), request)
    return render(request, f"{FOLDER}/guides.html", {"page": page})


def guide(request: HttpRequest, code: str) -> HttpResponse:
    """One guide with every version of its files; of what was withdrawn, the reason."""
    files = Prefetch("editions", queryset=Edition.objects.without_files())
    found = get_object_or_404(Guide.objects.public().prefetch_related(files), code=code)
    return render(request, f"{FOLDER}/guide.html", {"guide": found})


def edition(request: HttpRequest, code: str, language: str, version: int) -> HttpResponse:
    """A file, only to be saved: it opens nowhere on this site."""
    of_public = Edition.objects.filter(guide__in=Guide.objects.public(), guide__code=code)
    found = get_object_or_404(of_public.select_related("guide"), language=language, version=version)
    headers = downloads.headers(found.name) | {"Cache-Control": "no-cache", "ETag": f'"{found.sha256}"'}
    return HttpResponse(bytes(found.content), content_type=downloads.type_of(found.kind), headers=headers)


def _subscription(request: HttpRequest) -> Subscription | None:
    if not request.user.is_authenticated:
        return None
    return Subscription.objects.filter(user=request.user, until_at__isnull=True).first()
