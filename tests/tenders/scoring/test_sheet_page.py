"""The room: an application beside its sheet, saved by hand or by itself, checked, then locked (U22, U23, Q27, Q30)."""

from decimal import Decimal as D

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tenders.scoring.models import ScoreSheet
from tests.factories.accounts import UserFactory
from tests.factories.commission import bids_of, room, seat
from tests.factories.scoring import COMMENT, ScoreSheetFactory

pytestmark = pytest.mark.django_db

BY_ITSELF = {"X-Auto-Save": "1"}


@pytest.fixture
def sheet(client):
    """A draft of a member who is signed in; the chair has one too, so that the round stays open."""
    commission = room("scoring")
    one, member = bids_of(commission)[0], seat(commission, "member")
    ScoreSheetFactory(member=seat(commission, "chair"), application=one)
    client.force_login(member.user)
    return ScoreSheetFactory(member=member, application=one)


def address(sheet, page="sheet"):
    return reverse(f"scoring:{page}", args=[sheet.application.lot.call.number, sheet.application.number])


def shown(client, sheet):
    """What the page would send if the person pressed its button at once."""
    form = client.get(address(sheet)).context["form"]
    fields = {"version": form.sheet.version}
    for row in form.rows:
        fields[row.points.html_name], fields[row.comment.html_name] = row.chosen, row.comment.value() or ""
        fields[f"seen-{row.criterion.code}"] = row.seen
    return fields


def marks(sheet):
    return {score.criterion.code: (score.points, score.comment) for score in sheet.scores.select_related("criterion")}


def test_the_page_shows_the_application_the_weights_and_what_each_mark_means(client, sheet):
    page = client.get(address(sheet)).content.decode()

    criterion = sheet.application.lot.call.criteria.get(code="need")
    assert sheet.application.title in page
    assert "weighs 20 of 100" in page
    assert all(anchor in page for anchor in criterion.anchors_kk)
    assert "between 3 and 4" in page
    assert page.count('name="points-need"') == 11
    assert "At least 30 letters." in page


def test_marks_are_saved_and_the_sheet_stays_open(client, sheet):
    fields = shown(client, sheet) | {"points-need": "3.5", "comment-need": "The need is shown."}

    answer = client.post(address(sheet), fields)

    sheet.refresh_from_db()
    assert (answer.status_code, answer.url) == (302, address(sheet))
    assert marks(sheet) == {"need": (D("3.5"), "The need is shown.")}
    assert sheet.status == "draft"


@pytest.mark.parametrize("written", ["3,5", " 3.5 ", "3.50"])
def test_a_comma_is_a_point(client, sheet, written):
    client.post(address(sheet), shown(client, sheet) | {"points-need": written})

    assert marks(sheet)["need"][0] == D("3.5")


def test_what_is_no_mark_comes_back_with_every_word(client, sheet):
    fields = shown(client, sheet) | {"points-need": "seven", "comment-need": "My long thought."}

    answer = client.post(address(sheet), fields)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Enter a number." in page
    assert "My long thought." in page
    assert marks(sheet) == {}


def test_a_mark_off_the_scale_comes_back_with_every_word(client, sheet):
    answer = client.post(address(sheet), shown(client, sheet) | {"points-need": "7", "comment-need": "My thought."})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Marks go from 0 to 5 in steps of 0.5." in page
    assert "My thought." in page


def test_the_page_saves_by_itself_only_what_was_changed(client, sheet):
    sent = {"version": 1, "changed": ["comment-need"], "comment-need": "Half a thought"}
    sent |= {name: value for name, value in shown(client, sheet).items() if name.startswith("seen-")}

    answer = client.post(address(sheet), sent, headers=BY_ITSELF)

    news = answer.json()
    assert answer.status_code == 200
    assert marks(sheet) == {"need": (None, "Half a thought")}
    assert news["version"] == 2
    assert set(news) == {"saved_at", "version", "seen-need"}
    assert news["seen-need"] == shown(client, sheet)["seen-need"]


def test_saving_by_itself_again_and_again_needs_no_new_page(client, sheet):
    fields = shown(client, sheet)
    for text in ("One", "One two", "One two three"):
        sent = {name: value for name, value in fields.items() if name.startswith("seen-")}
        sent |= {"version": fields["version"], "changed": ["comment-need"], "comment-need": text}
        fields |= client.post(address(sheet), sent, headers=BY_ITSELF).json()

    assert marks(sheet) == {"need": (None, "One two three")}


