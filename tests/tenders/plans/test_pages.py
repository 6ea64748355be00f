"""The pages of themes and plans: read by all, worked on in the office, and where a call comes from."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from lifecycle.models import Refused
from registry.reference.models import Sphere
from tenders.calls import actions as calls
from tenders.calls import checks
from tenders.calls.models import Call
from tenders.plans.models import Comment, Theme
from tests.factories.accounts import AssignmentFactory, UserFactory
from tests.factories.bodies import OpinionFactory
from tests.factories.calls import CallFactory, default_profile
from tests.factories.plans import CommentFactory, ProblemFactory, ThemeFactory
from tests.factories.registry import StateBodyFactory

pytestmark = pytest.mark.django_db


def posted(body, **changes):
    texts = {f"{name}_{code}": f"{name} {code}" for name in ("title", "need") for code in ("kk", "ru")}
    groups = {"target_group_kk": "65 жастан асқандар", "target_group_ru": "Граждане старше 65 лет"}
    rest = {"year": timezone.localdate().year + 1, "budget_amount": "9 000 000", "years": 2}
    named = {"body": body.pk, "profile": default_profile().pk, "sphere": Sphere.objects.get(number=6).pk}
    return {**texts, **groups, **rest, **named} | changes


@pytest.mark.parametrize("state", ["discussion", "over", "approved", "dropped"])
def test_everybody_reads_a_theme_from_its_discussion_on(client, state):
    problem = ProblemFactory(published=True)
    theme = ThemeFactory(problems=[problem, ProblemFactory(taken_down=True)], **{state: True})
    said, answered = CommentFactory(theme=theme), CommentFactory(theme=theme, answered=True)
    opinion = OpinionFactory(about=theme)

    page = client.get(theme.get_absolute_url())

    assert page.status_code == 200
    for text in (theme.title_ru, theme.need_ru, problem.title, said.text, answered.answer_ru, opinion.text_ru):
        assert text in page.text
    assert "Нет бюджета." in page.text if state == "dropped" else "Нет бюджета." not in page.text
    assert ("Comment on the theme" in page.text) == (state == "discussion")


def test_a_draft_is_not_there_for_anybody(client, body, officer):
    theme = ThemeFactory(body=body)
    client.force_login(officer)

    assert client.get(theme.get_absolute_url()).status_code == 404
    assert client.get(theme.get_plan_url()).status_code == 404
    assert client.get(reverse("plans:comment", args=[theme.number])).status_code == 404


def test_the_plan_of_a_body_and_a_year_says_what_became_of_each_theme(client, body):
    of_plan = {"body": body, "year": 2027}
    approved, dropped = ThemeFactory(**of_plan, approved=True), ThemeFactory(**of_plan, dropped=True)
    ThemeFactory(**of_plan, discussion=True)
    call, draft = CallFactory(customer=body, theme=approved, published=True), CallFactory(customer=body, theme=approved)
    others = [
        ThemeFactory(body=body, year=2028, approved=True),
        ThemeFactory(year=2027, approved=True),
        ThemeFactory(**of_plan),
    ]

    page = client.get("/en/plans/mki/2027/")

    assert page.context["sums"] == {"themes": 3, "approved": 1, "money": Decimal(12_000_000)}
    assert call.number in page.text and draft.number not in page.text
    assert dropped.dropped_because_ru in page.text
    assert [one.number for one in others if one.number in page.text] == []
    assert client.get("/en/plans/mki/2031/").status_code == 404
    assert client.get("/en/plans/nobody/2027/").status_code == 404


def test_themes_are_found_by_word_year_body_sphere_and_status(client):
    one, other = ThemeFactory(discussion=True, year=2027), ThemeFactory(approved=True, year=2028)

    def found(**asked):
        return [theme.number for theme in client.get(reverse("plans:index"), asked).context["page"]]

    assert set(found()) == {one.number, other.number}
    assert found(words=one.number.lower()) == [one.number]
    assert found(year=2028) == [other.number]
    assert found(body=one.body.pk) == [one.number]
    assert found(status="approved") == [other.number]
    assert found(sphere=Sphere.objects.get(number=1).pk) == []
    assert client.get(reverse("plans:index"), {"year": "MMXX", "after": "???", "sphere": "x"}).status_code == 200


@pytest.mark.parametrize("address", ["index", "plan", "theme", "office", "manage"])
def test_a_page_costs_the_same_for_one_row_and_for_300(client, body, officer, django_assert_max_num_queries, address):
    theme = ThemeFactory(body=body, year=2027, discussion=True)
    CallFactory(customer=body, theme=theme, published=True)
    CommentFactory(theme=theme)
    args = {"plan": ["MKI", 2027], "theme": [theme.number], "manage": [theme.number]}.get(address, [])
    url = reverse(f"plans:{address}", args=args)
    client.force_login(officer)
    client.get(url)
    with django_assert_max_num_queries(16) as for_one:
        client.get(url)
    if address in ("theme", "manage"):
        CommentFactory.create_batch(300, theme=theme, text="Слова. " * 200)
    else:
        ThemeFactory.create_batch(300, body=body, year=2027, discussion=True)

    with django_assert_max_num_queries(len(for_one) + 1):  # and the number of all rows
        page = client.get(url)

    assert len(page.content) < 100_000


def test_a_person_comments_and_what_is_wrong_stays_typed(client):
    theme = ThemeFactory(discussion=True)
    url = reverse("plans:comment", args=[theme.number])
    assert client.get(url).status_code == 302
    client.force_login(UserFactory())

    wrong = client.post(url, {"text": "Нужен медик.", "language": "xx"})
    right = client.post(url, {"text": "Нужен медик.", "language": "ru"})

    assert list(wrong.context["form"].errors) == ["language"]
    assert "Нужен медик." in wrong.text
    said = Comment.objects.get()
    assert right.url == f"{theme.get_absolute_url()}#comment-{said.pk}"
    assert "Your comment is published." in client.get(theme.get_absolute_url()).text


def test_a_comment_that_comes_late_is_refused_in_words_and_stays_on_the_page(client):
    theme = ThemeFactory(over=True)
    client.force_login(UserFactory())

    page = client.post(reverse("plans:comment", args=[theme.number]), {"text": "Нужен медик.", "language": "ru"})

    assert page.text.count("The discussion of this theme is over.") == 2
    assert "Нужен медик." in page.text
    assert not Comment.objects.exists()


def test_an_officer_proposes_a_theme_from_a_problem_changes_it_and_opens_it(client, body, officer):
    problem = ProblemFactory(published=True, sphere=Sphere.objects.get(number=3))
    client.force_login(officer)

    blank = client.get(reverse("plans:propose"), {"problem": problem.code})
    made = client.post(reverse("plans:propose"), posted(body, codes=f" {problem.code.lower()}; "))
    theme = Theme.objects.get()
    client.post(reverse("plans:edit", args=[theme.number]), posted(body, title_ru="Новая", codes=""))
    early = client.post(reverse("plans:open_discussion", args=[theme.number]), {"last_day": timezone.localdate()})
    day = timezone.localdate() + timedelta(days=60)
    opened = client.post(reverse("plans:open_discussion", args=[theme.number]), {"last_day": day})

    assert f'value="{problem.code}"' in blank.text
    assert blank.context["form"]["sphere"].value() == problem.sphere_id
    assert made.url == reverse("plans:manage", args=[theme.number])
    assert "The discussion lasts until" in early.context["form"].errors["last_day"][0]
    assert opened.status_code == 302
    theme.refresh_from_db()
    assert (theme.title_ru, theme.status, theme.discussion_until.date()) == ("Новая", "discussion", day)


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"target_group_ru": "все граждане"}, "target_group_ru", "The order serves a bounded group, not everyone"),
        ({"years": 4}, "years", "The work lasts 3 years at most."),
        ({"year": 2020}, "year", "This year is over: choose this one or a later one."),
        ({"codes": "P-NOBODYS1"}, "codes", "Not on the board: P-NOBODYS1."),
        ({"budget_amount": "много"}, "budget_amount", "Enter a sum in tenge, for example 1 194 000."),
        ({"budget_amount": "0"}, "budget_amount", "Ensure this value is greater than or equal to 1."),
        ({"profile": "x"}, "profile", "Choose one entry of the list."),
        ({"need_kk": ""}, "need_kk", "This field is required."),
    ],
)
def test_what_is_wrong_with_a_theme_is_said_beside_its_field(client, body, officer, changes, field, sentence):
    client.force_login(officer)

    page = client.post(reverse("plans:propose"), posted(body, **changes))

    assert {name: " ".join(errors)[: len(sentence)] for name, errors in page.context["form"].errors.items()} == {
        field: sentence
    }
    assert "title ru" in page.text
    assert not Theme.objects.exists()


def test_an_officer_proposes_for_the_own_body_alone(client, body, officer):
    client.force_login(officer)

    page = client.post(reverse("plans:propose"), posted(StateBodyFactory()))

    assert list(page.context["form"].errors) == ["body"]


def test_the_office_answers_and_a_second_person_approves(client, body, officer, approver):
    theme = ThemeFactory(body=body, over=True, drafted_by=officer)
    said = CommentFactory(theme=theme)
    manage = reverse("plans:manage", args=[theme.number])
    client.force_login(officer)
    answer_url = reverse("plans:answer", args=[theme.number, said.pk])
    half = client.post(answer_url, {"answer_kk": "Ескерілді."})
    client.post(answer_url, {"answer_kk": "Ескерілді.", "answer_ru": "Учтено."})
    again = client.post(answer_url, {"answer_kk": "Басқа.", "answer_ru": "Иначе."})
    client.force_login(approver)

    page = client.get(manage)
    done = client.post(reverse("plans:approve", args=[theme.number]), follow=True)

    assert list(half.context["form"].errors) == ["answer_ru"]
    assert "This comment is answered already." in again.text
    assert "Approve the theme" in page.text
    assert "The theme stands in the plan." in done.text
    assert Theme.objects.get().status == "approved"


def test_a_theme_is_left_out_on_its_page_with_both_reasons(client, body, approver):
    theme = ThemeFactory(body=body, discussion=True)
    client.force_login(approver)
    url = reverse("plans:drop", args=[theme.number])

    half = client.post(url, {"because_kk": "Бюджет жоқ."})
    client.post(url, {"because_kk": "Бюджет жоқ.", "because_ru": "Нет бюджета."})

    assert list(half.context["form"].errors) == ["because_ru"]
    assert "Бюджет жоқ." in half.text
    assert Theme.objects.get().status == "dropped"


def test_who_may_not_act_gets_403_and_strangers_404(client, body, officer, approver):
    theme = ThemeFactory(body=body, drafted_by=officer)
    said = CommentFactory(theme=ThemeFactory(body=body, discussion=True))
    number = [theme.number]
    urls = {
        **{name: reverse(f"plans:{name}", args=number) for name in ("edit", "open_discussion", "approve", "drop")},
        "answer": reverse("plans:answer", args=[said.theme.number, said.pk]),
    }
    people = {"officer": officer, "approver": approver, "auditor": UserFactory(role="auditor"), "nobody": UserFactory()}

    answers = {}
    for who, user in people.items():
        client.force_login(user)
        answers[who] = {name: client.post(url).status_code for name, url in urls.items()}

    forms = {"edit", "open_discussion", "answer"}
    assert answers["officer"] == {name: 200 if name in forms else 403 for name in urls}
    assert answers["approver"] == {name: {"approve": 302, "drop": 200}.get(name, 403) for name in urls}
    assert answers["auditor"] == dict.fromkeys(urls, 403)
    # What is in discussion everybody reads; a draft is not there.
    assert answers["nobody"] == {name: 403 if name == "answer" else 404 for name in urls}
    assert Theme.objects.get(pk=theme.pk).status == "draft"


@pytest.mark.parametrize("address", ["office", "office_problems"])
def test_others_have_no_office(client, officer, address):
    for facts in ({}, {"administrator": True}, {"role": "registry_officer"}):
        client.force_login(UserFactory(**facts))
        assert client.get(reverse(f"plans:{address}")).status_code == 403
    client.force_login(officer)
    assert client.get(reverse(f"plans:{address}")).status_code == 200


def test_what_awaits_a_person_can_be_asked_for(client, body, officer, approver):
    draft = ThemeFactory(body=body, drafted_by=officer)
    unanswered, over = CommentFactory(theme__body=body, theme__over=True).theme, ThemeFactory(body=body, over=True)
    ThemeFactory(body=body, discussion=True)
    ThemeFactory(body=body, over=True, drafted_by=approver)
    CommentFactory(theme__over=True)

    def found(user, awaits):
        client.force_login(user)
        return [one.number for one in client.get(reverse("plans:office"), {"awaits": awaits}).context["page"]]

    assert (found(officer, "opening"), found(approver, "opening")) == ([draft.number], [])
    assert (found(officer, "answers"), found(approver, "answers")) == ([unanswered.number], [])
    assert (found(officer, "decision"), found(approver, "decision")) == ([], [over.number])


def test_r020_a_call_begins_from_an_approved_theme_and_says_so(client, body, officer):
    AssignmentFactory(user=officer, role="call_officer", body=StateBodyFactory())
    theme = ThemeFactory(body=body, approved=True)
    client.force_login(officer)
    url = f"{reverse('calls:create')}?theme={theme.number}"

    form = client.get(url).context["form"]
    values = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "")}
    values |= {name: getattr(values.get(name), "pk", values.get(name)) for name in ("customer", "profile", "sphere")}
    client.post(url, values)

    call = Call.objects.get()
    assert (call.theme, call.customer, call.title_ru, call.purpose_kk) == (theme, body, theme.title_ru, theme.need_kk)
    public = CallFactory(published=True, customer=body, theme=theme, number="MKI-2026-900")
    page = client.get(public.get_absolute_url())
    assert theme.get_absolute_url() in page.text
    became = client.get(theme.get_absolute_url()).text
    assert (f">{public.number}<" in became, call.number in became) == (True, False)


@pytest.mark.parametrize("state", [{}, {"discussion": True}, {"dropped": True}])
def test_r020_a_theme_that_is_not_approved_begins_no_call(client, body, officer, state):
    theme = ThemeFactory(body=body, **state)
    client.force_login(officer)

    assert client.get(reverse("calls:create"), {"theme": theme.number}).status_code == 404
    with pytest.raises(Refused, match="A call begins from an approved theme of its own customer."):
        calls.draft({"customer": body, "theme": theme}, by=officer, at=timezone.now())


def test_r020_nor_does_a_theme_of_another_body(client, body, officer):
    theme = ThemeFactory(approved=True)
    client.force_login(officer)

    assert client.get(reverse("calls:create"), {"theme": theme.number}).status_code == 404
    with pytest.raises(Refused, match="A call begins from an approved theme of its own customer."):
        calls.draft({"customer": body, "theme": theme}, by=officer, at=timezone.now())


def test_r022_the_lots_of_a_theme_cost_no_more_than_the_plan_gives(body):
    theme = ThemeFactory(body=body, approved=True, budget_amount=25_000_000)
    first = CallFactory(customer=body, theme=theme, published=True, lots=2)
    CallFactory(customer=body, theme=theme, cancelled=True, lots=2)

    def gaps(call):
        return [(gap.rule, gap.sentence) for gap in checks.gaps(call) if gap.rule == "R-022"]

    assert gaps(first) == []
    second = CallFactory(customer=body, theme=theme)
    sums = ("30\u00a0000\u00a0000", "25\u00a0000\u00a0000")
    sentence = f"The lots of theme {theme.number} cost {sums[0]} ₸; the plan gives it {sums[1]} ₸."
    assert gaps(second) == [("R-022", sentence)]
