"""Two records of one organisation are merged: people, founders, posts and links follow, nothing is lost (R-002)."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from lifecycle import clock
from lifecycle.encrypted import Hidden
from lifecycle.models import Entry, Refused
from notifications.models import Notice
from registry.duplicates import actions
from registry.organisations import actions as organisations
from registry.organisations.models import Likeness, LikenessKey, Organisation
from registry.people.models import Link
from registry.persons import actions as persons
from registry.persons.models import PrivateData
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, submitted
from tests.factories.calls import CallFactory
from tests.factories.commission import bid
from tests.factories.persons import (
    ACCOUNT,
    FounderFactory,
    LikenessFactory,
    PostFactory,
    PrivateDataFactory,
    valid_iin,
)
from tests.factories.registry import LinkFactory, OrganisationFactory

pytestmark = pytest.mark.django_db

REASON = "One certificate, filed twice."


@pytest.fixture
def officer():
    return UserFactory(role="registry_officer")


def merge(duplicate, survivor, officer, because=REASON):
    return actions.merge(duplicate, into=survivor, because=because, by=officer, at=clock.now())


def call_at(status):
    return CallFactory(**({} if status == "draft" else {status: True}))


def refused(duplicate, survivor, officer, because=REASON):
    """The sentence of a refusal, after a look that it left nothing behind."""
    before = [(one.pk, one.status, one.bin) for one in Organisation.objects.order_by("pk")]
    with pytest.raises(Refused) as refusal:
        merge(duplicate, survivor, officer, because)
    assert [(one.pk, one.status, one.bin) for one in Organisation.objects.order_by("pk")] == before
    assert (Entry.objects.of(survivor).count(), Notice.objects.count(), Likeness.objects.count()) == (0, 0, 0)
    return str(refusal.value)


@pytest.mark.parametrize("status", ["filed", "returned", "active", "suspended", "liquidating"])
def test_r002_a_duplicate_is_merged_with_a_line_on_both_trails(officer, status):
    duplicate, survivor = OrganisationFactory(status=status, bin=None), OrganisationFactory()
    organisations.compare([duplicate], at=clock.now())

    merge(duplicate, survivor, officer)

    duplicate.refresh_from_db()
    assert (duplicate.status, duplicate.merged_into) == ("merged", survivor)
    assert [(line.verb, line.because, line.by) for line in Entry.objects.of(duplicate)] == [
        (f"{status} → merged", REASON, officer)
    ]
    assert [(line.verb, line.because, line.by) for line in Entry.objects.of(survivor)] == [
        ("duplicate taken in", REASON, officer)
    ]
    assert not LikenessKey.objects.filter(organisation=duplicate).exists()


def test_people_go_over_and_end_what_the_duplicate_has_begun(officer):
    head, editor = UserFactory(), UserFactory()
    duplicate = OrganisationFactory(bin=None, head=head, editor=editor)
    survivor = OrganisationFactory(signatory=head)

    merge(duplicate, survivor, officer)

    today = timezone.localdate()
    assert {(link.user, link.role) for link in Link.objects.of(survivor, on=today)} == {
        (head, "signatory"),
        (editor, "editor"),
    }
    assert {(link.user, link.role) for link in Link.objects.of(duplicate, on=today)} == {
        (head, "head"),
        (editor, "editor"),
    }


def test_whoever_filed_an_unverified_duplicate_does_not_become_one_of_the_survivor(officer):
    stranger, head = UserFactory(), UserFactory()
    duplicate, survivor = OrganisationFactory(status="filed", head=stranger), OrganisationFactory(head=head)

    merge(duplicate, survivor, officer)

    assert [link.user for link in Link.objects.of(survivor, on=timezone.localdate())] == [head]
    assert [link.user for link in Link.objects.of(duplicate, on=timezone.localdate())] == []


def test_a_survivor_without_people_gets_those_of_the_duplicate(officer):
    person = UserFactory()
    duplicate, survivor = OrganisationFactory(status="filed", head=person), OrganisationFactory()

    merge(duplicate, survivor, officer)

    assert [(link.user, link.role) for link in Link.objects.of(survivor, on=timezone.localdate())] == [(person, "head")]


def test_the_people_of_both_hear_of_it_once(officer):
    head, other, both = UserFactory(), UserFactory(), UserFactory()
    duplicate = OrganisationFactory(bin=None, head=head, editor=both)
    survivor = OrganisationFactory(head=other, editor=both)

    merge(duplicate, survivor, officer)

    assert {(notice.kind, notice.to) for notice in Notice.objects.all()} == {
        ("organisations/merged", person) for person in (head, other, both)
    }
    assert Notice.objects.count() == 3


def test_founders_and_posts_go_over_where_they_are_not_there_yet(officer):
    duplicate, survivor = OrganisationFactory(bin=None), OrganisationFactory()
    FounderFactory(organisation=survivor, name="Айгүл С.", iin_bin=valid_iin(1), share=Decimal(70))
    FounderFactory(organisation=duplicate, name="Айгүл Сейітқали", iin_bin=valid_iin(1), share=Decimal(50))
    FounderFactory(organisation=duplicate, name="Дәурен", iin_bin=valid_iin(2), share=Decimal(50))
    FounderFactory(organisation=duplicate, name="Ерлан", iin_bin=valid_iin(3), share=Decimal(30))
    FounderFactory(organisation=duplicate, name="Бұрынғы", iin_bin=valid_iin(4), until=date(2020, 1, 1))
    PostFactory(organisation=survivor, name="Айгүл")
    PostFactory(organisation=duplicate, name="АЙГҮЛ")
    PostFactory(organisation=duplicate, name="Айгүл", role="board")

    merge(duplicate, survivor, officer)

    # Дәурен's half would be more than the whole beside the 70 % that are there.
    assert [(founder.name, founder.share) for founder in survivor.founders.order_by("pk")] == [
        ("Айгүл С.", 70),
        ("Дәурен", None),
        ("Ерлан", 30),
    ]
    assert [(post.name, post.role) for post in survivor.posts.order_by("pk")] == [("Айгүл", "head"), ("Айгүл", "board")]
    assert (duplicate.founders.count(), duplicate.posts.count()) == (4, 2)


def test_private_data_go_over_where_there_are_none_and_replace_nothing(officer):
    bare = OrganisationFactory()
    merge(PrivateDataFactory(organisation__bin=None).organisation, bare, officer)
    full = PrivateDataFactory(head_iin=valid_iin(5))
    merge(PrivateDataFactory(organisation__bin=None).organisation, full.organisation, officer)

    full.refresh_from_db()
    assert PrivateData.objects.get(organisation=bare).bank_account == Hidden(ACCOUNT)
    assert full.head_iin == Hidden(valid_iin(5))


def test_the_old_code_and_the_old_bin_lead_to_the_survivor(client, officer):
    duplicate, survivor = OrganisationFactory(status="filed"), OrganisationFactory()
    merge(duplicate, survivor, officer)

    for number in (duplicate.code, duplicate.bin):
        answer = client.get(f"/en/register/{number}/")
        assert (answer.status_code, answer.url) == (301, f"/en/register/{survivor.code}/")


def test_the_old_page_of_its_people_leads_to_the_new_one_and_strangers_nowhere(client, officer):
    head = UserFactory()
    duplicate, survivor = OrganisationFactory(bin=None, head=head), OrganisationFactory()
    merge(duplicate, survivor, officer)
    old, new = (f"/en/organisations/{one.code}/" for one in (duplicate, survivor))

    client.force_login(head)
    answer = client.get(old)
    mine = client.get("/en/organisations/").text
    client.force_login(UserFactory())

    assert (answer.status_code, answer.url) == (301, new)
    assert (old in mine, new in mine) == (False, True)
    assert client.get(old).status_code == 404


def test_a_duplicate_leaves_the_public_list_and_the_search(client, officer):
    duplicate, survivor = OrganisationFactory(bin=None, name_ru="Алма"), OrganisationFactory(name_ru="Алма")
    merge(duplicate, survivor, officer)

    assert client.get("/en/register/?words=алма").context["page"].rows == [survivor]
    assert client.get("/en/register/?status=merged").context["page"].rows == [survivor]


def test_a_bin_that_only_the_duplicate_had_goes_over(officer):
    duplicate, survivor = OrganisationFactory(), OrganisationFactory(bin=None)
    number = duplicate.bin

    merge(duplicate, survivor, officer)

    duplicate.refresh_from_db()
    survivor.refresh_from_db()
    assert (duplicate.bin, survivor.bin) == (None, number)
    assert [*Organisation.objects.matching(number)] == [survivor]


def test_of_two_verified_bins_the_right_one_is_typed_and_belongs_to_the_survivor(officer):
    duplicate, survivor = OrganisationFactory(), OrganisationFactory()

    assert "Both have a verified BIN" in refused(duplicate, survivor, officer)
    assert "Both have a verified BIN" in refused(duplicate, survivor, officer, because=f"Right is {duplicate.bin}.")
    merge(duplicate, survivor, officer, because=f"Right is {survivor.bin}.")

    duplicate.refresh_from_db()
    assert duplicate.status == "merged"


def test_nothing_is_merged_into_itself_or_without_a_reason(officer):
    organisation, other = OrganisationFactory(bin=None), OrganisationFactory()

    assert refused(organisation, organisation, officer) == "This is one and the same record."
    assert refused(organisation, other, officer, because="  ") == "Write the reason."


@pytest.mark.parametrize("status", ["merged", "liquidated"])
def test_nothing_is_merged_into_what_is_over(officer, status):
    duplicate, survivor = OrganisationFactory(bin=None), OrganisationFactory(status=status)

    assert refused(duplicate, survivor, officer) == "Nothing is merged into a liquidated or merged organisation."


@pytest.mark.parametrize("status", ["merged", "liquidated"])
def test_what_is_over_is_not_merged_again(officer, status):
    duplicate = OrganisationFactory(bin=None, status=status)

    assert "is already" in refused(duplicate, OrganisationFactory(), officer)


def test_the_part_of_each_subject_is_an_action_of_its_own(officer):
    duplicate, survivor = FounderFactory(organisation__bin=None).organisation, OrganisationFactory()

    organisations.close_duplicate(duplicate, into=survivor, because=REASON, by=officer, at=clock.now())
    assert survivor.founders.count() == 0
    persons.carry_over(duplicate, survivor, at=clock.now())

    assert survivor.founders.count() == 1


def test_there_are_no_chains(officer):
    first, second, third = OrganisationFactory(bin=None), OrganisationFactory(bin=None), OrganisationFactory()
    merge(first, second, officer)

    with pytest.raises(Refused, match="merge the other way round"):
        merge(second, third, officer)

    second.refresh_from_db()
    assert second.status == "active"


@pytest.mark.parametrize("call", ["opened", "scoring", "results_prelim"])
def test_a_record_that_an_opened_tender_needs_stays(officer, call):
    duplicate = OrganisationFactory(bin=None)
    bid(call_at(call).lots.first(), organisation=duplicate)

    assert refused(duplicate, OrganisationFactory(), officer).startswith("A tender may still need this record.")


@pytest.mark.parametrize("begun", [False, True])
def test_r041_a_merge_tells_nothing_of_what_stands_under_seal(officer, begun):
    duplicate, survivor = OrganisationFactory(head=UserFactory(), bin=None), OrganisationFactory()
    if begun:
        ApplicationFactory(organisation=duplicate)

    merge(duplicate, survivor, officer)

    duplicate.refresh_from_db()
    assert (duplicate.status, duplicate.merged_into) == ("merged", survivor)
    assert Link.objects.of(duplicate, on=timezone.localdate()).count() == 1


def test_what_a_duplicate_has_begun_is_handed_in_by_its_people_for_the_one_that_goes_on(client, officer):
    head = UserFactory()
    duplicate, survivor = OrganisationFactory(head=head), OrganisationFactory()
    application = ApplicationFactory(organisation=duplicate, head=head)
    because = f"The right BIN is {survivor.bin}."
    merge(duplicate, survivor, officer, because)
    client.force_login(head)

    page = client.get(f"/en/applications/{application.number}/")
    submitted(application)

    application.refresh_from_db()
    assert (page.status_code, application.status) == (200, "submitted")


@pytest.mark.parametrize("call", ["results_final", "cancelled", "failed"])
def test_once_its_tenders_are_over_it_is_merged_and_its_applications_stay_where_they_are(officer, call):
    duplicate = OrganisationFactory(bin=None)
    kept = ApplicationFactory(organisation=duplicate, lot=call_at(call).lots.first())

    merge(duplicate, OrganisationFactory(), officer)

    kept.refresh_from_db()
    assert kept.organisation == duplicate


def test_the_pair_is_settled_and_other_pairs_of_the_duplicate_are_past(officer):
    duplicate, survivor, third = OrganisationFactory(bin=None), OrganisationFactory(), OrganisationFactory()
    pair, other = LikenessFactory(one=duplicate, other=survivor), LikenessFactory(one=duplicate, other=third)

    merge(duplicate, survivor, officer)

    pair.refresh_from_db()
    other.refresh_from_db()
    assert (pair.status, pair.reason, other.status) == ("merged", REASON, "past")


def test_a_person_who_left_the_survivor_before_comes_back_with_the_duplicate(officer):
    person = UserFactory()
    duplicate, survivor = OrganisationFactory(bin=None, editor=person), OrganisationFactory(head=UserFactory())
    LinkFactory(organisation=survivor, user=person, role="editor", until=date(2021, 1, 1))

    merge(duplicate, survivor, officer)

    assert Link.objects.of(survivor, on=timezone.localdate()).filter(user=person).count() == 1


@pytest.mark.parametrize(
    "changes", [{"status": "merged", "merged_into": None}, {"status": "active", "merged_into": "another"}]
)
def test_the_database_ties_being_merged_to_the_record_that_goes_on(changes):
    another = OrganisationFactory()
    facts = changes | ({"merged_into": another} if changes["merged_into"] else {})

    with pytest.raises(IntegrityError), transaction.atomic():
        OrganisationFactory(**facts)


def test_the_database_refuses_what_is_merged_into_itself():
    organisation = OrganisationFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.filter(pk=organisation.pk).update(merged_into=organisation, status="merged")
