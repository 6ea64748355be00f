"""What the custom elements do in a real browser, and that everything works without them."""

import json
import re
from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import timezone
from playwright.sync_api import expect

from lifecycle import clock

GALLERY = "/en/ui/"
STATUS = "auto-save [data-status]"
# U+1D400 is two units of JavaScript and one character of Python.
TRICKY = "Әә\n𝐀🙂é\n"


@pytest.fixture
def gallery(page, live_server):
    page.goto(live_server.url + GALLERY)
    return page


@pytest.mark.parametrize(
    ("language", "scheme", "width"),
    [("kk", "light", 360), ("kk", "dark", 1280), ("ru", "dark", 360), ("en", "light", 1280)],
)
def test_everybody_can_use_every_component(page, live_server, axe, language, scheme, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{live_server.url}/{language}/ui/")

    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_nothing_is_cut_at_320(page, live_server):
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{live_server.url}/kk/ui/")

    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_the_summary_of_errors_has_the_focus_and_leads_to_the_field(gallery):
    expect(gallery.locator("error-summary")).to_be_focused()

    gallery.click("error-summary a[href='#id_wrong-goal']")

    expect(gallery.locator("#id_wrong-goal")).to_be_focused()


def test_the_summary_leads_to_the_first_choice_of_many(gallery):
    gallery.click("error-summary a[href='#id_wrong-score_0']")

    expect(gallery.locator("#id_wrong-score_0")).to_be_focused()


def test_characters_are_counted_as_python_counts_them(gallery):
    gallery.fill("#id_goal", TRICKY)

    said = gallery.locator("char-count[for=id_goal] [aria-hidden]")
    expect(said).to_have_text(f"Characters left: {500 - len(TRICKY.strip())}")


def test_a_text_over_the_limit_is_kept_and_said(gallery):
    gallery.fill("#id_goal", "Ә" * 503)

    expect(gallery.locator("char-count[for=id_goal] [aria-hidden]")).to_have_text("Characters over the limit: 3")
    assert len(gallery.input_value("#id_goal")) == 503


def deadline(at, now) -> str:
    return render_to_string("components/deadline.html", {"at": at, "now": now})


def show_deadline(page, live_server, at, now):
    page.goto(live_server.url + GALLERY)
    page.evaluate("html => { document.querySelector('main').innerHTML = html }", deadline(at, now))
    return page.locator("time-left")


def test_the_time_left_is_the_servers_and_a_wrong_clock_is_told(page, live_server):
    now = clock.now()
    page.clock.set_system_time(now + timedelta(minutes=7))

    left = show_deadline(page, live_server, now + timedelta(days=3, hours=4, minutes=5), now)

    expect(left).to_have_text(re.compile("^Time left: 3 days 4 hours.*The clock of your device is wrong"))


def test_a_right_clock_is_not_doubted(page, live_server):
    now = clock.now()

    left = show_deadline(page, live_server, now + timedelta(minutes=50, seconds=50), now)

    expect(left).to_have_text(re.compile(r"^Time left: 50 minutes( \d+ seconds?)?$"))


def test_the_deadline_passes_without_a_reload(page, live_server):
    now = clock.now()

    left = show_deadline(page, live_server, now + timedelta(seconds=1), now)

    expect(left).to_have_text("Closed")
    expect(left).to_have_attribute("data-over", "")


def test_the_deadline_stands_in_words_without_a_script():
    now = timezone.now().replace(year=2026, month=6, day=9, hour=13, minute=0)

    drawn = deadline(now + timedelta(days=3), now)

    assert drawn.index("18:00, Friday 12 June 2026, Astana time") < drawn.index("Time left: 3 days")
    assert "Closed</time-left>" in deadline(now - timedelta(seconds=1), now)


@pytest.fixture
def saving(gallery):
    """The gallery's form over a server that answers as told, and what it was sent."""
    sent, answers = [], [{"status": 200, "json": {"saved_at": "14:03"}}]

    def reply(route):
        sent.append(route.request.post_data)
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if answer == "never":
            return
        route.abort() if answer == "offline" else route.fulfill(**answer)

    gallery.route("**/ui/", reply)
    return gallery, sent, answers


def status(page) -> str:
    return page.inner_text(STATUS)


def test_a_dot_in_the_title_says_that_something_is_unsaved(saving):
    page, _, answers = saving
    answers[:] = ["never"]

    page.locator("#id_title").press_sequentially("Қолдау")

    expect(page).to_have_title(re.compile("^● "))


def test_what_is_typed_is_saved_by_itself_and_it_is_said(saving):
    page, sent, _ = saving

    page.locator("#id_title").press_sequentially("Қолдау")
    expect(page.locator(STATUS)).to_have_text("Saved at 14:03")
    expect(page).not_to_have_title(re.compile("^●"))

    assert 'name="title"\r\n\r\nҚолдау' in sent[-1]
    assert 'name="changed"\r\n\r\ntitle' in sent[-1]
    assert 'name="csrfmiddlewaretoken"' in sent[-1]
    assert 'name="goal"' not in sent[-1]


def test_without_a_connection_it_keeps_trying(saving, faults):
    page, sent, answers = saving
    answers[:] = ["offline", {"status": 200, "json": {"saved_at": "14:04"}}]

    page.fill("#id_title", "Қолдау")
    page.locator("#id_title").blur()
    expect(page.locator(STATUS)).to_have_attribute("data-state", "failed")

    assert status(page) == "Not saved: no connection. We keep trying."
    expect(page.locator(STATUS)).to_have_attribute("data-state", "saved", timeout=10_000)
    assert (status(page), len(sent)) == ("Saved at 14:04", 2)
    faults.clear()


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (401, "Not saved: you are signed out."),
        (409, "Not saved: somebody else changed this."),
        (422, "Not saved: something here cannot be saved as it is."),
        (500, "Not saved: no connection."),
    ],
)
def test_what_was_not_saved_is_said_and_stays(saving, faults, code, words):
    page, _, answers = saving
    answers[:] = [{"status": code}]

    page.fill("#id_title", "Қолдау")
    page.locator("#id_title").blur()
    expect(page.locator(STATUS)).to_have_attribute("data-state", "failed")

    assert status(page).startswith(words)
    assert page.input_value("#id_title") == "Қолдау"
    expect(page).to_have_title(re.compile("^● "))
    faults.clear()


def test_the_version_goes_along_and_comes_back(saving):
    page, sent, answers = saving
    answers[:] = [{"status": 200, "json": {"version": 8}}]
    page.evaluate(
        """document.querySelector('auto-save form')
        .insertAdjacentHTML('afterbegin', '<input type="hidden" name="version" value="7">')"""
    )

    for title in ("Бір", "Екі"):
        page.fill("#id_title", title)
        page.locator("#id_title").blur()
        expect(page.locator(STATUS)).to_have_attribute("data-state", "saved")
        expect(page).not_to_have_title(re.compile("^●"))

    assert ['name="version"\r\n\r\n7' in sent[0], 'name="version"\r\n\r\n8' in sent[-1]] == [True, True]


def test_the_words_of_time_are_there_for_a_browser_that_knows_no_kazakh(page, live_server):
    page.goto(f"{live_server.url}/kk/ui/")

    units = json.loads(page.get_attribute("time-left", "data-units"))

    assert units["day"] == {"one": "күн", "other": "күн"}
    assert "күн" in page.inner_text("time-left")
