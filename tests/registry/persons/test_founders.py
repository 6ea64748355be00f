"""Founders and people with posts: named, ended, never removed; together no more than the whole."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lifecycle import clock
from lifecycle.encrypted import Hidden, keyed_hash
from lifecycle.models import Entry, Refused
from registry.persons import actions
from registry.persons.forms import FounderForm, PostForm
from registry.persons.models import Founder, Post
from tests.factories.accounts import UserFactory
from tests.factories.persons import FounderFactory, PostFactory, valid_iin
from tests.factories.registry import OrganisationFactory, valid_bin

pytestmark = pytest.mark.django_db

CANARY = valid_iin(11)
SINCE = date(2016, 1, 1)
FACTS = {"kind": "person", "name": "Дәурен Әлиев", "country": "KZ", "share": None, "iin_bin": CANARY, "since": SINCE}
TYPED = {
    "kind": "person",
    "name": "Дәурен Әлиев",
    "country": "KZ",
    "share": "",
    "iin_bin": CANARY,
    "since": "2016-01-01",
}
POST = {"name": "Дәурен Әлиев", "role": "head", "iin": CANARY, "since": SINCE}
REASON = "Minutes of the assembly of 1 March."


def verbs(organisation):
    return [entry.verb for entry in Entry.objects.of(organisation)]


def page_of(organisation, page="founders/"):
    return f"/en/organisations/{organisation.code}/{page}"


def test_its_people_name_a_founder_and_see_the_number_with_dots(client):
    editor = UserFactory()
    organisation = OrganisationFactory(status="filed", editor=editor)
    client.force_login(editor)

    answer = client.post(page_of(organisation, "founders/add/"), TYPED)

    founder = organisation.founders.get()
    page = client.get(answer.url).text
    assert answer.url == page_of(organisation)
    assert (founder.name, founder.iin_bin, founder.since, founder.until) == (
        "Дәурен Әлиев",
        Hidden(CANARY),
        SINCE,
        None,
    )
    assert founder.iin_bin_hash == keyed_hash(CANARY)
    assert verbs(organisation) == ["founder added"]
    assert f"••••••••{CANARY[-4:]}" in page
    assert CANARY not in page


def test_its_people_name_a_person_with_a_post_and_of_the_number_a_hash_alone_is_kept(client):
    editor = UserFactory()
    organisation = OrganisationFactory(status="returned", editor=editor)
    client.force_login(editor)

    client.post(page_of(organisation, "posts/add/"), {**POST, "since": "2016-01-01"})

    post = organisation.posts.get()
    assert (post.name, post.role, post.since, post.iin_hash) == ("Дәурен Әлиев", "head", SINCE, keyed_hash(CANARY))
    assert verbs(organisation) == ["post added"]


def test_whoever_left_stays_in_the_list_with_a_last_day(client):
    editor = UserFactory()
    organisation = OrganisationFactory(status="filed", editor=editor)
    founder, post = FounderFactory(organisation=organisation), PostFactory(organisation=organisation)
    client.force_login(editor)

    client.post(page_of(organisation, f"founders/{founder.pk}/end/"), {"until": "2024-03-01"})
    client.post(page_of(organisation, f"posts/{post.pk}/end/"), {"until": "2024-03-02"})

    founder.refresh_from_db()
    post.refresh_from_db()
    page = client.get(page_of(organisation)).text
    assert (founder.until, post.until) == (date(2024, 3, 1), date(2024, 3, 2))
    assert verbs(organisation) == ["founder ended", "post ended"]
    assert "1 March 2024" in page and "2 March 2024" in page


@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        (date(2014, 1, 1), "It cannot end before it began."),
        (timezone.localdate() + timedelta(days=1), "This day is in the future: write it when it has come."),
    ],
)
@pytest.mark.parametrize(("made", "end"), [(FounderFactory, actions.end_founder), (PostFactory, actions.end_post)])
def test_an_impossible_last_day_is_refused_and_leaves_nothing_behind(made, end, until, sentence):
    row = made(organisation=OrganisationFactory(status="filed"))

    with pytest.raises(Refused) as refusal:
        end(row, until=until, by=UserFactory(), at=clock.now())

    row.refresh_from_db()
    assert str(refusal.value) == sentence
    assert (row.until, verbs(row.organisation)) == (None, [])


def test_what_has_ended_does_not_end_again():
    post = PostFactory(organisation=OrganisationFactory(status="filed"), until=date(2020, 1, 1))

    with pytest.raises(Refused, match="This has ended already."):
        actions.end_post(post, until=date(2021, 1, 1), by=UserFactory(), at=clock.now())

    post.refresh_from_db()
    assert post.until == date(2020, 1, 1)


@pytest.mark.parametrize(
    ("there", "ended", "added", "fits"),
    [
        ("60", None, "40", True),
        ("60", None, "40.01", False),
        ("60", date(2016, 1, 1), "100", True),
        ("60", date(2016, 1, 2), "100", False),
        (None, None, "100", True),
    ],
)
def test_shares_of_one_day_are_no_more_than_the_whole(there, ended, added, fits):
    organisation = OrganisationFactory(status="filed")
    FounderFactory(organisation=organisation, share=there and Decimal(there), until=ended)
    facts = FACTS | {"share": Decimal(added)}

    try:
        actions.add_founder(organisation, facts, by=UserFactory(), at=clock.now())
        sentence = ""
    except Refused as refusal:
        sentence = str(refusal)

    assert organisation.founders.count() == 1 + fits
    assert bool(sentence) is not fits
    assert fits or "more than 100 %" in sentence


@pytest.mark.parametrize("status", ["active", "suspended", "liquidating"])
@pytest.mark.parametrize("add", [(actions.add_founder, FACTS), (actions.add_post, POST)], ids=["founder", "post"])
def test_of_a_verified_organisation_an_officer_writes_with_a_reason(status, add):
    act, facts = add
    organisation, officer = OrganisationFactory(status=status), UserFactory(role="registry_officer")

    with pytest.raises(Refused, match="with a reason"):
        act(organisation, facts, because=" ", by=officer, at=clock.now())
    assert verbs(organisation) == []
    act(organisation, facts, because=REASON, by=officer, at=clock.now())

    assert [(entry.because, entry.by) for entry in Entry.objects.of(organisation)] == [(REASON, officer)]


@pytest.mark.parametrize("status", ["liquidated", "merged"])
@pytest.mark.parametrize("add", [(actions.add_founder, FACTS), (actions.add_post, POST)], ids=["founder", "post"])
def test_nothing_is_written_of_what_is_over(status, add):
    act, facts = add
    organisation = OrganisationFactory(status=status)

    with pytest.raises(Refused, match="changed no more"):
        act(organisation, facts, because=REASON, by=UserFactory(), at=clock.now())

    assert (organisation.founders.count(), organisation.posts.count(), verbs(organisation)) == (0, 0, [])


PAGES = ["founders/", "founders/add/", "posts/add/", "private/"]


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_finds_no_page_of_it_and_nobody_without_signing_in(client, page):
    organisation = OrganisationFactory(status="filed", head=UserFactory())

    assert client.get(page_of(organisation, page)).status_code == 302
    client.force_login(UserFactory())
    assert client.get(page_of(organisation, page)).status_code == 404


def test_once_verified_its_people_read_and_do_not_write(client):
    head = UserFactory()
    organisation = OrganisationFactory(head=head)
    founder, post = FounderFactory(organisation=organisation), PostFactory(organisation=organisation)
    client.force_login(head)

    writing = ["founders/add/", "posts/add/", f"founders/{founder.pk}/end/", f"posts/{post.pk}/end/"]

    assert client.get(page_of(organisation)).status_code == 200
    assert {client.get(page_of(organisation, page)).status_code for page in writing} == {403}
    assert {client.post(page_of(organisation, page), TYPED).status_code for page in writing} == {403}
    assert verbs(organisation) == []


def test_a_founder_of_another_organisation_is_not_found_through_ones_own(client):
    head = UserFactory()
    organisation, other = OrganisationFactory(status="filed", head=head), FounderFactory()
    client.force_login(head)

    assert client.post(page_of(organisation, f"founders/{other.pk}/end/"), {"until": "2024-03-01"}).status_code == 404


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"iin_bin": "800308400"}, "iin_bin", "An IIN has 12 digits and nothing else."),
        ({"iin_bin": f"{CANARY[:6]}9{CANARY[7:]}"}, "iin_bin", "Digit 7 of an IIN is from 0 to 6."),
        (
            {"iin_bin": "990231400123"},
            "iin_bin",
            "The first six digits of an IIN are a day of birth: year, month, day.",
        ),
        ({"kind": "entity", "iin_bin": "94014000038"}, "iin_bin", "A BIN has 12 digits and nothing else."),
        (
            {"kind": "entity", "iin_bin": "940140000384"},
            "iin_bin",
            "The last digit does not fit the others. Check the number for a slip.",
        ),
        ({"kind": ""}, "kind", "This field is required."),
        ({"country": "ZZ"}, "country", "Select a valid choice. ZZ is not one of the available choices."),
        ({"share": "101"}, "share", "Ensure this value is less than or equal to 100."),
        ({"share": "-1"}, "share", "Ensure this value is greater than or equal to 0."),
        ({"since": "2999-01-01"}, "since", "This day is in the future: write it when it has come."),
        ({"since": "yesterday"}, "since", "Enter a valid date."),
    ],
)
def test_each_fault_of_a_founder_stands_beside_its_field(changes, field, sentence):
    form = FounderForm(TYPED | changes)

    assert {name: list(errors) for name, errors in form.errors.items()} == {field: [sentence]}


@pytest.mark.parametrize(
    "changes", [{}, {"iin_bin": ""}, {"kind": "state", "iin_bin": valid_bin(3)}, {"kind": "foreign", "iin_bin": ""}]
)
def test_a_whole_founder_has_no_fault(changes):
    assert FounderForm(TYPED | changes).errors == {}


def test_a_faulty_number_of_a_person_with_a_post_is_named():
    assert PostForm({**POST, "iin": "1"}).errors == {"iin": ["An IIN has 12 digits and nothing else."]}


def test_nothing_typed_is_lost_when_the_shares_are_too_many(client):
    editor = UserFactory()
    organisation = OrganisationFactory(status="filed", editor=editor)
    FounderFactory(organisation=organisation, share=60)
    client.force_login(editor)

    page = client.post(page_of(organisation, "founders/add/"), TYPED | {"share": "50"})

    assert page.status_code == 200
    assert "The shares of the founders would be 110" in page.text
    assert 'value="Дәурен Әлиев"' in page.text
    assert organisation.founders.count() == 1


@pytest.mark.parametrize("made", [FounderFactory, PostFactory])
def test_the_database_refuses_an_end_before_the_beginning(made):
    with pytest.raises(IntegrityError), transaction.atomic():
        made(since=date(2020, 1, 2), until=date(2020, 1, 1))


@pytest.mark.parametrize("share", [Decimal("-0.01"), Decimal("100.01")])
def test_the_database_refuses_a_share_that_is_no_part(share):
    with pytest.raises(IntegrityError), transaction.atomic():
        FounderFactory(share=share)


def test_the_list_costs_the_same_queries_at_one_row_and_at_three(client, django_assert_num_queries):
    editor = UserFactory()
    organisation = OrganisationFactory(status="filed", editor=editor)
    FounderFactory(organisation=organisation)
    PostFactory(organisation=organisation)
    client.force_login(editor)
    with CaptureQueriesContext(connection) as queries:
        client.get(page_of(organisation))
    FounderFactory.create_batch(2, organisation=organisation)
    PostFactory.create_batch(2, organisation=organisation)

    with django_assert_num_queries(len(queries)):
        page = client.get(page_of(organisation))

    assert (len(page.context["founders"]), len(page.context["posts"])) == (3, 3)


def test_who_holds_what_on_a_day_is_asked_of_the_rows():
    first = FounderFactory(until=date(2020, 1, 1))
    second = FounderFactory(since=date(2020, 1, 1))

    assert [*Founder.objects.current(date(2019, 12, 31))] == [first]
    assert [*Founder.objects.current(date(2020, 1, 1))] == [second]
    assert [*Post.objects.current(date(2020, 1, 1))] == []
    assert str(second) == "Айгүл Сейітқали"


def test_what_a_survivor_has_already_is_not_carried_over_again():
    duplicate, survivor = OrganisationFactory(), OrganisationFactory()
    FounderFactory(organisation=duplicate)
    PostFactory(organisation=duplicate)

    actions.carry_over(duplicate, survivor, at=clock.now())
    actions.carry_over(duplicate, survivor, at=clock.now())

    assert (survivor.founders.count(), survivor.posts.count()) == (1, 1)
    assert survivor.founders.get().iin_bin == duplicate.founders.get().iin_bin
