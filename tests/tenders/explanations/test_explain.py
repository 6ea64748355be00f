"""A low price is explained after the opening, once and in time, and the commission reads it (R-047, E8)."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lifecycle import clock
from lifecycle.models import Refused
from notifications import wording
from notifications.models import Notice
from tenders.admission import actions as admission
from tenders.applications.models import Application
from tenders.explanations import actions
from tenders.explanations.models import LowPrice, PriceExplanation
from tests.factories.accounts import UserFactory
from tests.factories.applications import head_of
from tests.factories.calls import CallFactory, default_profile
from tests.factories.commission import CommissionFactory, bid, bids_of, declare_none, room, seat
from tests.factories.registry import LinkFactory, OrganisationFactory
from tests.factories.scoring import ScoreSheetFactory

pytestmark = pytest.mark.django_db
WORDS = "The hall is ours, and Asel, 8 701 000 11 22, teaches for nothing"
COST, EIGHTY, AT_THE_SHARE = "10000000.00", "8000000.00", "8500000.00"


def closed(**facts):
    """A closed call with its commission, whose lot has a justified cost of ten million; closed an hour ago."""
    return CommissionFactory(call=CallFactory(closed=True, **facts)).call


def handed_in(call, requested=EIGHTY):
    organisation = OrganisationFactory(head=UserFactory())
    return bid(call.lots.get(), status="submitted", requested=requested, organisation=organisation)


def opened(requested=EIGHTY, **facts):
    """An application of this sum, opened; nobody of the commission has a conflict."""
    call = closed(**facts)
    application = handed_in(call, requested)
    admission.open_bids(call, at=call.opening_at)
    declare_none(call.commission)
    application.refresh_from_db()
    return application


@pytest.fixture
def application():
    return opened()


@pytest.fixture
def asked_at(application):
    return application.low_price.asked_at


def url(application):
    return reverse("explanations:explain", args=[application.number])


def test_e8_a_price_of_80_percent_is_explained_after_the_opening(client, application, asked_at):
    low, head = application.low_price, head_of(application)
    assert (str(low.requested_amount), str(low.justified_amount)) == (EIGHTY, COST)
    assert (low.share_percent, asked_at) == (80, application.opened_at)
    assert low.due_at == application.lot.call.profile.window_end(asked_at, 3)
    assert [notice.to for notice in Notice.objects.filter(kind="explanations/asked")] == [head]

    actions.explain(application, WORDS, by=head, at=low.due_at)

    given = PriceExplanation.objects.get()
    assert (given.text, given.answered_by, given.answered_at) == (WORDS, head, low.due_at)
    assert application.trail().last().verb == "low price explained"
    client.force_login(seat(application.lot.call.commission, "member").user)
    for page in (application.get_absolute_url(), url(application)):
        told = client.get(page).text
        assert ("The hall is ours" in told, "80" in told) == (True, True)
    application.refresh_from_db()
    assert application.status == Application.Status.OPENED


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_mail_says_why_and_until_when_and_leads_there(application, language):
    words = wording.of(Notice.objects.get(kind="explanations/asked"), language)

    whole = " ".join([words.subject, words.news, *words.rest])
    assert all(part in whole for part in (application.number, "8 000 000 ₸", "10 000 000 ₸", "85 %"))
    assert words.path == f"/{language}/applications/{application.number}/explanation/"


def test_a_price_at_the_share_is_not_asked_and_a_tiyn_below_is():
    assert not hasattr(opened(AT_THE_SHARE), "low_price")
    assert str(opened("8499999.99").low_price.share_percent) == "84.99"


def test_without_cost_lines_the_budget_of_the_lot_is_the_justified_cost():
    call = closed()
    call.lots.get().cost_lines.all().delete()
    application = handed_in(call)

    admission.open_bids(call, at=call.opening_at)

    assert str(LowPrice.objects.get(application=application).justified_amount) == COST


@pytest.mark.parametrize("missing", ["low_price_percent", "low_price_wd"])
def test_a_profile_without_a_share_or_days_asks_nobody(missing):
    profile = default_profile()
    setattr(profile, missing, None)
    profile.save()
    call = closed()
    handed_in(call)

    admission.open_bids(call, at=call.opening_at)

    assert not LowPrice.objects.exists()
    assert not Notice.objects.filter(kind="explanations/asked").exists()


def test_before_the_opening_nothing_of_it_is_known(client):
    application = handed_in(closed())
    head = head_of(application)

    with pytest.raises(Refused, match="No explanation of the price was asked"):
        actions.explain(application, WORDS, by=head, at=clock.now())

    assert not LowPrice.objects.exists()
    assert not Notice.objects.filter(kind="explanations/asked").exists()
    client.force_login(head)
    assert "No explanation of the price is asked" in client.get(url(application)).text
    client.force_login(seat(application.lot.call.commission, "member").user)
    assert client.get(url(application)).status_code == 404


def test_asking_takes_the_same_number_of_queries_for_one_and_three():
    ContentType.objects.get_for_model(Application)
    counts = []
    for bids in (1, 3):
        call = room("opened", bids=bids).call
        rows = list(Application.objects.filter(lot__call=call).select_related("lot", "receipt__opened"))
        with CaptureQueriesContext(connection) as asked:
            assert len(actions.ask(call, rows, at=call.opening_at)) == bids
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_after_the_time_it_is_refused(application):
    late = application.low_price.due_at + timedelta(microseconds=1)

    with pytest.raises(Refused, match="The time for the explanation is over"):
        actions.explain(application, WORDS, by=head_of(application), at=late)

    assert not PriceExplanation.objects.exists()


def test_it_is_sent_once(application, asked_at):
    actions.explain(application, WORDS, by=head_of(application), at=asked_at)

    with pytest.raises(Refused, match="is sent already"):
        actions.explain(application, "Other words", by=head_of(application), at=asked_at)

    assert PriceExplanation.objects.get().text == WORDS
    for rows in (PriceExplanation.objects.all(), LowPrice.objects.all()):
        with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
            rows._raw_delete(using="default")


def test_the_words_stand_in_cipher(application, asked_at):
    actions.explain(application, WORDS, by=head_of(application), at=asked_at)

    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM tenders_priceexplanation")
        [[kept]] = cursor.fetchall()

    assert ("Asel" in kept, "701" in kept) == (False, False)


@pytest.mark.parametrize("role", ["accountant", "viewer"])
def test_whoever_only_reads_does_not_explain(client, application, asked_at, role):
    reader = LinkFactory(organisation=application.organisation, role=role).user

    with pytest.raises(Refused, match="Only the head, a signatory or an editor"):
        actions.explain(application, WORDS, by=reader, at=asked_at)

    client.force_login(reader)
    assert (client.get(url(application)).status_code, client.post(url(application)).status_code) == (200, 403)


def test_strangers_find_nothing_and_the_commission_writes_nothing(client, application):
    client.force_login(UserFactory())
    assert (client.get(url(application)).status_code, client.post(url(application)).status_code) == (404, 404)

    client.force_login(seat(application.lot.call.commission, "chair").user)
    assert (client.get(url(application)).status_code, client.post(url(application)).status_code) == (200, 403)
    assert "None has been given" in client.get(application.get_absolute_url()).text


def test_a_scorer_reads_it_beside_the_sheet(client):
    commission = room("scoring")
    one, member = bids_of(commission)[0], seat(commission, "member")
    [low] = actions.ask(one.lot.call, [one], at=one.opened_at)
    ScoreSheetFactory(member=member, application=one)
    client.force_login(member.user)
    sheet = reverse("scoring:sheet", args=[one.lot.call.number, one.number])
    before = client.get(sheet).text

    actions.explain(one, WORDS, by=head_of(one), at=low.due_at)

    assert ("None has been given" in before, "The hall is ours" in client.get(sheet).text) == (True, True)


def test_the_organisation_is_led_from_where_its_application_stands(client):
    application = opened()
    client.force_login(head_of(application))
    assert url(application) in client.get(application.get_absolute_url()).text

    answer = client.post(url(application), {"text": WORDS}, follow=True)

    assert "The hall is ours" in answer.text
    assert PriceExplanation.objects.get().text == WORDS
    assert not Notice.objects.unread().filter(kind="explanations/asked").exists()


@pytest.mark.parametrize(("text", "said"), [("", "Write the explanation"), (WORDS, "The time for the explanation")])
def test_what_cannot_be_sent_comes_back_with_its_reason(client, text, said):
    application = opened(at=clock.now() - timedelta(days=30))
    client.force_login(head_of(application))

    answer = client.post(url(application), {"text": text})

    assert (said in answer.text, text[:16] in answer.text) == (True, True)
    assert not PriceExplanation.objects.exists()
