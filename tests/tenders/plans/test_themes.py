"""A theme grows out of problems, is discussed by all, and decided by a second person (R-020, R-021, R-031)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from lifecycle.models import Entry, Refused
from notifications.models import Notice
from registry.reference.models import Sphere
from tenders.plans import actions, rules
from tenders.plans.models import Comment, Theme
from tenders.procedure.models import Profile
from tests.factories.accounts import AssignmentFactory, UserFactory
from tests.factories.bodies import OpinionFactory
from tests.factories.calls import default_profile
from tests.factories.plans import CommentFactory, ProblemFactory, ThemeFactory
from tests.factories.registry import StateBodyFactory

pytestmark = pytest.mark.django_db

# A Friday, 15:00 in Astana; 16 and 17 December of this year are days off.
FRIDAY = datetime(2026, 12, 4, 10, tzinfo=UTC)
ALIKE = {
    "title_kk": "Ауылдағы қарттарға көмек",
    "title_ru": "Помощь пожилым людям в селе",
    "target_group_kk": "65 жастан асқан азаматтар",
    "target_group_ru": "Граждане старше 65 лет",
}
WHY = {"because_kk": "Бюджет жоқ.", "because_ru": "Нет бюджета."}
ANSWER = {"answer_kk": "Ескерілді.", "answer_ru": "Учтено."}
SAID = {"text": "Нужен и медик.", "language": "ru"}


def facts_for(body, **changes):
    texts = {f"{name}_{code}": f"{name} {code}" for name in ("title", "need", "target_group") for code in ("kk", "ru")}
    rest = {"year": 2027, "budget_amount": 9_000_000, "years": 2, "sphere": Sphere.objects.get(number=6)}
    return {"body": body, "profile": default_profile(), **texts, **rest} | changes


def told():
    return {(notice.kind, notice.to) for notice in Notice.objects.all()}


def test_a_theme_has_a_number_its_drafter_and_the_problems_it_grows_out_of(body, officer):
    problems = ProblemFactory.create_batch(2, published=True)

    theme = actions.propose(facts_for(body), problems, by=officer, at=FRIDAY)

    assert (theme.number, theme.status, theme.drafted_by) == ("MKI-2027-T01", "draft", officer)
    assert set(theme.problems.all()) == set(problems)
    assert [line.verb for line in theme.trail()] == ["drafted"]
    assert actions.propose(facts_for(body), by=officer, at=FRIDAY).number == "MKI-2027-T02"
    assert actions.propose(facts_for(body, year=2028), by=officer, at=FRIDAY).number == "MKI-2028-T01"


def test_a_draft_is_changed_and_what_is_discussed_is_not(body, officer):
    theme, problem = ThemeFactory(body=body), ProblemFactory(published=True)

    actions.revise(theme, {"title_kk": "Жаңа", "title_ru": "Новая"}, [problem], by=officer, at=FRIDAY)

    theme.refresh_from_db()
    assert (theme.title_kk, theme.title_ru, list(theme.problems.all())) == ("Жаңа", "Новая", [problem])
    with pytest.raises(Refused, match="only a draft can be changed"):
        actions.revise(ThemeFactory(discussion=True), {"title_ru": "X"}, by=officer, at=FRIDAY)


def test_r021_the_discussion_lasts_the_days_of_the_profile_by_the_calendar(body, officer, approver):
    author = ProblemFactory(published=True).author
    theme = ThemeFactory(body=body, problems=[ProblemFactory(published=True, author=author)])

    actions.open_discussion(theme, by=officer, at=FRIDAY)

    theme.refresh_from_db()
    # Ten working days after 4 December, 16 December not among them, at 18:00 in Astana.
    assert (theme.discussed_at, theme.discussion_until) == (FRIDAY, datetime(2026, 12, 21, 13, tzinfo=UTC))
    assert told() == {("plans/discussion_opened", author), ("plans/discussion_opened", approver)}


def test_r021_fewer_days_are_refused_and_more_are_not(body, officer):
    theme = ThemeFactory(body=body)

    with pytest.raises(Refused, match="The discussion lasts until 21.12.2026 at least."):
        actions.open_discussion(theme, last_day=date(2026, 12, 18), by=officer, at=FRIDAY)
    assert (Theme.objects.get().status, Entry.objects.count(), Notice.objects.count()) == ("draft", 0, 0)

    actions.open_discussion(theme, last_day=date(2027, 1, 15), by=officer, at=FRIDAY)
    assert Theme.objects.get().discussion_until == datetime(2027, 1, 15, 13, tzinfo=UTC)


def test_where_no_law_says_how_long_a_theme_is_discussed_it_is_a_working_day(body, officer):
    theme = ThemeFactory(body=body, profile=Profile.objects.get(code="KZ-2025"))

    actions.open_discussion(theme, by=officer, at=FRIDAY)

    assert Theme.objects.get().discussion_until == datetime(2026, 12, 7, 13, tzinfo=UTC)


@pytest.mark.parametrize("years_ago", [0, 1, 3])
def test_r031_a_theme_like_one_of_the_last_three_years_says_why(body, officer, years_ago):
    earlier = ThemeFactory(body=body, year=2027 - years_ago, approved=True, **ALIKE)
    theme = ThemeFactory(body=body, year=2027, **ALIKE)

    assert [(one.theme, one.percent) for one in theme.repeats()] == [(earlier, 100)]
    with pytest.raises(Refused, match=f"like theme {earlier.number} by 100 of 100"):
        actions.open_discussion(theme, by=officer, at=FRIDAY)

    reasons = {"repeats_because_kk": "Қажеттілік қалды.", "repeats_because_ru": "Потребность осталась."}
    actions.revise(theme, reasons, by=officer, at=FRIDAY)
    actions.open_discussion(theme, by=officer, at=FRIDAY)
    assert Theme.objects.get(pk=theme.pk).status == "discussion"


@pytest.mark.parametrize(
    "other",
    [
        {"year": 2023, "approved": True},
        {"year": 2027},
        {"year": 2026, "approved": True, "title_kk": "Өзен тазарту", "title_ru": "Очистка рек"},
    ],
    ids=["four years ago", "a draft that nobody read", "other words"],
)
def test_r031_nothing_else_has_to_be_explained(body, other):
    ThemeFactory(body=body, **ALIKE | other)
    ThemeFactory(year=2026, approved=True, **ALIKE)

    assert ThemeFactory(body=body, year=2027, **ALIKE).repeats() == []


def test_r031_the_limit_and_the_years_stand_in_the_profile(body):
    ThemeFactory(body=body, year=2026, approved=True, **ALIKE)
    theme = ThemeFactory(body=body, year=2027, **ALIKE | {"title_kk": "Қарттарға күтім", "title_ru": "Пожилым"})
    share = 77
    assert theme.repeats() == []

    found = {}
    for limit in (share - 1, share, None):
        theme.profile.theme_likeness_percent = limit
        found[limit] = [one.percent for one in theme.repeats()]
    theme.profile.theme_likeness_percent, theme.profile.theme_likeness_years = share - 1, None

    assert found == {share - 1: [share], share: [], None: []}
    assert theme.repeats() == []


def test_a_comment_is_told_to_the_officers_and_its_answer_to_whoever_made_it(body, officer, approver):
    theme, person = ThemeFactory(body=body, discussion=True), UserFactory()

    said = actions.comment(theme, SAID, by=person, at=timezone.now())
    assert told() == {("plans/commented", officer)}
    actions.answer(said, **ANSWER, by=officer, at=timezone.now())

    said.refresh_from_db()
    assert (said.answer_kk, said.answer_ru, said.answered_by) == ("Ескерілді.", "Учтено.", officer)
    assert told() == {("plans/commented", officer), ("plans/answered", person)}
    assert [line.verb for line in theme.trail()] == ["comment made", "comment answered"]


def test_a_comment_is_answered_once(officer):
    said = CommentFactory(answered=True)

    with pytest.raises(Refused, match="This comment is answered already."):
        actions.answer(said, answer_kk="Басқа.", answer_ru="Иначе.", by=officer, at=timezone.now())

    assert Comment.objects.get().answer_ru == "Учтено."


def test_comments_are_taken_until_the_last_moment_and_not_after_it():
    theme = ThemeFactory(discussion=True)
    last = theme.discussion_until

    actions.comment(theme, SAID, by=UserFactory(), at=last)

    for moment in (last + timedelta(microseconds=1), last + timedelta(days=1)):
        with pytest.raises(Refused, match="The discussion of this theme is over."):
            actions.comment(theme, SAID, by=UserFactory(), at=moment)
    for state in ({}, {"approved": True}, {"dropped": True}):
        with pytest.raises(Refused):
            actions.comment(ThemeFactory(**state), SAID, by=UserFactory(), at=timezone.now())
    assert Comment.objects.count() == 1


def test_five_comments_of_one_person_wait_at_most():
    theme, person = ThemeFactory(discussion=True), UserFactory()
    CommentFactory.create_batch(5, theme=theme, author=person)

    with pytest.raises(Refused, match="Five of your comments wait"):
        actions.comment(theme, SAID, by=person, at=timezone.now())


def test_r021_a_theme_is_approved_after_its_discussion_with_every_comment_answered(body, approver):
    running, theme = ThemeFactory(body=body, discussion=True), ThemeFactory(body=body, over=True)
    said = CommentFactory(theme=theme)

    with pytest.raises(Refused, match="The discussion is not over yet."):
        actions.approve(running, by=approver, at=timezone.now())
    with pytest.raises(Refused, match="Comments that are not answered: 1."):
        actions.approve(theme, by=approver, at=timezone.now())
    actions.answer(said, **ANSWER, by=approver, at=timezone.now())
    Notice.objects.all().delete()
    now = timezone.now()
    actions.approve(theme, by=approver, at=now)

    theme.refresh_from_db()
    assert (theme.status, theme.decided_by, theme.decided_at) == ("approved", approver, now)
    assert told() == {("plans/approved", said.author)}
    assert Theme.objects.get(pk=running.pk).status == "discussion"


def test_a_theme_that_is_left_out_has_a_public_reason(body, officer, approver):
    theme = ThemeFactory(body=body, discussion=True)

    actions.drop(theme, **WHY, by=approver, at=timezone.now())

    theme.refresh_from_db()
    assert (theme.status, theme.dropped_because_ru) == ("dropped", "Нет бюджета.")
    assert told() == {("plans/dropped", officer)}


@pytest.mark.parametrize("verb", ["approve", "drop"])
def test_neither_the_drafter_nor_an_officer_nor_another_body_decides(body, officer, verb):
    drafter = AssignmentFactory(user=UserFactory(role="approver", body=body), role="call_officer", body=body).user
    theme = ThemeFactory(body=body, over=True, drafted_by=drafter)
    facts = {} if verb == "approve" else WHY

    for who, words in ((drafter, "Another person"), (officer, "Only an approver"), (UserFactory(), "Only an approver")):
        with pytest.raises(Refused, match=words):
            getattr(actions, verb)(theme, **facts, by=who, at=timezone.now())

    assert Theme.objects.get().status == "discussion"


def test_a19_an_opinion_against_a_theme_is_advice_that_blocks_nothing(body, approver):
    theme = ThemeFactory(body=body, over=True)
    OpinionFactory(about=theme, stance="against")

    actions.approve(theme, by=approver, at=timezone.now())

    assert Theme.objects.get().status == "approved"


def test_drafts_are_read_by_the_office_of_their_body_and_by_auditors(body, officer, approver):
    own, foreign, public = ThemeFactory(body=body), ThemeFactory(), ThemeFactory(discussion=True)
    people = {"officer": officer, "approver": approver, "auditor": UserFactory(role="auditor")}
    people |= {"root": UserFactory(administrator=True), "anybody": AnonymousUser()}

    seen = {who: set(Theme.objects.visible_to(user)) for who, user in people.items()}

    assert seen == {
        "officer": {own, public},
        "approver": {own, public},
        "auditor": {own, foreign, public},
        "root": {public},
        "anybody": {public},
    }


@pytest.mark.parametrize(
    ("state", "of_officer", "of_approver"),
    [
        ({}, {"open", "edit"}, set()),
        ({"discussion": True}, {"answer"}, {"approve", "drop"}),
        ({"approved": True}, {"call"}, set()),
        ({"dropped": True}, set(), set()),
    ],
)
def test_each_person_is_offered_what_the_map_and_the_role_allow(
    body, officer, approver, state, of_officer, of_approver
):
    theme = ThemeFactory(body=body, **state)

    assert rules.theme_offers(officer, theme) == of_officer
    assert rules.theme_offers(approver, theme) == of_approver
    for nobody in (AnonymousUser(), UserFactory(role="auditor"), UserFactory(administrator=True)):
        assert rules.theme_offers(nobody, theme) == set()
    assert rules.theme_offers(UserFactory(role="approver", body=StateBodyFactory()), theme) == set()
