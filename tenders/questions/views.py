"""Questions and answers about a call, for everybody; asking; answering."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from lifecycle import clock
from tenders.calls.models import Call
from tenders.questions import actions, rules
from tenders.questions.forms import AnswerForm, QuestionForm
from tenders.questions.models import Question
from ui.guards import require, told


def _call(number: str) -> Call:
    return get_object_or_404(Call.objects.public().select_related("customer", "profile"), number=number)


def index(request: HttpRequest, number: str) -> HttpResponse:
    """What was asked and answered; to whoever asked and to the customer, what still waits."""
    call, now = _call(number), clock.now()
    seen = call.questions.visible_to(request.user)
    knows = rules.can_know_the_asker(request.user)
    context = {
        "call": call,
        "questions": list(seen.select_related("asked_by") if knows else seen),
        "knows_the_asker": knows,
        "may_answer": rules.can_answer(request.user, call),
        "until": call.profile.questions_until(call.deadline_at),
        "now": now,
    }
    return render(request, "tenders/questions/index.html", context)


@login_required
def ask(request: HttpRequest, number: str) -> HttpResponse:
    """Ask a question."""
    call = _call(number)
    require(rules.can_ask(request.user, call))
    form = QuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told(request, _("Your question is sent. The answer is published here for everybody, without your name.")):
            actions.ask(call, form.cleaned_data["text"], by=request.user, at=clock.now())
            return redirect("questions:index", number)
    until = call.profile.questions_until(call.deadline_at)
    return render(request, "tenders/questions/ask.html", {"form": form, "call": call, "until": until})


@login_required
def answer(request: HttpRequest, number: str, question: int) -> HttpResponse:
    """Answer a question in public."""
    call = _call(number)
    if not rules.can_answer(request.user, call):
        raise Http404
    asked = get_object_or_404(Question.objects.filter(call=call), number=question)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told(request, _("The answer is published. Everybody concerned is told.")):
            actions.answer(asked, by=request.user, at=clock.now(), **form.cleaned_data)
            return redirect("questions:index", number)
    return render(request, "tenders/questions/answer.html", {"form": form, "call": call, "question": asked})
