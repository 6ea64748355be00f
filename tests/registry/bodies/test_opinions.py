"""What bodies advise about a call: shown to everybody, superseded in the open, and it moves nothing (A19)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lifecycle import clock
from lifecycle.models import Entry, Refused
from registry.bodies import actions
from registry.bodies.models import Body, Opinion
from tenders.calls.models import Call
from tests.factories.accounts import AssignmentFactory, UserFactory
from tests.factories.bodies import BodyFactory, OpinionFactory
from tests.factories.calls import CallFactory
from tests.permissions.world import PREPARED, World
from tests.tenders.calls.test_states import FACTS, MAP

pytestmark = pytest.mark.django_db

ADMIN = "/en/admin/registry/opinion/"
CALLED = {"lots": 0, "criteria": [], "requirements": []}
TODAY = date(2026, 3, 2)


def chamber():
    return Body.objects.get(code="experts-chamber")


def given(call, **facts):
    """An opinion as it is handed to the action."""
    return OpinionFactory.build(body=facts.pop("body", None) or chamber(), about=call, **facts)


def published(call, **facts):
    return actions.publish_opinion(given(call, **facts), because="Sent.", by=UserFactory(), at=clock.now())


def in_status(status, **facts):
    return CallFactory(**CALLED, **facts, **({} if status == "draft" else {status: True}))


class Opposed(World):
    """The same tender, and the Experts Chamber opposed it as soon as it was published."""

    def _bids(self):
        published(self.call)
        super()._bids()


# --- it binds nobody -----------------------------------------------------------------------------


@pytest.mark.parametrize(("here", "there"), sorted(pair for pair in MAP if pair[0] not in PREPARED))
def test_a19_a_call_that_the_experts_chamber_opposes_moves_as_any_other(here, there):
    opposed, plain = in_status(here), in_status(here)
    published(opposed)
    now = timezone.now()

    for call in (opposed, plain):
        call.move_to(there, by=None, at=now, **FACTS.get(there, lambda at: {})(now))

    assert [Call.objects.get(pk=call.pk).status for call in (opposed, plain)] == [there, there]
    assert [line.verb for line in opposed.trail()] == [line.verb for line in plain.trail()]


@pytest.mark.parametrize("here", sorted(set(Call.Status) - set(PREPARED)))
@pytest.mark.parametrize("there", sorted(Call.Status))
def test_a19_an_opinion_opens_no_way_either(here, there):
    call = in_status(here)
    published(call)

    assert call.may_move_to(there) is ((here, there) in MAP)


@pytest.mark.parametrize(
    ("stage", "end"),
    [("results_final", "results_final"), ("cancelled while sealed", "cancelled"), ("failed at admission", "failed")],
)
def test_a19_a_whole_tender_goes_its_way_against_a_negative_opinion(client, stage, end):
    opposed = Opposed(stage).call

    page = client.get(opposed.get_absolute_url()).text

    assert (opposed.status, opposed.opinions.get().stance) == (end, "against")
    assert "An opinion is a recommendation, it does not bind." in page
    assert ">opposes it<" in page


# --- publishing ----------------------------------------------------------------------------------


def test_publishing_keeps_what_was_said_with_the_reason():
    call, by, at = CallFactory(published=True), UserFactory(), clock.now()

    opinion = actions.publish_opinion(given(call), because="Letter 17.", by=by, at=at)

    assert list(call.opinions.all()) == [opinion]
    assert (opinion.published_at, opinion.stance) == (at, "against")
    assert [(line.verb, line.by, line.because) for line in Entry.objects.of(opinion)] == [
        ("published", by, "Letter 17.")
    ]


@pytest.mark.parametrize("status", PREPARED)
def test_nothing_is_said_about_a_call_that_is_not_published(status):
    call = in_status(status)

    with pytest.raises(Refused, match="Not everybody may read what this opinion is about."):
        published(call)

    assert Opinion.objects.count() == 0


def test_nothing_is_published_without_a_reason_or_before_it_was_said():
    call = CallFactory(published=True)
    tomorrow = timezone.localdate() + timedelta(days=1)

    with pytest.raises(Refused, match="Write the reason."):
        actions.publish_opinion(given(call), because=" ", by=UserFactory(), at=clock.now())
    with pytest.raises(Refused, match="The day on which it was given is in the future."):
        published(call, given_on=tomorrow)

    assert Opinion.objects.count() == 0


def test_a_later_opinion_supersedes_an_earlier_one_once():
    call = CallFactory(published=True)
    first = published(call)
    second = published(call, stance="for", supersedes=first)

    with pytest.raises(Refused, match="This opinion is superseded already."):
        published(call, supersedes=first)

    assert list(call.opinions.standing()) == [second]
    assert call.opinions.count() == 2


def test_nobody_supersedes_what_another_said_or_what_is_about_something_else():
    call, other = CallFactory.create_batch(2, published=True)
    first = published(call)

    for facts in ({"body": BodyFactory()}, {"call": other}):
        with pytest.raises(Refused, match="An opinion supersedes one of the same body about the same thing."):
            published(facts.pop("call", call), supersedes=first, **facts)

    assert list(Opinion.objects.all()) == [first]


def test_the_database_refuses_to_change_or_to_remove_what_was_said():
    opinion = published(CallFactory(published=True))

    for act in (lambda: Opinion.objects.update(stance="for"), lambda: Opinion.objects.all()._raw_delete("default")):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()

    assert Opinion.objects.get() == opinion


def test_the_database_refuses_an_opinion_in_one_language():
    with pytest.raises(IntegrityError), transaction.atomic():
        OpinionFactory(about=CallFactory(published=True), text_kk="")


# --- the pages -----------------------------------------------------------------------------------


def test_what_is_superseded_stays_on_both_pages_and_says_so(client):
    call = CallFactory(published=True)
    first = published(call, given_on=TODAY)
    published(call, given_on=TODAY + timedelta(days=7), stance="for", supersedes=first)

    for address in (call.get_absolute_url(), chamber().get_absolute_url()):
        page = client.get(address).text
        assert "superseded on 9 March 2026" in page
        assert (page.count(">opposes it<"), page.count(">supports it<")) == (1, 1)
    assert f'<a href="{call.get_absolute_url()}">{call.number}</a>' in page


def test_a_call_without_an_opinion_says_nothing_of_any(client):
    page = client.get(CallFactory(published=True).get_absolute_url()).text

    assert "What councils and chambers advise" not in page


def test_both_pages_cost_the_same_for_one_opinion_and_three(client):
    call, body = CallFactory(published=True), BodyFactory()
    pages = (call.get_absolute_url(), body.get_absolute_url())

    def queries():
        counts = []
        for page in pages:
            with CaptureQueriesContext(connection) as asked:
                client.get(page)
            counts.append(len(asked))
        return counts

    published(call, body=body)
    one = queries()
    for _ in range(2):
        published(call, body=body)

    assert queries() == one


# --- the admin -----------------------------------------------------------------------------------


def typed(of, **changes):
    facts = {"number": of.number.lower(), "body": chamber().pk, "kind": "conclusion", "stance": "against"}
    facts |= {"text_kk": "Қажеттілік жоқ.", "text_ru": "Потребности нет.", "given_on": "2026-03-02", "supersedes": ""}
    return facts | {"because": "Letter 17."} | changes


@pytest.fixture
def officer(client):
    person = UserFactory(role="registry_officer")
    client.force_login(person)
    return person


def test_an_officer_publishes_an_opinion_and_nobody_changes_it(client, officer):
    call = CallFactory(published=True)

    done = client.post(f"{ADMIN}add/", typed(call), follow=True)
    opinion = call.opinions.get()
    changed = client.post(f"{ADMIN}{opinion.pk}/change/", typed(call, stance="for"))

    assert "The opinion is published." in done.text
    assert client.get(f"{ADMIN}{opinion.pk}/change/").status_code == 200
    assert (changed.status_code, call.opinions.get().stance) == (403, "against")


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"number": "NO-2026-1"}, "number", "No published call or theme has this number."),
        ({"text_kk": ""}, "text_kk", "This field is required."),
        ({"because": ""}, "because", "This field is required."),
        ({"given_on": "2100-01-01"}, "given_on", "The day on which it was given is in the future."),
    ],
)
def test_what_is_wrong_with_an_opinion_is_said(client, officer, changes, field, words):
    page = client.post(f"{ADMIN}add/", typed(CallFactory(published=True), **changes))

    assert page.context["adminform"].form.errors == {field: [words]}
    assert Opinion.objects.count() == 0


def test_a_draft_cannot_be_named_by_an_officer_who_drafts_calls_too(client):
    call = CallFactory()
    person = UserFactory(role="registry_officer")
    AssignmentFactory(user=person, role="call_officer", body=call.customer)
    client.force_login(person)

    page = client.post(f"{ADMIN}add/", typed(call))

    assert page.context["adminform"].form.errors == {"number": ["No published call or theme has this number."]}


def test_the_form_asks_what_a_later_opinion_supersedes(client, officer):
    call = CallFactory(published=True)
    of_another = published(call, body=BodyFactory())

    page = client.post(f"{ADMIN}add/", typed(call, supersedes=of_another.pk))

    words = "An opinion supersedes one of the same body about the same thing."
    assert page.context["adminform"].form.errors == {"supersedes": [words]}
