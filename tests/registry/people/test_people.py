"""Who acts for an organisation: invited by the head, from today on, until somebody ends it (R-007)."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import actions as accounts
from accounts.models import Invitation
from lifecycle import clock
from lifecycle.models import Entry, Refused
from notifications.models import Notice
from registry.organisations.models import Organisation
from registry.people import actions
from registry.people.models import Link
from tests.factories.accounts import UserFactory
from tests.factories.registry import LinkFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def head():
    return UserFactory(name="Head")


@pytest.fixture
def ngo(head):
    return OrganisationFactory(head=head)


def invite(ngo, by, email="new@example.kz", role="editor"):
    actions.invite(ngo, email=email, role=role, by=by, at=clock.now())
    url = Notice.objects.filter(kind="accounts/invitation_organisation").latest("pk").url
    return url, re.search(r"/invitations/([^/]+)/", url)[1]


def roles(ngo):
    return [(link.user.email, link.role) for link in Link.objects.of(ngo, on=timezone.localdate()).order_by("pk")]


def test_the_head_invites_and_the_person_joins_by_the_link_in_the_mail(client, head, ngo):
    client.force_login(head)
    client.post(f"/en/organisations/{ngo.code}/invite/", {"email": "new@example.kz", "role": "signatory"})
    url = Notice.objects.get(kind="accounts/invitation_organisation").url.replace("/kk/", "/en/")
    person = UserFactory(email="new@example.kz")
    client.force_login(person)

    looked = client.get(url)
    assert roles(ngo) == [(head.email, "head")]
    joined = client.post(url, follow=True)

    assert "Head invites you to act for" in looked.text
    assert looked.headers["Referrer-Policy"] == "same-origin"
    assert "You now act for the organisation." in joined.text
    assert roles(ngo) == [(head.email, "head"), ("new@example.kz", "signatory")]
    assert [line.verb for line in Entry.objects.of(ngo)] == ["joined"]


def test_a_link_works_once(head, ngo):
    person = UserFactory(email="new@example.kz")
    _url, token = invite(ngo, head)
    actions.join(token, by=person, at=clock.now())

    with pytest.raises(Refused, match="accepted already"):
        actions.join(token, by=person, at=clock.now())

    assert len(roles(ngo)) == 2


def test_a_link_that_has_run_out_joins_nobody(head, ngo):
    person = UserFactory(email="new@example.kz")
    _url, token = invite(ngo, head)

    with pytest.raises(Refused, match="run out"):
        actions.join(token, by=person, at=clock.now() + timedelta(days=8))

    assert roles(ngo) == [(head.email, "head")]


def test_another_person_is_told_whose_link_it_is_and_does_not_join(client, head, ngo):
    url, token = invite(ngo, head)
    stranger = UserFactory()
    client.force_login(stranger)

    page = client.get(url.replace("/kk/", "/en/"))

    assert "The invitation was sent to another address" in page.text
    with pytest.raises(Refused, match="no invitation of yours"):
        actions.join(token, by=stranger, at=clock.now())


def test_whoever_is_not_signed_in_is_led_to_the_account_and_back(client, head, ngo):
    url, _token = invite(ngo, head)
    address = url.replace("/kk/", "/en/")

    page = client.get(address)

    assert f"/en/account/signup/?next={address}" in page.text
    assert client.post(address).status_code == 200
    assert roles(ngo) == [(head.email, "head")]


def test_a_link_that_was_never_sent_is_not_there(client):
    assert client.get("/en/organisations/invitations/never-sent/").status_code == 404


def test_a_link_into_a_role_of_an_official_joins_no_organisation():
    administrator, person = UserFactory(administrator=True), UserFactory()
    accounts.invite(person.email, purpose="role", role="registry_officer", by=administrator, at=clock.now())
    token = re.search(r"/invitations/([^/]+)/", Notice.objects.latest("pk").url)[1]

    with pytest.raises(Refused, match="leads to no organisation"):
        actions.join(token, by=person, at=clock.now())

    assert Invitation.objects.get().accepted_at is None
    assert not person.assignments.exists()


def test_two_invitations_make_one_link(head, ngo):
    person = UserFactory(email="new@example.kz")
    _url, first = invite(ngo, head, role="editor")
    _url, second = invite(ngo, head, role="signatory")
    actions.join(first, by=person, at=clock.now())

    with pytest.raises(Refused, match="You act for this organisation already"):
        actions.join(second, by=person, at=clock.now())

    assert roles(ngo) == [(head.email, "head"), ("new@example.kz", "editor")]


@pytest.mark.parametrize("email", ["head@example.kz", "HEAD@example.kz"])
def test_whoever_acts_for_it_is_not_invited_again(email):
    person = UserFactory(email="head@example.kz")
    ngo = OrganisationFactory(head=person)

    with pytest.raises(Refused, match="acts for the organisation already"):
        actions.invite(ngo, email=email, role="editor", by=person, at=clock.now())

    assert Invitation.objects.count() == 0


def test_an_editor_invites_nobody_and_removes_nobody(client, head, ngo):
    editor = LinkFactory(organisation=ngo, role="editor").user
    client.force_login(editor)

    invited = client.post(f"/en/organisations/{ngo.code}/invite/", {"email": "new@example.kz", "role": "editor"})
    removed = client.post(f"/en/organisations/{ngo.code}/people/{ngo.links.get(user=head).pk}/remove/")

    assert (invited.status_code, removed.status_code) == (403, 403)
    assert (Invitation.objects.count(), len(roles(ngo))) == (0, 2)


def test_the_head_removes_a_person_who_is_out_at_once_and_hears_of_it(client, head, ngo):
    link = LinkFactory(organisation=ngo, role="signatory")
    client.force_login(head)

    response = client.post(f"/en/organisations/{ngo.code}/people/{link.pk}/remove/")

    assert response.url == f"/en/organisations/{ngo.code}/"
    assert roles(ngo) == [(head.email, "head")]
    assert [(notice.kind, notice.to) for notice in Notice.objects.all()] == [("people/removed", link.user)]
    client.force_login(link.user)
    assert client.get(f"/en/organisations/{ngo.code}/").status_code == 404


def test_a_person_leaves_by_themselves(client, ngo):
    link = LinkFactory(organisation=ngo, role="editor")
    client.force_login(link.user)

    response = client.post(f"/en/organisations/{ngo.code}/people/{link.pk}/remove/")

    assert response.url == "/en/organisations/"
    assert [role for _email, role in roles(ngo)] == ["head"]
    assert Notice.objects.count() == 0


def test_the_only_head_stays_until_there_is_another(head, ngo):
    link = ngo.links.get()

    with pytest.raises(Refused, match="An organisation needs a head"):
        actions.remove(link, by=head, at=clock.now())
    LinkFactory(organisation=ngo, role="head")
    actions.remove(link, by=head, at=clock.now())

    assert [role for _email, role in roles(ngo)] == ["head"]


def test_whoever_is_gone_is_not_removed_again(head, ngo):
    link = LinkFactory(organisation=ngo, role="editor")
    actions.remove(link, by=head, at=clock.now())

    with pytest.raises(Refused, match="no longer"):
        actions.remove(link, by=head, at=clock.now())

    assert [line.verb for line in Entry.objects.of(ngo)] == ["left"]


def test_a_link_of_another_organisation_is_not_there(client, head, ngo):
    other = LinkFactory(role="editor")
    client.force_login(head)

    assert client.post(f"/en/organisations/{ngo.code}/people/{other.pk}/remove/").status_code == 404
    assert other.organisation.links.get().until is None


def test_a_person_who_was_removed_may_be_invited_again_on_the_same_day(head, ngo):
    person = UserFactory(email="new@example.kz")
    link = LinkFactory(organisation=ngo, user=person, role="editor")
    actions.remove(link, by=head, at=clock.now())

    _url, token = invite(ngo, head, role="signatory")
    actions.join(token, by=person, at=clock.now())

    assert roles(ngo) == [(head.email, "head"), ("new@example.kz", "signatory")]


@pytest.mark.parametrize("page", ["", "edit/", "invite/"])
@pytest.mark.parametrize("status", ["filed", "active"])
def test_a_stranger_finds_no_page_of_its_people(client, page, status):
    ngo = OrganisationFactory(status=status, head=UserFactory())
    former = LinkFactory(organisation=ngo, role="editor", until=timezone.localdate()).user
    address = f"/en/organisations/{ngo.code}/{page}"

    answers = [client.get(address).status_code]
    for person in (UserFactory(), former, UserFactory(role="auditor"), UserFactory(administrator=True)):
        client.force_login(person)
        answers.append(client.get(address).status_code)

    assert answers == [302, 404, 404, 404, 404]


def test_its_people_see_their_page_with_what_they_can_do(client, head):
    returned = OrganisationFactory(status="returned", head=head, return_reason="The charter is missing.")
    client.force_login(head)

    page = client.get(f"/en/organisations/{returned.code}/").text

    assert "The charter is missing." in page
    assert "Correct the data in the register and file them again." in page
    assert f'action="/en/organisations/{returned.code}/refile/"' in page
    assert f'href="/en/organisations/{returned.code}/edit/"' in page


def test_its_people_mend_and_file_again_on_the_page(client, head):
    ngo = OrganisationFactory(status="returned", head=head)
    client.force_login(head)

    client.post(f"/en/organisations/{ngo.code}/refile/")

    ngo.refresh_from_db()
    assert ngo.status == "filed"


def test_the_form_of_what_was_returned_holds_what_was_filed(client, head):
    ngo = OrganisationFactory(status="returned", head=head, website="https://example.kz")
    client.force_login(head)

    page = client.get(f"/en/organisations/{ngo.code}/edit/")

    form = page.context["form"]
    assert [form[name].value() for name in ("bin", "name_kk", "website")] == [ngo.bin, ngo.name_kk, ngo.website]
    assert 'value="2015-01-15"' in page.text


def test_verified_data_have_no_form(client, head, ngo):
    client.force_login(head)

    assert client.get(f"/en/organisations/{ngo.code}/edit/").status_code == 403


def test_my_organisations_are_those_of_today(client, head, ngo):
    LinkFactory(user=head, until=timezone.localdate())
    LinkFactory(user=head, since=timezone.localdate() + timedelta(days=1))
    OrganisationFactory()
    client.force_login(head)

    page = client.get("/en/organisations/")

    assert [link.organisation for link in page.context["links"]] == [ngo]


def test_the_list_of_mine_costs_the_same_for_one_and_for_thirty(client, head, ngo, django_assert_num_queries):
    client.force_login(head)
    with django_assert_num_queries(4) as one:
        client.get("/en/organisations/")
    LinkFactory.create_batch(30, user=head)

    with django_assert_num_queries(len(one)):
        page = client.get("/en/organisations/")

    assert len(page.context["links"]) == 31


def test_only_public_facts_are_in_what_anybody_sees(ngo):
    assert set(Organisation.objects.visible_to(UserFactory())) == {ngo}
    hidden = OrganisationFactory(status="filed", head=UserFactory())
    assert hidden not in Organisation.objects.visible_to(UserFactory())
    assert hidden in Organisation.objects.visible_to(hidden.links.get().user)
    assert hidden in Organisation.objects.visible_to(UserFactory(role="registry_officer"))


def test_the_people_of_a_duplicate_act_for_the_survivor_and_end_what_the_duplicate_has_begun(head, ngo):
    editor, both = UserFactory(), UserFactory()
    duplicate = OrganisationFactory(head=both, editor=editor)
    LinkFactory(organisation=ngo, user=both, role="viewer")

    actions.carry_people(duplicate, ngo, at=clock.now())

    assert roles(duplicate) == [(both.email, "head"), (editor.email, "editor")]
    assert sorted(roles(ngo)) == sorted([(head.email, "head"), (both.email, "viewer"), (editor.email, "editor")])


def test_the_people_of_an_unverified_duplicate_are_not_carried_over_to_one_that_has_people(head, ngo):
    duplicate = OrganisationFactory(status="filed", editor=UserFactory())

    actions.carry_people(duplicate, ngo, at=clock.now())

    assert roles(duplicate) == []
    assert roles(ngo) == [(head.email, "head")]