def test_what_cannot_be_saved_by_itself_is_answered_so(client, sheet):
    sent = shown(client, sheet) | {"points-need": "7", "changed": ["points-need"]}

    assert client.post(address(sheet), sent, headers=BY_ITSELF).status_code == 422


def test_two_windows_on_different_criteria_are_both_kept(client, sheet):
    first, second = shown(client, sheet), shown(client, sheet)

    client.post(address(sheet), first | {"points-need": "4.0", "comment-need": "First window."})
    answer = client.post(address(sheet), second | {"points-budget": "2.0", "comment-budget": "Second window."})

    assert answer.status_code == 302
    assert marks(sheet) == {"need": (D("4.0"), "First window."), "budget": (D("2.0"), "Second window.")}


def test_two_windows_on_one_criterion_show_both_texts_and_lose_none(client, sheet):
    first, second = shown(client, sheet), shown(client, sheet)
    client.post(address(sheet), first | {"points-need": "4.0", "comment-need": "First window."})

    clash = client.post(address(sheet), second | {"points-need": "1.0", "comment-need": "Second window."})

    page = clash.content.decode()
    assert clash.status_code == 409
    assert "First window." in page
    assert "Second window." in page
    assert marks(sheet) == {"need": (D("4.0"), "First window.")}


def test_after_seeing_the_other_text_ones_own_may_take_its_place(client, sheet):
    first, second = shown(client, sheet), shown(client, sheet)
    client.post(address(sheet), first | {"comment-need": "First window."})
    clash = client.post(address(sheet), second | {"comment-need": "Second window."})
    row = next(row for row in clash.context["form"].rows if row.criterion.code == "need")

    client.post(address(sheet), second | {"comment-need": "Second window.", "seen-need": row.seen})

    assert marks(sheet) == {"need": (None, "Second window.")}


def test_a_page_that_saves_by_itself_hears_of_a_clash(client, sheet):
    first, second = shown(client, sheet), shown(client, sheet)
    client.post(address(sheet), first | {"comment-need": "First window."})

    answer = client.post(
        address(sheet), second | {"comment-need": "Second window.", "changed": ["comment-need"]}, headers=BY_ITSELF
    )

    assert answer.status_code == 409


def test_the_check_shows_what_is_missing_and_offers_no_lock(client, sheet):
    answer = client.post(address(sheet), shown(client, sheet) | {"points-need": "3.5", "check": "on"}, follow=True)

    page = answer.content.decode()
    assert answer.redirect_chain == [(address(sheet, "lock"), 302)]
    assert "Still missing" in page
    assert "#criterion-need" in page
    assert "Lock the sheet" not in page


def test_a_whole_sheet_is_checked_with_its_total_and_locked(client, sheet):
    codes = [criterion.code for criterion in sheet.application.lot.call.criteria.all()]
    filled = {f"points-{code}": "3.5" for code in codes} | {f"comment-{code}": COMMENT for code in codes}
    page = client.post(address(sheet), shown(client, sheet) | filled | {"check": "on"}, follow=True).content.decode()

    answer = client.post(address(sheet, "lock"), follow=True)

    sheet.refresh_from_db()
    assert "70.00" in page
    assert "Lock the sheet" in page
    assert sheet.status == "locked"
    assert f"The sheet for {sheet.application.number} is locked." in answer.content.decode()


def test_an_unfinished_sheet_is_not_locked_by_a_forged_request(client, sheet):
    answer = client.post(address(sheet, "lock"), follow=True)

    sheet.refresh_from_db()
    assert sheet.status == "draft"
    assert "Give a mark and a comment" in answer.content.decode()


def test_a_locked_sheet_is_shown_and_not_saved(client, sheet):
    ScoreSheet.objects.filter(pk=sheet.pk).update(status="locked", locked_at=sheet.due_at)
    fields = {"version": 1, "points-need": "1.0", "comment-need": "Afterthought"}

    page = client.get(address(sheet)).content.decode()
    answer = client.post(address(sheet), fields)

    assert 'name="points-need"' not in page
    assert answer.status_code == 422
    assert "This sheet is locked and cannot be changed." in answer.content.decode()
    assert marks(sheet) == {}


