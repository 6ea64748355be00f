"""An official composes a lawful call in Kazakh without help; published, it is amended and extended (U36)."""

from datetime import timedelta

import pytest
from django.utils.timezone import localtime
from playwright.sync_api import expect

from lifecycle import clock
from tenders.applications.models import Application
from tenders.calls import checks
from tenders.calls.models import Call
from tenders.changes.models import Change
from tenders.procedure import moving
from tenders.procedure.models import Holiday
from tests.browser import composing
from tests.browser.walking import letter_to, link_in
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, head_of
from tests.factories.commission import CommissionFactory
from tests.factories.registry import StateBodyFactory

pytestmark = pytest.mark.django_db(transaction=True)

BECAUSE = {
    "because_kk": "Сұрақтар топтың шегін нақтылауды талап етті.",
    "because_ru": "Вопросы показали, что уточнить.",
}
ANSWER = {"answer_kk": "Иә, филиал да қатыса алады.", "answer_ru": "Да, филиал тоже может участвовать."}
GROUP = {
    "target_group_kk": "Ауданда тұратын 3–14 жастағы 40 бала",
    "target_group_ru": "40 детей 3–14 лет, живущих в районе",
}


@pytest.fixture
def body(db):
    return StateBodyFactory(code="MKI")


@pytest.fixture
def officer(body):
    return UserFactory(confirmed=True, role="call_officer", body=body, name="Айгүл Сәрсенова", language="kk")


@pytest.fixture
def approver(body):
    return UserFactory(confirmed=True, role="approver", body=body, name="Болат Оспанов", language="ru")


def fills(person, texts):
    for name, text in texts.items():
        person.page.locator(f"[name='{name}']").fill(text)


def publishes(bolat, email, call):
    """What is missing is named; with the order on the commission the second person approves and publishes."""
    bolat.opens(f"/ru/office/calls/{call.number}/")
    bolat.signs_in(email)
    bolat.comes_to(f"{call.number}: {call.title_ru}")
    bolat.presses("Approve the call")
    bolat.comes_to(f"{call.number}: {call.title_ru}")
    CommissionFactory(call=call)
    bolat.opens(f"/ru/office/calls/{call.number}/")
    bolat.presses("Publish the call")
    bolat.reads("The conditions are frozen.")
    bolat.looks()


def is_asked(asker, call, email):
    asker.opens(f"/ru/calls/{call.number}/questions/ask/")
    asker.signs_in(email)
    asker.comes_to("Ask about call %(number)s", number=call.number)
    asker.page.locator("textarea").fill("Может ли участвовать филиал?")
    asker.presses("Send the question")
    asker.comes_to("Questions about call %(number)s", number=call.number)


def answers(aigul, call):
    aigul.opens(f"/kk/calls/{call.number}/questions/")
    aigul.comes_to("Questions about call %(number)s", number=call.number)
    aigul.follows("Answer question %(number)s", number=1)
    aigul.comes_to("Answer question %(number)s", number=1)
    fills(aigul, ANSWER)
    aigul.presses("Publish the answer")
    aigul.reads(ANSWER["answer_kk"])
    aigul.looks()


def amends(aigul, call):
    """Another group in the lot; what leaves the group unbounded is refused beside its field, and nothing is lost."""
    aigul.opens(f"/kk/office/calls/{call.number}/")
    aigul.follows("Amend the call")
    aigul.comes_to("Amend call %(number)s", number=call.number)
    aigul.page.locator("main a[href$='/lot-1/']").click()
    fills(aigul, GROUP | {"target_group_ru": "Все нуждающиеся"} | BECAUSE)
    aigul.presses("Propose the change")
    aigul.reads("The order serves a bounded group, not everyone: name it and its entry test.")
    expect(aigul.page.locator("[name=because_kk]")).to_have_value(BECAUSE["because_kk"])
    aigul.looks()
    fills(aigul, GROUP)
    aigul.presses("Propose the change")
    aigul.reads("Another approver of the customer confirms it. Until then the call stands as it is.")
    aigul.looks()


def extends(aigul, call):
    """An earlier day is refused with the reason; a later one is proposed."""
    aigul.opens(f"/kk/office/calls/{call.number}/")
    aigul.follows("Move the deadline")
    aigul.comes_to("A later deadline for call %(number)s", number=call.number)
    earlier, later = (moving.later(call.deadline_at, days, Holiday.objects.calendar()) for days in (0, 3))
    fills(aigul, {"to": f"{localtime(earlier) - timedelta(days=1):%Y-%m-%dT%H:%M}"} | BECAUSE)
    aigul.presses("Propose the later deadline")
    aigul.reads("A deadline is never shortened: choose a later moment than it has now.")
    aigul.looks()
    fills(aigul, {"to": f"{localtime(later):%Y-%m-%dT%H:%M}"})
    aigul.presses("Propose the later deadline")
    aigul.reads("Another approver of the customer confirms it. Until then the call stands as it is.")
    aigul.looks()


def confirms(bolat, change):
    bolat.opens(f"/ru{change.get_absolute_url().removeprefix('/en')}")
    bolat.presses("Confirm the change")
    bolat.reads("The change is in force. Everybody concerned is told.")
    bolat.looks()


def confirms_anew(head, application):
    """The letter leads to what has changed, and from there to the button that says: it stands."""
    email = head_of(application).email
    head.opens(link_in(letter_to(email)))
    head.reads(GROUP["target_group_kk"])
    head.looks()
    head.follows("My applications")
    head.signs_in(email)
    head.comes_to("My applications")
    head.follows(application.number)
    head.presses("Confirm the application")
    head.reads("Your application is confirmed. It takes part as it was submitted.")
    head.looks()


@pytest.mark.parametrize("width", [360, 1280])
def test_an_official_composes_amends_and_extends_a_call_without_help(walker, officer, approver, width):
    aigul = walker(language="kk", width=width)

    composing.begins(aigul, officer.email)
    composing.writes_the_topic_and_the_reason(aigul)
    composing.adds_a_lot(aigul)
    composing.mends_what_the_linter_names(aigul)
    composing.weighs_the_criteria(aigul)
    composing.answers_a_warning(aigul)
    composing.rehearses(aigul)
    composing.reads_both_languages(aigul)

    aigul.reads("The draft is complete. Another person, an approver of the customer, approves it.")
    call = Call.objects.get()
    assert checks.gaps(call) == []
    assert call.lots.get().budget_amount == 6_000_000
    assert Application.objects.count() == 0

    bolat, asker, head = (walker(language=language, width=width) for language in ("ru", "ru", "kk"))
    publishes(bolat, approver.email, call)
    is_asked(asker, call, UserFactory(confirmed=True, name="Дарья Ким", language="ru").email)
    answers(aigul, call)
    call.refresh_from_db()
    application = ApplicationFactory(
        lot=call.lots.get(), submitted=True, head=UserFactory(confirmed=True, name="Асан Серік", language="kk")
    )
    amends(aigul, call)
    confirms(bolat, Change.objects.get())
    confirms_anew(head, application)
    call.refresh_from_db()
    extends(aigul, call)
    confirms(bolat, Change.objects.get(kind="extension"))

    was, call = call.deadline_at, Call.objects.get()
    assert call.deadline_at > was
    assert {tongue: getattr(call.lots.get(), tongue) for tongue in GROUP} == GROUP
    assert Application.objects.get().status == "submitted"
    assert call.accepts_applications(clock.now())
