"""Starting from an earlier application: what is empty is filled, what is written stays, each section says whence."""

from datetime import timedelta

import pytest
from django.urls import reverse

from lifecycle import clock
from lifecycle.models import Refused
from tenders.applications import actions, checks, content
from tenders.applications.models import Application
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, group, head_of, submitted, work
from tests.factories.calls import LotFactory
from tests.factories.registry import LinkFactory, OrganisationFactory
from tests.tenders.applications.posting import posted, url

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def head():
    return UserFactory()


@pytest.fixture
def ngo(head):
    return OrganisationFactory(head=head)


@pytest.fixture
def earlier(ngo, head):
    return ApplicationFactory(organisation=ngo, head=head)


@pytest.fixture
def application(ngo, head):
    return ApplicationFactory(organisation=ngo, head=head, complete=False)


def reused(application, earlier, by):
    actions.reuse(application, earlier, by=by, at=clock.now())
    return Application.objects.get(pk=application.pk)


def fresh(record):
    return Application.objects.get(pk=record.pk)


@pytest.mark.parametrize("state", ["draft", "submitted", "withdrawn"])
def test_every_empty_section_is_filled_from_an_earlier_application_of_any_state(application, earlier, head, state):
    if state != "draft":
        submitted(earlier)
    if state == "withdrawn":
        actions.withdraw(earlier, by=head, at=clock.now())

    after = reused(application, fresh(earlier), head)

    assert {name: content.told(after, name) for name in (*content.TEXTS, *content.PARTS)} == {
        name: content.told(earlier, name) for name in (*content.TEXTS, *content.PARTS)
    }
    assert checks.gaps(after) == []
    assert [entry.verb for entry in after.trail()] == ["taken over"]
    assert after.edited_by == head


def test_nothing_that_is_written_is_touched(application, earlier, head):
    facts = {"goal": "Own", "target_groups": [group(description="Own")]}
    actions.revise(application, facts, by=head, at=clock.now())

    after = reused(application, earlier, head)

    assert (after.goal, after.summary, content.told(after, "target_groups")[0]["description"]) == ("Own", "", "Own")
    assert len(content.told(after, "work_items")) == 1
    assert content.taken(after).keys() == {*checks.PARTS} - {"target-group"}


def test_days_outside_the_lot_are_left_out(application, earlier, head):
    lot = application.lot
    inside, outside = work(lot, starts_on=lot.starts_on), work(lot, starts_on=lot.starts_on - DAY)
    actions.revise(earlier, {"work_items": [inside, outside]}, by=head, at=clock.now())

    after = reused(application, fresh(earlier), head)

    days = [row["starts_on"] for row in content.told(after, "work_items")]
    assert days == [lot.starts_on.isoformat(), None]


def test_a_region_that_is_none_of_the_lots_is_left_out(application, earlier, head):
    own, other = application.organisation.region.code, "71"
    application.lot.regions.set([application.organisation.region])
    actions.revise(earlier, {"target_groups": [group(region=own), group(region=other)]}, by=head, at=clock.now())

    after = reused(application, fresh(earlier), head)

    assert [row["region"] for row in content.told(after, "target_groups")] == [own, ""]


def test_a_section_says_whence_it_is_until_a_person_saves_it(client, application, earlier, head):
    reused(application, earlier, head)
    client.force_login(head)
    told = f"Taken from {earlier.number}"

    before = client.get(application.get_absolute_url())
    assert before.text.count(f"{told}: check it.") == len(content.taken(fresh(application))) == 10
    assert "Completed: 1 of 11." in before.text
    assert f"{told}, check it." in client.get(url(application, "team")).text
    client.post(url(application, "risks"), posted("risks", application.lot, {}))

    assert f"{told}, check it." not in client.get(url(application, "risks")).text
    assert f"{told}, check it." in client.get(url(application, "team")).text
    assert "Completed: 2 of 11." in client.get(application.get_absolute_url()).text


def test_saving_a_section_as_it_was_taken_is_looking_at_it(application, earlier, head):
    after = reused(application, earlier, head)
    same = {name: content.told(after, name) for name in content.TEXTS}

    actions.revise(after, same, by=head, at=clock.now())

    assert "summary" not in content.taken(fresh(after))


