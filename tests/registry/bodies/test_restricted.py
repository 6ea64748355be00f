"""The list of restricted parties (R-014): entered and ended for a reason, found by everybody."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lifecycle import clock
from lifecycle.models import Entry, Refused
from registry.bodies import actions
from registry.bodies.models import RestrictedParty
from tests.factories.accounts import UserFactory
from tests.factories.bodies import RestrictedPartyFactory

pytestmark = pytest.mark.django_db

LIST = "/en/register/restricted/"
ADMIN = "/en/admin/registry/restrictedparty/"
BIN = "940140000385"
DAY = date(2025, 6, 1)


def typed(**changes):
    facts = {
        "bin": "9401 4000 0385",
        "name_kk": "«Сағым» қоры",
        "name_ru": "Фонд «Мираж»",
        "ground_kk": "Шарт бұзылды.",
        "ground_ru": "Договор нарушен.",
        "court_act": "СМЭС города Астаны, № 15, 01.02.2025",
        "since": "2025-02-01",
        "until": "",
        "because": "The court act came into force.",
    }
    return facts | changes


def lines(record):
    return [(line.verb, line.because) for line in Entry.objects.of(record)]


@pytest.fixture
def officer(client):
    person = UserFactory(role="registry_officer")
    client.force_login(person)
    return person


@pytest.mark.parametrize(
    ("since", "until", "is_in_force"),
    [
        (DAY, None, True),
        (DAY, DAY, True),
        (date(2025, 6, 2), None, False),
        (date(2025, 1, 1), date(2025, 5, 31), False),
        (date(2025, 1, 1), date(2025, 6, 1), True),
    ],
)
def test_an_entry_holds_from_its_first_day_to_its_last(since, until, is_in_force):
    RestrictedPartyFactory(bin=BIN, since=since, until=until)

    assert RestrictedParty.objects.on(DAY).of(BIN).exists() is is_in_force


def test_nobody_is_restricted_by_the_number_of_another_or_by_none():
    RestrictedPartyFactory(bin=BIN)

    assert RestrictedParty.objects.on(DAY).of("990140004654").exists() is False
    assert RestrictedParty.objects.on(DAY).of(None).exists() is False


def test_entering_needs_a_reason():
    party = RestrictedPartyFactory.build()

    with pytest.raises(Refused, match="Write the reason."):
        actions.enter(party, because=" ", by=UserFactory(), at=clock.now())

    assert RestrictedParty.objects.count() == 0


def test_the_same_court_act_is_not_entered_twice():
    there, officer = RestrictedPartyFactory(), UserFactory()
    again = RestrictedPartyFactory.build(bin=there.bin, court_act=there.court_act)

    with pytest.raises(Refused, match="This is entered already"):
        actions.enter(again, because="Once more.", by=officer, at=clock.now())

    assert list(RestrictedParty.objects.all()) == [there]
    assert Entry.objects.count() == 0


def test_ending_writes_the_last_day_and_the_reason():
    party, officer = RestrictedPartyFactory(), UserFactory()

    actions.end(party, until=DAY, because="The term is over.", by=officer, at=clock.now())

    party.refresh_from_db()
    assert party.until == DAY
    assert lines(party) == [("ended", "The term is over.")]


@pytest.mark.parametrize(
    ("until", "end", "because", "words"),
    [
        (None, DAY, " ", "Write the reason."),
        (date(2025, 3, 1), DAY, "Over.", "This has ended already."),
        (None, date(2025, 1, 31), "Over.", "The last day is before the first."),
    ],
)
def test_a_wrong_end_is_refused_and_nothing_is_written(until, end, because, words):
    party = RestrictedPartyFactory(until=until)

    with pytest.raises(Refused, match=words):
        actions.end(party, until=end, because=because, by=UserFactory(), at=clock.now())

    party.refresh_from_db()
    assert party.until == until
    assert lines(party) == []


def test_an_officer_enters_and_ends_in_the_admin(client, officer):
    entered = client.post(f"{ADMIN}add/", typed(), follow=True)
    party = RestrictedParty.objects.get()
    ended = client.post(
        f"{ADMIN}{party.pk}/change/", {"until": "2026-01-31", "because": "The term is over."}, follow=True
    )
    party.refresh_from_db()

    assert "It is entered." in entered.text
    assert "Its last day is written." in ended.text
    assert (party.bin, party.until) == (BIN, date(2026, 1, 31))
    assert lines(party) == [("entered", "The court act came into force."), ("ended", "The term is over.")]


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"bin": "940140000384"}, "bin", "The last digit does not fit the others. Check the number for a slip."),
        ({"bin": "9401"}, "bin", "A BIN has 12 digits and nothing else."),
        ({"court_act": ""}, "court_act", "This field is required."),
        ({"ground_kk": ""}, "ground_kk", "This field is required."),
        ({"because": ""}, "because", "This field is required."),
        ({"until": "2025-01-01"}, "__all__", "The last day is before the first."),
    ],
)
def test_what_is_wrong_stands_beside_its_field(client, officer, changes, field, words):
    page = client.post(f"{ADMIN}add/", typed(**changes))

    assert page.context["adminform"].form.errors == {field: [words]}
    assert RestrictedParty.objects.count() == 0


def test_what_has_ended_is_read_only_and_what_was_entered_is_never_edited(client, officer):
    open_one, ended = RestrictedPartyFactory(), RestrictedPartyFactory(until=DAY)

    client.post(f"{ADMIN}{open_one.pk}/change/", {"name_ru": "Иной", "until": "2026-01-31", "because": "Over."})
    refused = client.post(f"{ADMIN}{ended.pk}/change/", {"until": "2027-01-31", "because": "Longer."})

    name = open_one.name_ru
    open_one.refresh_from_db()
    assert open_one.name_ru == name
    assert refused.status_code == 403
    assert lines(ended) == []


def test_an_administrator_only_reads(client):
    party = RestrictedPartyFactory()
    client.force_login(UserFactory(administrator=True))

    assert client.get(f"{ADMIN}{party.pk}/change/").status_code == 200
    assert client.post(f"{ADMIN}add/", typed()).status_code == 403
    assert client.post(f"{ADMIN}{party.pk}/change/", {"until": "2026-01-31", "because": "Over."}).status_code == 403


@pytest.mark.parametrize("words", ["мираж", "МИРАЖ", "940140000385", "9401"])
def test_everybody_finds_an_entry_by_name_or_number(client, words):
    RestrictedPartyFactory(bin=BIN, name_ru="Фонд «Мираж»")
    RestrictedPartyFactory(name_ru="Фонд «Туман»")

    rows = client.get(LIST, {"words": words}).context["page"].rows

    assert [row.bin for row in rows] == [BIN]


def test_the_list_tells_those_in_force_from_those_that_ended(client):
    running, over = RestrictedPartyFactory(), RestrictedPartyFactory(until=date(2025, 3, 1))

    asked = {state: client.get(LIST, {"state": state}).context["page"].rows for state in ("", "now", "past")}

    assert asked == {"": [over, running], "now": [running], "past": [over]}
    assert timezone.localdate() > over.until


def test_an_empty_list_says_so(client):
    assert "Nobody is on the list." in client.get(LIST).text
    assert "Nobody on the list fits." in client.get(LIST, {"words": "мираж"}).text


def test_the_list_costs_the_same_for_one_row_and_three(client):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(LIST)
        return len(asked)

    RestrictedPartyFactory()
    one = queries()
    RestrictedPartyFactory.create_batch(2)

    assert queries() == one
