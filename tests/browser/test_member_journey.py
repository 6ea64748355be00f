"""A commission after the opening: a member in Kazakh on a phone, the chair in Russian at a desk, up to the results."""

import pytest
from playwright.sync_api import expect

from lifecycle import clock
from tenders.admission import actions as admission
from tenders.commission import actions as commissions
from tenders.commission.actions import Answer
from tenders.commission.models import Member
from tenders.commission.rules import owed_by
from tenders.decisions import actions as decisions
from tenders.decisions.models import Result
from tenders.scoring import actions as scoring
from tenders.scoring.models import ScoreSheet
from tests.browser.walking import letter_to, link_in
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory
from tests.factories.commission import SEATS, CommissionFactory, MemberFactory, bid, bids_of

pytestmark = pytest.mark.django_db(transaction=True)

COMMENT = "Қажеттілік ауданның сандарымен дәлелденген, дереккөзі көрсетілген."
OTHERS = "Жұмыс жоспары шынайы, бірақ мерзімдері тым тығыз белгіленген."
NAMES = ("Болат Оспанов", "Гүлнәр Сейітова", "Данияр Қасымов", "Жанар Мұқанова", "Ермек Әлиев", "Мәдина Тілеуова")


@pytest.fixture
def commission(db):
    """A commission of five and a secretary; two applications of its call, which has just been opened."""
    call = CallFactory(closed=True, lots__reserve_size=1)
    commission = CommissionFactory(call=call, members=[])
    for (role, of), name in zip(SEATS, NAMES, strict=True):
        language = "ru" if role == "chair" else "kk"
        user = UserFactory(confirmed=True, role="commission", name=name, language=language)
        MemberFactory(commission=commission, user=user, role=role, seat=of)
    for _number in range(2):
        bid(call.lots.get(), status="submitted")
    admission.open_bids(call, at=clock.now())
    return commission


def of(commission, role) -> Member:
    return commission.members.select_related("user").filter(role=role).order_by("pk").first()


def the_others(commission) -> list[Member]:
    """Everybody but the chair and the member who walk."""
    walking = [of(commission, "chair").pk, of(commission, "member").pk]
    return list(commission.members.select_related("user").exclude(pk__in=walking))


def declares(person, commission, heading="Conflicts of interest"):
    """Answers for every bidder and signs."""
    person.comes_to(heading)
    for one in bids_of(commission):
        person.page.locator(f"input[name='{one.organisation.code}'][value=none]").check()
    person.presses("Sign my declaration")
    person.reads("Your declaration is signed and kept.")
    person.looks()


def the_others_declare(commission):
    for member in the_others(commission):
        answers = {one: Answer("none") for one in owed_by(member)}
        commissions.declare(member, answers, by=member.user, at=clock.now())


def admits(chair, commission, number):
    """Rules on the first application by itself, ticks the second, publishes the protocol, begins the scoring."""
    chair.opens(f"/ru/commissions/{number}/admission/")
    chair.comes_to("Admission to call %(number)s", number=number)
    chair.presses("Begin admission")
    chair.reads("Admission has begun.")
    first, second = bids_of(commission)
    chair.follows(first.number)
    chair.comes_to(f"{first.number}: {first.organisation.name_ru}")
    chair.page.get_by_label(chair.words("Admit to scoring")).check()
    chair.presses("Sign the ruling")
    chair.comes_to(f"{second.number}: {second.organisation.name_ru}")
    chair.page.get_by_label(chair.words("Admit to scoring")).check()
    chair.presses("Sign the ruling")
    chair.comes_to("Admission to call %(number)s", number=number)
    chair.presses("Publish the admission protocol")
    chair.reads("The admission protocol is published. Every applicant is told.")
    chair.looks()
    chair.follows("Go to scoring")
    chair.comes_to("Scoring of call %(number)s", number=number)
    chair.presses("Begin scoring")
    chair.reads("Scoring has begun. Every scorer is told.")
    chair.looks()


def scores(member, sheet, criteria):
    """Reads the meaning of each mark, marks and comments each criterion, checks, locks."""
    application = sheet.application
    member.comes_to(f"{application.number}: {application.organisation.name_kk}")
    expect(member.page.locator("#application")).to_contain_text(application.goal)
    for criterion in criteria:
        row = member.page.locator(f"#criterion-{criterion.code}")
        expect(row.locator(".criterion__mark:not(.criterion__mark--half) > span")).to_have_text(criterion.anchors_kk)
        row.locator("input[value='4.0']").check()
        row.locator("textarea").fill(COMMENT)
    member.waits_until_saved()
    member.presses("Save and check the sheet")
    member.comes_to("Check your sheet for %(number)s", number=application.number)
    expect(member.page.get_by_text(COMMENT)).to_have_count(len(criteria))
    member.presses("Lock the sheet")
    member.reads("The sheet for %(number)s is locked.", number=application.number)