def test_nobody_else_opens_the_sheet(client, sheet):
    people = [
        seat(sheet.member.commission, "deputy").user,
        sheet.application.started_by,
        UserFactory(role="call_officer", body=sheet.application.lot.call.customer),
        UserFactory(role="auditor"),
        UserFactory(administrator=True),
    ]
    answers = []
    for person in people:
        client.force_login(person)
        answers += [client.get(address(sheet, page)).status_code for page in ("sheet", "lock")]

    assert answers == [404] * 10


def test_the_chair_sees_the_same_application_with_a_sheet_of_the_chairs_own(client, sheet):
    client.post(address(sheet), shown(client, sheet) | {"comment-need": "Only mine."})
    client.force_login(seat(sheet.member.commission, "chair").user)

    page = client.get(address(sheet))

    assert page.status_code == 200
    assert "Only mine." not in page.content.decode()


# --- The queue ------------------------------------------------------------------------------------


def queue(sheet):
    return reverse("scoring:index", args=[sheet.application.lot.call.number])


@pytest.fixture
def three(client):
    """Three sheets of one member: one locked, one begun, one untouched."""
    commission = room("scoring", bids=3)
    member, bids = seat(commission, "member"), bids_of(commission)
    client.force_login(member.user)
    locked = ScoreSheetFactory(member=member, application=bids[0], locked=True)
    begun = ScoreSheetFactory(member=member, application=bids[1], saved_at=locked.locked_at)
    return [locked, begun, ScoreSheetFactory(member=member, application=bids[2])]


def test_the_queue_says_how_far_one_is_and_where_to_go_on(client, three):
    page = client.get(queue(three[0])).content.decode()

    following = min(three[1:], key=lambda sheet: sheet.place).application.number
    assert "1 of 3 locked, 1 begun." in page
    assert f"Continue with {following}" in page
    assert "not begun" in page


def test_the_queue_stands_in_the_order_of_its_member(client, three):
    found = [sheet.application.number for sheet in client.get(queue(three[0])).context["page"]]

    assert found == [sheet.application.number for sheet in sorted(three, key=lambda sheet: sheet.place)]


def test_the_queue_is_narrowed_to_what_is_not_locked(client, three):
    found = {sheet.application.number for sheet in client.get(queue(three[0]), {"unfinished": ""}).context["page"]}

    assert found == {sheet.application.number for sheet in three[1:]}


def test_the_ways_to_the_sheets_before_and_after_follow_the_order(client, three):
    first, second, third = sorted(three, key=lambda sheet: sheet.place)

    context = client.get(address(second)).context

    assert (context["preceding"], context["following"]) == (first.application.number, third.application.number)


def test_a_long_queue_stays_light_and_asks_as_often(client):
    counts = []
    for bids in (1, 110):
        commission = room("scoring", bids=bids)
        member = seat(commission, "chair")
        client.force_login(member.user)
        for one in bids_of(commission):
            ScoreSheetFactory(member=member, application=one)
        with CaptureQueriesContext(connection) as seen:
            answer = client.get(reverse("scoring:index", args=[commission.call.number]))
        counts.append(len(seen))

    assert len(answer.content) < 100_000
    # One more query counts what does not fit on the page.
    assert counts[1] - counts[0] in (0, 1)
    assert counts[1] <= 13


def test_the_room_asks_as_often_among_many_sheets_and_stays_light(client):
    counts = []
    for bids in (1, 30):
        commission = room("scoring", bids=bids)
        member = seat(commission, "member")
        client.force_login(member.user)
        sheets = [ScoreSheetFactory(member=member, application=one) for one in bids_of(commission)]
        with CaptureQueriesContext(connection) as seen:
            answer = client.get(address(sheets[0]))
        counts.append(len(seen))

    assert counts[0] == counts[1] <= 15
    assert len(answer.content) < 100_000


def test_divergences_are_listed_when_the_round_is_over(client):
    commission = room("deliberation")
    [one] = bids_of(commission)
    for member, points in zip(commission.members.scoring(), ("5.0", "0.0", "4.0"), strict=False):
        ScoreSheetFactory(member=member, application=one, locked=True, points=points)
    client.force_login(seat(commission, "secretary").user)

    page = client.get(reverse("scoring:index", args=[commission.call.number])).content.decode()

    assert "To be discussed: the scorers lie far apart" in page
    assert "100.00" in page
    assert one.number in page
