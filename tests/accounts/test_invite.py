from datetime import timedelta

import pytest

from accounts import actions
from accounts.models import Assignment, Invitation
from lifecycle import chain
from lifecycle.models import Entry, Refused
from notifications.models import Notice
from tests.factories.accounts import TOKEN, InvitationFactory, UserFactory
from tests.lifecycle.organisations import NOON, organisation

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def invite(email: str = "New@Example.kz", **facts) -> tuple[Invitation, str]:
    """An invitation, and the token that only its mail carries."""
    seat = {"purpose": "role", "role": "registry_officer", "by": UserFactory(), "at": NOON} | facts
    invitation = actions.invite(email, **seat)
    return invitation, Notice.objects.latest("pk").url.rstrip("/").rsplit("/", 1)[-1]


def test_an_invitation_keeps_a_seat_and_only_the_mail_carries_its_link():
    administrator = UserFactory(name="Айгүл", language="ru")

    invitation, token = invite(by=administrator)

    assert (invitation.email, invitation.invited_at, invitation.expires_at) == (
        *("new@example.kz", NOON),
        NOON + 7 * DAY,
    )
    assert (invitation.token_hash, len(token)) == (chain.fingerprint(token), 43)
    assert token not in str(Invitation.objects.values().get())
    notice = Notice.objects.get()
    assert (notice.kind, notice.to, notice.address, notice.language, notice.is_listed) == (
        *("accounts/invitation_role", None, "new@example.kz"),
        *("ru", False),
    )
    assert (notice.facts["inviter"], notice.facts["role_en"]) == ("Айгүл", "registry officer")


def test_the_link_is_forgotten_once_the_mail_is_sent():
    invite()
    notice = Notice.objects.get()

    notice.mark_sent(at=NOON)

    notice.refresh_from_db()
    assert (notice.url, notice.facts) == ("", {})


def test_an_invitation_is_in_the_language_of_a_person_who_is_known():
    UserFactory(email="known@example.kz", language="kk")

    assert invite("Known@example.kz", language="ru")[0].language == "kk"
    assert invite("other@example.kz", language="ru")[0].language == "ru"


def test_an_organisation_invites_in_its_own_names():
    fund = organisation("active")

    invitation, _token = invite(purpose="organisation", role="editor", organisation=fund)

    notice = Notice.objects.get()
    assert (notice.kind, notice.facts["organisation_kk"]) == ("accounts/invitation_organisation", "Қамқорлық")
    assert invitation.get_role_display() == "editor"


def test_one_link_works_at_a_time():
    first, _token = invite()
    other, _token = invite(role="auditor")
    second, _token = invite(at=NOON + DAY)

    for invitation in (first, other, second):
        invitation.refresh_from_db()
    assert (first.revoked_at, other.revoked_at, second.revoked_at) == (NOON + DAY, None, None)


def test_the_invited_person_accepts_once_and_has_the_role():
    invitation, token = invite()
    person = UserFactory(email="new@example.kz")

    accepted = actions.accept(token, by=person, at=NOON + DAY)
    with pytest.raises(Refused, match="was accepted already"):
        actions.accept(token, by=person, at=NOON + DAY)

    assert (accepted, accepted.accepted_by, accepted.accepted_at) == (invitation, person, NOON + DAY)
    assert [(a.user, a.role) for a in Assignment.objects.all()] == [(person, "registry_officer")]
    assert [line.verb for line in Entry.objects.of(invitation)] == ["sent", "accepted"]
    assert [line.by for line in Entry.objects.of(person)] == [invitation.invited_by]


def test_what_an_organisation_makes_of_it_is_its_own_matter():
    _invitation, token = invite(purpose="organisation", role="editor", organisation=organisation("active"))
    person = UserFactory(email="new@example.kz")

    accepted = actions.accept(token, by=person, at=NOON)

    assert (accepted.role, accepted.accepted_by, Assignment.objects.count()) == ("editor", person, 0)