def may_not_see_others(member, number, application):
    """The comparison of all sheets is refused, and the text of another scorer is nowhere."""
    answer = member.page.goto(f"{member.site}/kk/commissions/{number}/scoring/{application.number}/all/")
    assert answer.status == 403
    member.looks()
    expect(member.page.get_by_text(OTHERS)).to_have_count(0)


def the_rest_score(commission, but):
    criteria = list(commission.call.criteria.all())
    for sheet in ScoreSheet.objects.exclude(member=but).select_related("member__user"):
        given = {criterion: (5, OTHERS) for criterion in criteria}
        saved = scoring.save_sheet(sheet, given, version=sheet.version, by=sheet.member.user, at=clock.now())
        scoring.lock_sheet(saved, by=sheet.member.user, at=clock.now())


def convenes(chair, commission, number):
    """Reads the ranking, then opens the session with everybody in the room."""
    chair.opens("/ru/desk/")
    chair.comes_to("My desk")
    chair.follows("Convene the session on call %(number)s.", number=number)
    chair.comes_to("Session on call %(number)s", number=number)
    chair.follows("See the ranking")
    chair.comes_to("Ranking of call %(number)s", number=number)
    chair.opens(f"/ru/commissions/{number}/session/")
    chair.follows("Convene a session")
    chair.comes_to("Convene a session")
    chair.writes("Place, in Kazakh", "Астана, Мәңгілік Ел даңғылы, 8")
    chair.writes("Place, in Russian", "Астана, проспект Мангилик Ел, 8")
    for voter in commission.members.voting():
        chair.page.locator(f"[name=member_{voter.pk}]").select_option("room")
    chair.presses("Open the session")
    chair.reads("The session is open.")
    chair.looks()


def votes(person, language, number):
    """Votes for the ranking of the only lot."""
    person.opens(f"/{language}/desk/")
    person.comes_to("My desk")
    person.page.locator(".tasklist__link").click()
    person.comes_to("Session on call %(number)s", number=number)
    person.follows("Vote on lot %(number)s", number=1)
    person.comes_to("Vote on lot %(number)s", number=1)
    person.page.locator("[name=choice][value=for]").check()
    person.presses("Cast my vote")
    person.reads("Your vote is written down.")
    person.looks()


def the_others_vote(call):
    held, lot = call.sessions.get(), call.lots.get()
    cast = held.votes.values("member")
    for member in call.commission.members.voting().exclude(pk__in=cast):
        decisions.vote(held, lot, member=member, choice="for", at=clock.now())


def test_a_member_declares_reads_and_scores_and_the_chair_leads_to_the_results(walker, commission):
    call, number = commission.call, commission.call.number
    leader, scorer = of(commission, "chair"), of(commission, "member")
    member, chair = walker(language="kk", width=360), walker(language="ru", width=1280)

    member.opens(link_in(letter_to(scorer.user.email)))
    member.signs_in(scorer.user.email)
    declares(member, commission)
    chair.opens(f"/ru/commissions/{number}/admission/")
    chair.signs_in(leader.user.email)
    declares(chair, commission)
    the_others_declare(commission)
    admits(chair, commission, number)

    criteria = list(call.criteria.order_by("order"))
    sheets = ScoreSheet.objects.filter(member=scorer).order_by("place")
    first, second = sheets.select_related("application__organisation")
    the_rest_score(commission, but=scorer)
    member.opens("/kk/desk/")
    member.comes_to("My desk")
    task = "Score the applications of call %(number)s: %(left)d of %(whole)d sheets left."
    member.follows(task, number=number, left=2, whole=2)
    member.comes_to("Scoring of call %(number)s", number=number)
    member.follows("Continue with %(number)s", number=first.application.number)
    may_not_see_others(member, number, first.application)
    member.page.go_back()
    scores(member, first, criteria)
    may_not_see_others(member, number, first.application)
    member.page.go_back()
    scores(member, second, criteria)
    member.comes_to("Scoring of call %(number)s", number=number)
    member.page.get_by_role("link", name=member.words("Compare")).first.click()
    member.page.wait_for_url("**/all/")
    member.looks()
    expect(member.page.get_by_text(OTHERS).first).to_be_visible()

    convenes(chair, commission, number)
    votes(member, "kk", number)
    votes(chair, "ru", number)
    the_others_vote(call)
    chair.opens(f"/ru/commissions/{number}/session/")
    chair.comes_to("Session on call %(number)s", number=number)
    chair.presses("Publish the results")
    chair.comes_to("Results of call %(number)s", number=number)
    assert sorted(Result.objects.values_list("outcome", flat=True)) == ["winner", "winner"]
    member.opens(f"/kk/calls/{number}/results/")
    member.comes_to("Results of call %(number)s", number=number)
    member.page.get_by_text(member.words("Points and reasons")).first.click()
    member.looks()
