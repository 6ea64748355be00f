"""A problem is named, moderated with a reason, supported once each, and never deleted (domain 2.4, stage 0)."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from lifecycle.models import Entry, Refused
from notifications.models import Notice
from registry.reference.models import Region, Sphere
from tenders.plans import actions, rules
from tenders.plans.models import Problem, Support
from tests.factories.accounts import UserFactory
from tests.factories.plans import ProblemFactory, SupportFactory
from tests.factories.registry import OrganisationFactory

pytestmark = pytest.mark.django_db

WHY = {"because_kk": "Адамның аты аталған.", "because_ru": "Назван человек."}


def facts_for(body):
    words = {"title": "Нет автобуса", "text": "Дети идут пять километров.", "evidence": "Видел сам в марте."}
    return {"body": body, "sphere": Sphere.objects.get(number=6), "region": None, "language": "ru", **words}


def posted(body, **changes):
    return facts_for(body) | {"body": body.pk, "sphere": Sphere.objects.get(number=6).pk, "region": ""} | changes


def told():
    return [(notice.kind, notice.to) for notice in Notice.objects.order_by("pk")]


def test_whoever_names_a_problem_is_its_author_and_the_officers_are_told(body, officer, approver):
    author, now = UserFactory(), timezone.now()

    problem = actions.name_problem(facts_for(body), by=author, at=now)

    assert (problem.status, problem.author, problem.filed_at) == ("filed", author, now)
    assert problem.code[:2] == "P-" and len(problem.code) == 10
    assert [line.verb for line in problem.trail()] == ["problem named"]
    assert told() == [("plans/problem_filed", officer)]


def test_five_problems_of_one_person_wait_at_most(body):
    author = UserFactory()
    ProblemFactory.create_batch(5, author=author)
    ProblemFactory(author=author, published=True)

    with pytest.raises(Refused, match="Five of your problems wait"):
        actions.name_problem(facts_for(body), by=author, at=timezone.now())

    assert Problem.objects.count() == 6


def test_an_officer_puts_it_on_the_board_and_its_author_is_told(body, officer):
    problem, now = ProblemFactory(body=body), timezone.now()

    actions.publish_problem(problem, by=officer, at=now)

    problem.refresh_from_db()
    assert (problem.status, problem.published_at, problem.moderated_by) == ("published", now, officer)
    assert told() == [("plans/problem_published", problem.author)]


@pytest.mark.parametrize(
    ("verb", "before", "after"),
    [("refuse_problem", {}, "refused"), ("take_down_problem", {"published": True}, "taken_down")],
)
def test_what_is_kept_off_the_board_has_a_reason_that_its_author_reads(body, officer, verb, before, after):
    problem = ProblemFactory(body=body, **before)

    getattr(actions, verb)(problem, **WHY, by=officer, at=timezone.now())

    problem.refresh_from_db()
    assert (problem.status, problem.because_kk, problem.because_ru) == (after, *WHY.values())
    assert told() == [(f"plans/problem_{after}", problem.author)]
    assert Notice.objects.get().facts["because_ru"] == WHY["because_ru"]


def test_what_is_decided_is_not_decided_again(body, officer):
    problem = ProblemFactory(body=body, refused=True)

    for again in (actions.publish_problem, lambda record, **who: actions.refuse_problem(record, **WHY, **who)):
        with pytest.raises(Refused):
            again(problem, by=officer, at=timezone.now())
    with pytest.raises(Refused):
        actions.take_down_problem(problem, **WHY, by=officer, at=timezone.now())

    assert (Entry.objects.count(), Notice.objects.count()) == (0, 0)


def test_others_support_it_once_each():
    problem, other = ProblemFactory(published=True), UserFactory()

    actions.support_problem(problem, by=other, at=timezone.now())

    with pytest.raises(Refused, match="You support this problem already."):
        actions.support_problem(problem, by=other, at=timezone.now())
    with pytest.raises(Refused, match="You named this problem yourself."):
        actions.support_problem(problem, by=problem.author, at=timezone.now())
    assert [(one.problem, one.user) for one in Support.objects.all()] == [(problem, other)]


@pytest.mark.parametrize("state", [{}, {"refused": True}, {"taken_down": True}])
def test_nobody_supports_what_is_not_on_the_board(state):
    with pytest.raises(Refused, match="not on the board"):
        actions.support_problem(ProblemFactory(**state), by=UserFactory(), at=timezone.now())


def test_a_problem_is_read_by_all_once_it_is_published_and_before_by_its_author_and_the_office(body, officer, approver):
    filed, refused = ProblemFactory(body=body), ProblemFactory(body=body, refused=True)
    public = {ProblemFactory(body=body, published=True), ProblemFactory(body=body, taken_down=True)}
    elsewhere = ProblemFactory()

    def seen(user):
        return set(Problem.objects.visible_to(user)) - public

    assert public <= set(Problem.objects.visible_to(AnonymousUser()))
    assert seen(AnonymousUser()) == seen(UserFactory()) == seen(UserFactory(administrator=True)) == set()
    assert seen(filed.author) == {filed}
    assert seen(officer) == seen(approver) == {filed, refused}
    assert seen(UserFactory(role="auditor")) == {filed, refused, elsewhere}


@pytest.mark.parametrize(
    ("state", "of_officer", "of_other", "of_author"),
    [
        ({}, {"publish", "refuse"}, set(), set()),
        ({"published": True}, {"take_down", "propose", "support"}, {"support"}, set()),
        ({"refused": True}, set(), set(), set()),
        ({"taken_down": True}, set(), set(), set()),
    ],
)
def test_each_person_is_offered_what_the_map_and_the_role_allow(body, officer, state, of_officer, of_other, of_author):
    problem = ProblemFactory(body=body, **state)

    offered = [rules.problem_offers(user, problem) for user in (officer, UserFactory(), problem.author)]

    assert offered == [of_officer, of_other, of_author]
    assert rules.problem_offers(AnonymousUser(), problem) == set()


def test_a_person_names_a_problem_on_the_page_and_reads_it_among_the_own(client, body):
    client.force_login(UserFactory())

    page = client.post(reverse("plans:name_problem"), posted(body), follow=True)

    problem = Problem.objects.get()
    assert page.redirect_chain == [(problem.get_absolute_url(), 302)]
    assert "Нет автобуса" in client.get(reverse("plans:my_problems")).text


def test_what_is_wrong_has_its_sentence_and_what_was_typed_stays(client, body):
    client.force_login(UserFactory())

    page = client.post(reverse("plans:name_problem"), posted(body, text="", title="Нет\u202eавтобуса", sphere="77777"))

    errors = page.context["form"].errors
    assert errors["text"] == ["This field is required."]
    assert errors["title"] == ["The text has a character that cannot be seen. Delete the text and type it anew."]
    assert errors["sphere"] == ["Choose one entry of the list."]
    assert "Видел сам в марте." in page.text
    assert not Problem.objects.exists()


def test_the_sixth_waiting_problem_is_refused_and_stays_on_the_page(client, body):
    author = UserFactory()
    ProblemFactory.create_batch(5, author=author)
    client.force_login(author)

    page = client.post(reverse("plans:name_problem"), posted(body))

    assert page.status_code == 200
    assert "Five of your problems wait for moderation already." in page.text
    assert "Дети идут пять километров." in page.text


def test_an_ngo_may_speak_for_itself_and_a_citizen_is_not_named(client, body, officer):
    head = UserFactory(name="Secret Citizen")
    ngo = OrganisationFactory(head=head)
    client.force_login(head)
    client.post(reverse("plans:name_problem"), posted(body, organisation=ngo.pk))
    client.post(reverse("plans:name_problem"), posted(body, title="Другая"))
    client.logout()
    both = [actions.publish_problem(one, by=officer, at=timezone.now()) for one in Problem.objects.order_by("pk")]

    by_ngo, by_citizen = (client.get(one.get_absolute_url()).text for one in both)

    assert ngo.name_ru in by_ngo and "a citizen" in by_citizen
    assert "Secret Citizen" not in by_ngo + by_citizen


def test_nobody_speaks_for_the_ngo_of_others(client, body):
    ngo, viewer = OrganisationFactory(), UserFactory()
    OrganisationFactory(head=viewer)
    client.force_login(viewer)

    page = client.post(reverse("plans:name_problem"), posted(body, organisation=ngo.pk))

    assert page.context["form"].errors == {"organisation": ["Choose one entry of the list."]}


def test_of_what_was_taken_down_everybody_reads_the_reason_alone(client, body, officer):
    problem = ProblemFactory(body=body, taken_down=True)

    public = client.get(problem.get_absolute_url()).text
    client.force_login(officer)
    office = client.get(problem.get_absolute_url()).text

    assert (problem.title in public, problem.text in public) == (False, False)
    assert problem.because_ru in public
    assert problem.title in office and problem.text in office
    assert problem.title not in client.get(reverse("plans:problems")).text


def test_the_officer_moderates_on_the_pages(client, body, officer):
    first, second = ProblemFactory(body=body), ProblemFactory(body=body)
    client.force_login(officer)

    listed = client.get(reverse("plans:office_problems"), {"status": "filed"})
    client.post(reverse("plans:publish_problem", args=[first.code]))
    empty = client.post(reverse("plans:refuse_problem", args=[second.code]), {"because_kk": "Бар."})
    client.post(reverse("plans:refuse_problem", args=[second.code]), WHY)
    client.post(reverse("plans:take_down_problem", args=[first.code]), WHY)

    assert {one.code for one in listed.context["page"]} == {first.code, second.code}
    assert empty.context["form"].errors == {"because_ru": ["This field is required."]}
    assert "Бар." in empty.text
    assert set(Problem.objects.values_list("code", "status")) == {(first.code, "taken_down"), (second.code, "refused")}


def test_support_is_given_by_a_button_and_a_second_press_gets_words(client):
    problem = ProblemFactory(published=True)
    anonymous = client.get(problem.get_absolute_url()).text
    client.force_login(UserFactory())

    first = client.post(reverse("plans:support", args=[problem.code]), follow=True).text
    again = client.post(reverse("plans:support", args=[problem.code]), follow=True).text

    assert "Sign in to support it" in anonymous
    assert "1 person supports it" in first and "You are one of them." in first
    assert "You support this problem already." in again
    assert Support.objects.count() == 1


@pytest.mark.parametrize("name", ["publish_problem", "refuse_problem", "take_down_problem"])
def test_only_an_officer_of_the_body_moderates(client, approver, name, body):
    problem = ProblemFactory(body=body, published=True)
    url = reverse(f"plans:{name}", args=[problem.code])
    others = [approver, UserFactory(), problem.author, UserFactory(role="auditor"), UserFactory(administrator=True)]
    others += [UserFactory(role="call_officer", body=ProblemFactory().body)]

    def answer_to(user):
        client.force_login(user)
        return client.post(url, WHY).status_code

    assert {answer_to(user) for user in others} == {403}
    assert Problem.objects.get(pk=problem.pk).status == "published"


@pytest.mark.parametrize("name", ["publish_problem", "refuse_problem"])
def test_for_strangers_what_waits_is_not_there(client, name):
    client.force_login(UserFactory())

    assert client.post(reverse(f"plans:{name}", args=[ProblemFactory().code]), WHY).status_code == 404


def test_the_board_is_searched_and_ordered_by_support(client):
    newest, loved = ProblemFactory(published=True, title="Нет врача"), ProblemFactory(published=True)
    Problem.objects.filter(pk=loved.pk).update(
        published_at=newest.published_at - (newest.published_at - newest.filed_at)
    )
    SupportFactory.create_batch(2, problem=loved)
    ProblemFactory(refused=True)

    def found(**asked):
        return [one.code for one in client.get(reverse("plans:problems"), asked).context["page"]]

    assert found() == [newest.code, loved.code]
    assert found(order="support") == [loved.code, newest.code]
    assert found(words="ВРАЧА нет") == [newest.code]
    assert found(region=Region.objects.get(code="23").pk) == []
    assert found(body=loved.body.pk) == [loved.code]


def test_the_board_costs_the_same_for_one_problem_and_for_many(client, django_assert_max_num_queries):
    SupportFactory()
    with django_assert_max_num_queries(8) as for_one:
        client.get(reverse("plans:problems"))
    ProblemFactory.create_batch(60, published=True, text="Слова. " * 500)

    with django_assert_max_num_queries(len(for_one) + 1):  # and the number of all rows
        page = client.get(reverse("plans:problems"))

    assert (len(page.context["page"]), page.context["page"].total) == (20, 61)
    assert len(page.content) < 100_000
    second = client.get(reverse("plans:problems") + page.context["page"].next)
    assert len(second.context["page"]) == 20
