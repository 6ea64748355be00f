"""The rooms in a real browser: marks by keys, marks that save themselves, a check before the lock, nothing cut."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browsing import SAVED, arrived, is_saved
from tests.factories.commission import bids_of, room, seat
from tests.factories.scoring import COMMENT, ScoreSheetFactory, mark

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sheets(sign_in):
    """Two drafts of a member who is signed in, in the member's own order; others score too."""
    commission = room("scoring", bids=2)
    member = seat(commission, "member")
    for one in bids_of(commission):
        ScoreSheetFactory(member=seat(commission, "chair"), application=one)
    sign_in(member.user)
    made = [ScoreSheetFactory(member=member, application=one) for one in bids_of(commission)]
    return sorted(made, key=lambda sheet: sheet.place)


def address(sheet, name="sheet"):
    return reverse(f"scoring:{name}", args=[sheet.application.lot.call.number, sheet.application.number])


def checked(page, code):
    return page.evaluate(f"document.querySelector('[name=\"points-{code}\"]:checked')?.value")


def codes(sheet):
    return [criterion.code for criterion in sheet.application.lot.call.criteria.all()]


def test_a_sheet_is_filled_without_a_mouse_and_saves_itself(page, live_server, sheets):
    page.goto(live_server.url + address(sheets[0]))
    first, second, *_ = codes(sheets[0])

    for key in ("j", "3", "+", "j", "4"):
        page.keyboard.press(key)
    is_saved(page)

    expect(page.locator(SAVED)).to_contain_text("Saved at")
    assert (checked(page, first), checked(page, second)) == ("3.5", "4.0")
    page.reload()
    assert (checked(page, first), checked(page, second)) == ("3.5", "4.0")


def test_keys_are_silent_in_text_and_can_be_turned_off(page, live_server, sheets):
    page.goto(live_server.url + address(sheets[0]))
    first = codes(sheets[0])[0]

    page.locator(f"#id_comment-{first}").focus()
    page.keyboard.type("n 5 j")
    expect(page.locator(f"#id_comment-{first}")).to_have_value("n 5 j")
    assert checked(page, first) is None
    is_saved(page)

    page.locator("h1").click()
    page.keyboard.press("?")
    page.locator("[data-keys]").uncheck()
    page.reload()
    page.keyboard.press("j")
    page.keyboard.press("5")
    assert checked(page, first) is None


def test_n_and_p_lead_through_the_queue(page, live_server, sheets):
    first, second = sheets
    page.goto(live_server.url + address(first))

    page.keyboard.press("n")
    page.wait_for_url(f"**{address(second)}")
    page.keyboard.press("p")
    page.wait_for_url(f"**{address(first)}")


def test_what_was_typed_is_there_when_the_tab_is_killed(page, live_server, sheets):
    page.goto(live_server.url + address(sheets[0]))
    first = codes(sheets[0])[0]
    page.locator(f"#id_comment-{first}").press_sequentially("Half a justification")
    is_saved(page)
    page.close()

    assert [score.comment for score in sheets[0].scores.all()] == ["Half a justification"]


def test_two_windows_show_both_texts(page, live_server, sheets, faults):
    sheet = sheets[0]
    first = codes(sheet)[0]
    other = page.context.new_page()
    for window in (page, other):
        window.goto(live_server.url + address(sheet))
    other.locator(f"#id_comment-{first}").fill("The other window")
    is_saved(other)
    other.close()

    page.locator(f"#id_comment-{first}").fill("This window")
    page.get_by_role("button", name="Save and stay here").click()

    expect(page.get_by_text("The other window")).to_be_visible()
    expect(page.locator(f"#id_comment-{first}")).to_have_value("This window")
    page.get_by_role("button", name="Save and stay here").click()
    expect(page.get_by_text("Your marks are saved.")).to_be_visible()
    assert [score.comment for score in sheet.scores.all()] == ["This window"]
    # A page that saves by itself was told of the clash.
    faults.clear()


def test_a_whole_sheet_is_checked_and_locked_on_a_phone(page, live_server, sheets, axe):
    page.set_viewport_size({"width": 360, "height": 740})
    first, second = sheets
    mark(first, "3.5")
    page.goto(live_server.url + address(first))
    axe(page)
    page.get_by_role("button", name="Save and check the sheet").click()
    arrived(page, f"Check your sheet for {first.application.number}")
    axe(page)
    page.get_by_role("button", name="Lock the sheet").click()

    page.wait_for_url(f"**{address(second)}")
    first.refresh_from_db()
    assert first.status == "locked"
    assert first.scores.filter(comment=COMMENT).count() == len(codes(first))


@pytest.mark.parametrize("width", [360, 1366])
def test_nothing_is_cut_in_any_room(page, live_server, sign_in, axe, width):
    commission = room("scoring", bids=2)
    chair = seat(commission, "chair")
    sheet = ScoreSheetFactory(member=chair, application=bids_of(commission)[0])
    sign_in(chair.user)
    page.set_viewport_size({"width": width, "height": 800})
    number = commission.call.number
    pages = [address(sheet), *(reverse(name, args=[number]) for name in ("scoring:index", "admission:index"))]
    pages += [reverse(name, args=[number]) for name in ("commission:detail", "commission:conflicts")]
    pages.append(reverse("admission:rule", args=[number, sheet.application.number]))

    for path in pages:
        page.goto(live_server.url + path)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") == width, path


def test_all_applications_of_a_page_are_ticked_at_once(page, live_server, sign_in):
    commission = room("admission", bids=3)
    sign_in(seat(commission, "chair").user)
    page.goto(live_server.url + reverse("admission:index", args=[commission.call.number]))

    page.locator("tick-all input").check()
    page.get_by_role("button", name="Admit the ticked applications").click()

    expect(page.get_by_text("3 applications are admitted.")).to_be_visible()
    assert [one.status for one in bids_of(commission)] == ["admitted"] * 3


def test_a_recused_member_is_led_out_on_the_page(page, live_server, sign_in):
    commission = room("opened", bids=2, declared=False)
    member = seat(commission, "member")
    sign_in(member.user)
    own = bids_of(commission)[0].organisation
    page.goto(live_server.url + reverse("commission:conflicts", args=[commission.call.number]))

    page.locator(f"input[name='{own.code}'][value=conflict]").check()
    page.get_by_role("button", name="No conflict with any of those left unanswered").click()
    page.get_by_label("Kind of conflict").select_option("kin")
    page.get_by_role("button", name="Sign my declaration").click()

    expect(page.get_by_text("Your declaration is signed and kept.")).to_be_visible()
    assert sorted(member.declarations.values_list("answer", flat=True)) == ["conflict", "none"]
