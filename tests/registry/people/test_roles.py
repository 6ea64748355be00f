"""What each role may, how a person is given one, and powers of attorney with their days (R-007, domain section 7)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from lifecycle import clock
from lifecycle.models import Entry, Refused
from notifications.models import Notice
from registry.organisations import rules
from registry.people import actions
from registry.people.models import Link
from registry.tasks import remind_of_proxies
from tests.factories.accounts import UserFactory
from tests.factories.registry import LinkFactory, OrganisationFactory

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
HELD_BEFORE = {"proxy_number": "7", "proxy_from": timezone.localdate() - 30 * DAY}


@pytest.fixture
def ngo():
    return OrganisationFactory(head=UserFactory(name="Head"))


def head_of(ngo):
    return ngo.links.get(role="head").user


def roles(ngo):
    return {(link.user.name, link.role) for link in Link.objects.of(ngo, on=timezone.localdate())}


@pytest.mark.parametrize(
    ("role", "writes", "reports", "manages"),
    [
        ("head", True, True, True),
        ("signatory", True, True, False),
        ("editor", True, False, False),
        ("accountant", False, True, False),
        ("viewer", False, False, False),
    ],
)
def test_each_role_may_what_the_law_gives_it(role, writes, reports, manages):
    link = LinkFactory(role=role)
    asked = (rules.can_write, rules.can_report, rules.can_manage_people)

    assert [may(link.user, link.organisation) for may in asked] == [writes, reports, manages]
    assert [may(UserFactory(), link.organisation) for may in asked] == [False, False, False]


@pytest.mark.parametrize("role", ["accountant", "viewer"])
def test_whoever_reads_mends_and_files_nothing(client, role):
    ngo = OrganisationFactory(status="returned", **{role: UserFactory()})
    client.force_login(ngo.links.get().user)

    answers = [
        client.get(f"/en/organisations/{ngo.code}/").status_code,
        client.get(f"/en/organisations/{ngo.code}/edit/").status_code,
        client.post(f"/en/organisations/{ngo.code}/refile/").status_code,
    ]

    assert answers == [200, 403, 403]
    ngo.refresh_from_db()
    assert ngo.status == "returned"


def test_a_person_is_given_a_role_in_place_of_the_one_they_had(ngo):
    link = LinkFactory(organisation=ngo, role="viewer", user__name="Person")

    actions.connect(ngo, link.user, role="editor", by=head_of(ngo), at=clock.now())

    assert roles(ngo) == {("Head", "head"), ("Person", "editor")}
    assert [one.role for one in link.user.links.order_by("pk")] == ["viewer", "editor"]
    assert [line.verb for line in Entry.objects.of(ngo)] == ["role changed"]


def test_the_same_role_is_not_given_twice(ngo):
    with pytest.raises(Refused, match="Head has this role already"):
        actions.connect(ngo, head_of(ngo), role="head", by=head_of(ngo), at=clock.now())


def test_the_only_head_is_given_no_other_role(ngo):
    with pytest.raises(Refused, match="hand it over"):
        actions.connect(ngo, head_of(ngo), role="viewer", by=head_of(ngo), at=clock.now())

    assert roles(ngo) == {("Head", "head")}


def test_nobody_is_connected_with_a_liquidated_organisation():
    ngo = OrganisationFactory(status="liquidated")

    with pytest.raises(Refused, match="liquidated"):
        actions.connect(ngo, UserFactory(), role="viewer", by=UserFactory(), at=clock.now())


def test_a_new_head_takes_the_place_of_all_former_ones(ngo):
    other = LinkFactory(organisation=ngo, role="head", user__name="Other")
    person = UserFactory(name="Person")
    former = list(Link.objects.filter(role="head").select_related("user"))

    actions.appoint_head(ngo, person, former=former, by=person, at=clock.now())

    assert roles(ngo) == {("Person", "head")}
    assert Notice.objects.filter(to=other.user).count() == 1


def test_a_signatory_signs_by_proxy_from_its_first_day_to_its_last(ngo):
    link, today = LinkFactory(organisation=ngo, role="signatory"), timezone.localdate()

    actions.empower(link, number=" 12 ", first=today, last=today + DAY, by=head_of(ngo), at=clock.now())

    link.refresh_from_db()
    assert (link.proxy_number, link.is_by_proxy) == ("12", True)
    days = [today - DAY, today, today + DAY, today + 2 * DAY]
    assert [link.signs_on(day) for day in days] == [False, True, True, False]
    assert [line.verb for line in Entry.objects.of(ngo)] == ["proxy written down"]
    assert [(notice.kind, notice.to) for notice in Notice.objects.all()] == [("people/empowered", link.user)]


def test_a_signatory_whose_proxy_has_ended_reports_nothing(ngo):
    link = LinkFactory(organisation=ngo, role="signatory", **HELD_BEFORE, proxy_until=timezone.localdate() - DAY)

    assert rules.can_report(link.user, ngo) is False


@pytest.mark.parametrize("role", ["head", "editor", "accountant", "viewer"])
def test_only_a_signatory_signs_by_proxy(ngo, role):
    link, today = LinkFactory(organisation=ngo, role=role), timezone.localdate()

    with pytest.raises(Refused, match="Only a signatory"):
        actions.empower(link, number="1", first=today, last=today, by=link.user, at=clock.now())
    with pytest.raises(IntegrityError):
        LinkFactory(role=role, **HELD_BEFORE, proxy_until=today)


def test_a_power_of_attorney_ends_after_it_begins_and_not_in_the_past(ngo):
    link, today = LinkFactory(organisation=ngo, role="signatory"), timezone.localdate()

    for first, last in ((today + DAY, today), (today - 2 * DAY, today - DAY)):
        with pytest.raises(Refused, match="has passed, or comes before"):
            actions.empower(link, number="1", first=first, last=last, by=head_of(ngo), at=clock.now())

    link.refresh_from_db()
    assert link.is_by_proxy is False


def test_the_head_writes_it_down_on_the_page_where_all_see_it(client, ngo):
    link, today = LinkFactory(organisation=ngo, role="signatory"), timezone.localdate()
    client.force_login(head_of(ngo))
    address = f"/en/organisations/{ngo.code}/people/{link.pk}/proxy/"
    days = {"first": today.isoformat(), "last": (today + 30 * DAY).isoformat()}

    wrong = client.post(address, {"number": "12/45", "first": days["last"], "last": days["first"]})
    written = client.post(address, {"number": "12/45"} | days, follow=True)

    assert wrong.context["form"].errors == {"last": ["The last day comes before the first."]}
    assert "The power of attorney is written down." in written.text
    assert "No. 12/45, from" in written.text
    client.force_login(link.user)
    assert client.get(address).status_code == 403
    client.force_login(UserFactory())
    assert client.get(address).status_code == 404


def test_signatory_and_head_are_reminded_once_before_it_ends(ngo, settings):
    today = timezone.localdate()
    last = today + settings.PROXY_REMINDER_DAYS * DAY
    soon = LinkFactory(organisation=ngo, role="signatory", **HELD_BEFORE, proxy_until=last)
    LinkFactory(organisation=ngo, role="signatory", **HELD_BEFORE, proxy_until=last + DAY)
    LinkFactory(organisation=ngo, role="signatory", **HELD_BEFORE, proxy_until=today - DAY)

    remind_of_proxies()
    remind_of_proxies()

    told = {(notice.kind, notice.to) for notice in Notice.objects.all()}
    assert told == {("people/proxy_ends", soon.user), ("people/proxy_ends", head_of(ngo))}
    assert Notice.objects.count() == 2
    actions.remind_of_proxy(soon, at=clock.now())
    assert Notice.objects.count() == 2
