"""Two people of one NGO at one application at once, in Kazakh and in Russian: nothing that either types is lost."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from tenders.applications.models import Application
from tenders.drafts.models import GONE, Presence
from tests.browsing import SAVED
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.applications import ApplicationFactory, group
from tests.factories.registry import LinkFactory

pytestmark = pytest.mark.django_db(transaction=True)

STATUS = "auto-save [data-status]"


@pytest.fixture
def application():
    head = UserFactory(confirmed=True, language="kk", name="Айгерім Сәрсенова")
    application = ApplicationFactory(complete=False, head=head)
    editor = UserFactory(confirmed=True, language="ru", name="Олег Ким")
    LinkFactory(organisation=application.organisation, role="editor", user=editor)
    return application


@pytest.fixture
def aigerim(walker, application):
    return entered(walker(language="kk", width=360), application.started_by)


@pytest.fixture
def oleg(walker, application):
    links = application.organisation.links
    return entered(walker(language="ru", width=1280), links.get(role="editor").user)


def entered(person, user):
    person.opens(f"/{person.language}/account/login/")
    person.signs_in(user.email)
    return person


def opens(person, application, page, *more):
    person.opens(f"/{person.language}" + reverse(f"{page}", args=[application.number, *more]).removeprefix("/en"))


def opens_the_texts(person, application):
    opens(person, application, "applications:section", "summary")
    person.comes_to("The project in words")


def hint(person):
    return person.page.locator("who-is-here")


def stands(application):
    return Application.objects.get(pk=application.pk)


def no_saving(route):
    """The connection is gone for what a page saves by itself."""
    return route.abort() if "x-auto-save" in route.request.headers else route.continue_()


def saves_itself(response):
    return "x-auto-save" in response.request.headers and response.ok


def kept_here(person):
    return person.page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('kept:')).length")


def test_q30_q31_two_colleagues_see_each_other_and_both_are_kept(aigerim, oleg, application, faults):
    opens_the_texts(aigerim, application)
    opens_the_texts(oleg, application)
    expect(hint(oleg)).to_contain_text("Айгерім Сәрсенова")
    expect(hint(oleg)).to_contain_text(f"«{oleg.words('The project in words')}»")
    expect(hint(aigerim)).to_be_empty()

    # Different fields.
    aigerim.writes("Goal", "Қарттарға көмек")
    aigerim.waits_until_saved()
    expect(hint(aigerim)).to_contain_text("Олег Ким")
    oleg.writes("Method", "Ходить по домам")
    oleg.waits_until_saved()
    assert (stands(application).goal, stands(application).method) == ("Қарттарға көмек", "Ходить по домам")

    # The same field.
    oleg.writes("Goal", "Помощь пожилым")
    expect(oleg.page.locator(STATUS)).to_contain_text("то же самое изменил", timeout=10_000)
    oleg.writes("Problem", "Пожилые живут одни")
    expect(oleg.page).to_have_title(re.compile("●"))
    oleg.presses("Save and come back later")
    oleg.reads("Two people changed the same words")
    faults.clear()  # each answer 409 is one
    oleg.looks()
    both = oleg.page.locator(".versions").first
    expect(both).to_contain_text("Қарттарға көмек")
    expect(both).to_contain_text("Помощь пожилым")
    both.get_by_label(oleg.words("Keep their version")).check()
    oleg.presses("Save and come back later")
    oleg.comes_to("Application %(number)s", number=application.number)
    after = stands(application)
    assert (after.goal, after.method, after.problem) == ("Қарттарға көмек", "Ходить по домам", "Пожилые живут одни")

    # On the list of sections, until nobody has been there for two minutes.
    Presence.objects.update(at=timezone.now())
    oleg.page.reload()
    expect(hint(oleg)).to_contain_text("Айгерім Сәрсенова")
    Presence.objects.update(at=timezone.now() - GONE)
    oleg.page.reload()
    expect(hint(oleg)).to_be_empty()
    faults.clear()


def test_q27_within_five_seconds_of_a_letter_and_at_once_when_the_page_is_left(oleg, application):
    opens_the_texts(oleg, application)
    goal = oleg.field("Goal")

    with oleg.page.expect_response(saves_itself, timeout=5_000):
        goal.press_sequentially("Пожилым")
    oleg.waits_until_saved()
    with oleg.page.expect_response(saves_itself, timeout=1_500):
        goal.press_sequentially(" нужна помощь")
        oleg.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    oleg.waits_until_saved()
    assert stands(application).goal == "Пожилым нужна помощь"


def test_q27_q29_what_is_typed_without_a_connection_is_saved_later(aigerim, application, faults):
    opens_the_texts(aigerim, application)
    aigerim.page.context.set_offline(True)

    aigerim.writes("Goal", "Байланыссыз терілді")
    expect(aigerim.page.locator(STATUS)).to_have_text(
        aigerim.words("Not saved: no connection. We keep trying."), timeout=10_000
    )
    assert kept_here(aigerim) == 1
    aigerim.writes("Method", "Бұл да")
    aigerim.page.wait_for_timeout(6_000)
    aigerim.page.context.set_offline(False)

    aigerim.waits_until_saved()
    assert (stands(application).goal, stands(application).method) == ("Байланыссыз терілді", "Бұл да")
    assert kept_here(aigerim) == 0
    faults.clear()  # so is each attempt without a connection


def test_q29_what_could_not_be_saved_is_offered_when_the_page_comes_back(aigerim, application, faults):
    opens_the_texts(aigerim, application)
    aigerim.page.route("**/*", no_saving)
    aigerim.writes("Goal", "Жабылған бетте қалды")
    expect(aigerim.page.locator("auto-save [data-state=failed]")).to_be_visible(timeout=10_000)
    asked = []
    aigerim.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    aigerim.page.reload()

    assert asked == ["beforeunload"]
    aigerim.page.unroute("**/*")
    aigerim.reads("You typed something here that was not saved")
    faults.clear()
    aigerim.looks()
    offered = aigerim.page.locator("kept-text .versions")
    expect(offered).to_contain_text("Мақсат")
    expect(offered.locator("[data-typed]")).to_have_text("Жабылған бетте қалды")
    aigerim.presses("Put it back")
    aigerim.waits_until_saved()
    assert (stands(application).goal, kept_here(aigerim)) == ("Жабылған бетте қалды", 0)


def test_q29_nothing_stays_in_the_browser_after_the_sign_out(aigerim, application, faults):
    opens_the_texts(aigerim, application)
    aigerim.page.route("**/*", no_saving)
    aigerim.writes("Goal", "Кетіп бара жатырмын")
    expect(aigerim.page.locator("auto-save [data-state=failed]")).to_be_visible(timeout=10_000)
    assert kept_here(aigerim) == 1
    aigerim.page.on("dialog", lambda dialog: dialog.accept())

    aigerim.page.locator(".bar__menu summary").click()
    aigerim.page.locator(".bar__menu").get_by_role("button", name=aigerim.words("Sign out")).click()

    aigerim.comes_to("State social orders for NGOs")
    assert kept_here(aigerim) == 0
    faults.clear()


def test_q28_the_session_ends_while_somebody_types_and_no_letter_is_lost(oleg, application, faults):
    opens_the_texts(oleg, application)
    goal = oleg.field("Goal")
    goal.press_sequentially("Первая половина")
    Session.objects.all().delete()
    goal.press_sequentially(" и вторая, которую никто не прерывал", delay=80)

    expect(oleg.page.get_by_role("dialog")).to_be_visible(timeout=10_000)
    expect(goal).to_be_focused()
    expect(goal).to_have_value("Первая половина и вторая, которую никто не прерывал")
    faults.clear()  # each answer 401 is one
    oleg.looks()
    with oleg.page.context.expect_page() as opened:
        oleg.page.get_by_role("link", name=oleg.words("Sign in in a new tab")).click()
    tab = opened.value
    tab.locator("[name=login]").fill(application.organisation.links.get(role="editor").user.email)
    tab.locator("[name=password]").fill(PASSWORD)
    tab.locator("main form button[type=submit]").first.click()
    tab.wait_for_url(re.compile("/desk/"))
    tab.close()
    oleg.page.bring_to_front()
    if not oleg.page.locator(SAVED).is_visible():
        oleg.page.get_by_role("button", name=oleg.words("I have signed in: save now")).click()

    oleg.waits_until_saved()
    expect(oleg.page.get_by_role("dialog")).to_be_hidden()
    assert stands(application).goal == "Первая половина и вторая, которую никто не прерывал"
    faults.clear()


def test_q32_a_version_is_looked_at_and_restored(aigerim, oleg, application):
    opens_the_texts(aigerim, application)
    aigerim.writes("Goal", "40 қартқа көмек")
    aigerim.presses("Save and come back later")
    opens(aigerim, application, "applications:section", "target-group")
    aigerim.comes_to("Target groups")
    aigerim.writes("Who they are", group()["description"])
    aigerim.presses("Save and come back later")
    aigerim.comes_to("Application %(number)s", number=application.number)
    opens_the_texts(oleg, application)
    oleg.writes("Goal", "60 қартқа көмек")
    oleg.presses("Save and come back later")

    aigerim.page.reload()
    aigerim.follows("Earlier versions")
    aigerim.comes_to("Earlier versions")
    expect(aigerim.page.locator("tbody tr")).to_have_count(3)
    aigerim.follows("Version %(number)s", number=3)
    aigerim.comes_to("Version %(number)s", number=3)
    expect(aigerim.page.locator("section del")).to_contain_text("40")
    expect(aigerim.page.locator("section ins")).to_contain_text("60")
    opens(aigerim, application, "versions:detail", 2)
    aigerim.comes_to("Version %(number)s", number=2)
    aigerim.page.locator("details summary", has_text=aigerim.words("The whole version as it stood")).click()
    aigerim.looks()
    aigerim.follows("Compare with how it stands now")
    aigerim.comes_to("Version %(number)s", number=2)
    aigerim.follows("Restore this version")
    aigerim.comes_to("Restore version %(number)s", number=2)
    aigerim.presses("Restore this version")
    aigerim.comes_to("Application %(number)s", number=application.number)

    assert stands(application).goal == "40 қартқа көмек"
    goals = [version.facts["goal"] for version in application.versions.order_by("number")]
    assert goals == ["40 қартқа көмек", "40 қартқа көмек", "60 қартқа көмек", "40 қартқа көмек"]