def test_what_was_taken_may_be_submitted_as_it_is(application, earlier, head):
    after = reused(application, earlier, head)

    submitted(after)

    assert fresh(after).status == "submitted"
    assert "taken" not in content.of_receipt(fresh(after).receipt)


@pytest.mark.parametrize("empty", [True, False])
def test_where_there_is_nothing_to_take_it_is_said_and_nothing_is_written(ngo, head, application, empty):
    source = ApplicationFactory(organisation=ngo, head=head, complete=not empty)
    target = application if empty else ApplicationFactory(organisation=ngo, head=head)

    with pytest.raises(Refused, match="Nothing was taken over"):
        actions.reuse(target, source, by=head, at=clock.now())

    assert (content.taken(fresh(target)), list(target.trail())) == ({}, [])


def test_what_another_organisation_wrote_is_never_taken(application, head):
    others = ApplicationFactory()

    with pytest.raises(Refused, match="of the same organisation"):
        actions.reuse(application, others, by=head, at=clock.now())
    with pytest.raises(Refused, match="of the same organisation"):
        actions.reuse(others, others, by=head_of(others), at=clock.now())

    assert content.told(fresh(application), "work_items") == []


def test_after_the_deadline_nothing_is_taken_over(ngo, head, earlier):
    late = ApplicationFactory(organisation=ngo, head=head, lot=LotFactory(call__closed=True), complete=False)

    with pytest.raises(actions.TooLate):
        actions.reuse(late, earlier, by=head, at=clock.now())


# --- The pages -----------------------------------------------------------------------------------


def test_the_task_list_offers_it_while_a_section_is_empty(client, application, earlier, head):
    client.force_login(head)
    address = reverse("applications:reuse", args=[application.number])
    assert address in client.get(application.get_absolute_url()).text

    answer = client.post(address, {"earlier": earlier.number})

    assert answer.url == application.get_absolute_url()
    page = client.get(answer.url).text
    assert (address in page, f"Empty sections are filled from {earlier.number}" in page) == (False, True)


def test_where_there_is_no_other_application_nothing_is_offered(client, application, head):
    client.force_login(head)

    assert (
        reverse("applications:reuse", args=[application.number]) not in client.get(application.get_absolute_url()).text
    )


def test_an_application_of_a_stranger_is_not_there_to_start_from(client, application, head):
    client.force_login(head)
    address = reverse("applications:reuse", args=[application.number])

    answers = [
        client.post(address, {"earlier": number}).status_code for number in (ApplicationFactory().number, "", "A-1")
    ]

    assert answers == [404, 404, 404]
    assert content.taken(fresh(application)) == {}


def test_whoever_only_reads_takes_nothing_over(client, application, earlier):
    client.force_login(LinkFactory(organisation=application.organisation, role="viewer").user)
    address = reverse("applications:reuse", args=[application.number])

    assert client.post(address, {"earlier": earlier.number}).status_code == 403


def test_an_application_may_begin_with_an_earlier_one_in_a_chosen_language(client, ngo, head, earlier):
    lot = LotFactory(call__published=True)
    client.force_login(head)
    address = reverse("applications:start", args=[lot.call.number, lot.number])
    assert f'value="{earlier.number}"' in client.get(address).text

    sent = {"organisation": ngo.code, "language": "ru"}
    client.post(address, sent | {"earlier": earlier.number})

    begun = Application.objects.get(lot=lot)
    assert (begun.goal, [entry.verb for entry in begun.trail()]) == (earlier.goal, ["started", "taken over"])


def test_an_application_may_begin_empty_in_a_chosen_language(client, ngo, head, earlier):
    lot = LotFactory(call__published=True)
    client.force_login(head)
    address = reverse("applications:start", args=[lot.call.number, lot.number])

    client.post(address, {"organisation": ngo.code, "language": "ru", "earlier": ""})

    begun = Application.objects.get(lot=lot)
    assert (begun.language, begun.goal, content.taken(begun)) == ("ru", "", {})


def test_an_empty_earlier_application_gives_nothing_and_stops_nobody(ngo, head):
    empty, lot = ApplicationFactory(organisation=ngo, head=head, complete=False), LotFactory(call__published=True)

    begun = actions.start(lot, ngo, earlier=empty, by=head, at=clock.now())

    assert [entry.verb for entry in begun.trail()] == ["started"]