@pytest.mark.parametrize(
    ("email", "token"), [("other@example.kz", TOKEN), ("new@example.kz", "another token")], ids=["person", "link"]
)
def test_nobody_else_and_no_other_link_is_accepted_and_both_hear_the_same(email, token):
    InvitationFactory(email="new@example.kz", invited_at=NOON)

    with pytest.raises(Refused, match="This link leads to no invitation of yours"):
        actions.accept(token, by=UserFactory(email=email), at=NOON)

    assert (Assignment.objects.count(), Entry.objects.count()) == (0, 0)


@pytest.mark.parametrize(("late", "is_refused"), [(timedelta(microseconds=-1), False), (timedelta(0), True)])
def test_a_link_works_for_seven_days(late, is_refused):
    invitation = InvitationFactory(email="new@example.kz", invited_at=NOON)
    person, moment = UserFactory(email="new@example.kz"), invitation.expires_at + late

    if is_refused:
        with pytest.raises(Refused, match="has run out"):
            actions.accept(TOKEN, by=person, at=moment)
    else:
        actions.accept(TOKEN, by=person, at=moment)

    invitation.refresh_from_db()
    assert (invitation.accepted_at is None) == is_refused


def test_an_invitation_is_withdrawn_for_a_reason():
    invitation, administrator = InvitationFactory(email="new@example.kz", invited_at=NOON), UserFactory()

    with pytest.raises(Refused, match="Say why"):
        actions.revoke(invitation, by=administrator, at=NOON, because="")
    actions.revoke(invitation, by=administrator, at=NOON, because="A wrong address.")

    with pytest.raises(Refused, match="was withdrawn"):
        actions.accept(TOKEN, by=UserFactory(email="new@example.kz"), at=NOON)
    with pytest.raises(Refused, match="was withdrawn"):
        actions.revoke(invitation, by=administrator, at=NOON, because="Again.")
    assert [(line.verb, line.because) for line in Entry.objects.of(invitation)] == [("withdrawn", "A wrong address.")]


PAGE = f"/en/account/invitations/{TOKEN}/"


def test_the_page_of_an_invitation_asks_a_stranger_to_sign_in(client):
    InvitationFactory()

    answer = client.get(PAGE)

    page = answer.content.decode()
    assert f'href="/en/account/login/?next={PAGE}"' in page
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "Accept the invitation" not in page


def test_the_page_of_an_invitation_offers_it_to_the_invited_person_only(client):
    invitation = InvitationFactory()
    client.force_login(UserFactory())
    others = client.get(PAGE).content.decode()
    client.force_login(UserFactory(email=invitation.email))

    own = client.get(PAGE).content.decode()

    assert "The invitation was sent to another address." in others
    assert "Accept the invitation" not in others
    assert "Accept the invitation" in own
    assert Assignment.objects.count() == 0


def test_pressing_the_button_accepts(client):
    invitation = InvitationFactory()
    person = UserFactory(email=invitation.email)
    client.force_login(person)

    answer = client.post(PAGE)

    assert (answer.status_code, answer.url) == (302, "/en/desk/")
    assert person.assignments.get().role == "registry_officer"


def test_a_stranger_cannot_accept(client):
    InvitationFactory()

    client.post(PAGE)

    assert Assignment.objects.count() == 0


def test_a_link_that_ran_out_says_so(client):
    invitation = InvitationFactory(expires_at=NOON)
    client.force_login(UserFactory(email=invitation.email))

    page = client.get(PAGE).content.decode()

    assert "This invitation has run out. Ask for a new one." in page


def test_a_link_that_was_never_sent_leads_nowhere(client):
    assert client.get("/en/account/invitations/never-sent/").status_code == 404


def test_an_invitation_of_an_organisation_is_not_accepted_past_the_organisation(client):
    invitation = InvitationFactory(purpose="organisation", role="editor", organisation=organisation("active"))
    client.force_login(UserFactory(email=invitation.email))

    answer = client.post(PAGE)

    invitation.refresh_from_db()
    assert (answer.status_code, invitation.accepted_at) == (404, None)
