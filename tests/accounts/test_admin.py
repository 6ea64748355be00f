import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from auditlog.models import LogEntry
from django.contrib.admin.sites import site
from django.contrib.auth.models import Group

from accounts.models import Assignment, Invitation, User
from lifecycle.models import Entry
from notifications.models import Notice
from tests.factories.accounts import TOKEN, AssignmentFactory, InvitationFactory, UserFactory
from tests.lifecycle.organisations import NOON, organisation

pytestmark = pytest.mark.django_db

ADMIN = "/en/admin"
PEOPLE, ROLES, INVITATIONS = (f"{ADMIN}/accounts/{name}/" for name in ("user", "assignment", "invitation"))
NO_NEW_ROLES = {"assignments-TOTAL_FORMS": "0", "assignments-INITIAL_FORMS": "0"}
NEW_ROLE = {"assignments-TOTAL_FORMS": "1", "assignments-INITIAL_FORMS": "0", "assignments-0-body": ""}


@pytest.fixture
def administrator(client) -> User:
    user = UserFactory(administrator=True, name="Administrator")
    client.force_login(user)
    return user


def correct(client, person: User, **facts):
    whole = {"name": person.name, "language": person.language, "is_active": "on", "because": "Order 12."}
    return client.post(f"{PEOPLE}{person.pk}/change/", whole | NO_NEW_ROLES | facts, follow=True)


def test_an_administrator_corrects_a_name_for_a_reason_and_it_is_kept(client, administrator):
    person = UserFactory(name="Asel")

    page = correct(client, person, name="Әсел").content.decode()

    person.refresh_from_db()
    assert person.name == "Әсел"
    assert "The person is corrected." in page
    assert [(line.verb, line.by, line.because) for line in Entry.objects.of(person)] == [
        ("corrected", administrator, "Order 12.")
    ]
    change = LogEntry.objects.get_for_object(person).order_by("pk").last()
    assert (change.changes_dict, change.actor) == ({"name": ["Asel", "Әсел"]}, administrator)


def test_without_a_reason_nothing_is_corrected(client, administrator):
    person = UserFactory(name="Asel")

    correct(client, person, name="Әсел", because="")

    person.refresh_from_db()
    assert (person.name, Entry.objects.count()) == ("Asel", 0)


def test_what_the_form_does_not_offer_is_not_changed(client, administrator):
    person = UserFactory()
    password = person.password

    correct(client, person, email="evil@example.kz", is_superuser="on", is_staff="on", password="plain")

    person.refresh_from_db()
    assert (person.email.startswith("person"), person.is_superuser, person.is_staff) == (True, False, False)
    assert person.password == password


def test_a_person_who_is_shut_out_is_out_at_once(client, administrator):
    person, elsewhere = UserFactory(), type(client)()
    elsewhere.force_login(person)

    client.post(
        f"{PEOPLE}{person.pk}/change/",
        {"name": person.name, "language": "en", "because": "Asked for it."} | NO_NEW_ROLES,
    )

    assert elsewhere.get("/en/notices/").status_code == 302


def test_no_hash_of_a_password_is_shown(client, administrator):
    person = UserFactory()

    page = client.get(f"{PEOPLE}{person.pk}/change/").content.decode()

    assert person.email in page
    assert person.password not in page
    assert 'name="password"' not in page


def test_an_administrator_gives_a_role(client, administrator):
    person = UserFactory()

    correct(client, person, **NEW_ROLE, **{"assignments-0-role": "registry_officer"})

    person.refresh_from_db()
    assert [(a.role, a.body) for a in person.assignments.all()] == [("registry_officer", None)]
    assert person.is_staff
    assert [n.kind for n in Notice.objects.filter(to=person)] == ["accounts/role_given"]


def test_a_role_that_lacks_its_body_is_refused_in_words(client, administrator):
    person = UserFactory()

    page = correct(client, person, **NEW_ROLE, **{"assignments-0-role": "approver"}).content.decode()

    assert "Name the state body that this role is held for." in page
    assert Assignment.objects.count() == 0


def test_an_administrator_ends_roles_for_a_reason(client, administrator):
    held = AssignmentFactory()
    chosen = {"action": "end", "_selected_action": [held.pk]}

    refused = client.post(ROLES, chosen | {"because": ""}, follow=True).content.decode()
    client.post(ROLES, chosen | {"because": "Moved."})

    held.refresh_from_db()
    assert "Say why the role ends." in refused
    assert held.until is not None
    assert Entry.objects.of(held.user).get().because == "Moved."


def test_an_administrator_invites_and_withdraws(client, administrator):
    client.post(f"{INVITATIONS}add/", {"email": "new@example.kz", "language": "kk", "role": "auditor", "body": ""})
    invitation = Invitation.objects.get()

    client.post(INVITATIONS, {"action": "revoke", "_selected_action": [invitation.pk], "because": "A wrong address."})

    invitation.refresh_from_db()
    assert (invitation.email, invitation.role, invitation.purpose) == ("new@example.kz", "auditor", "role")
    assert invitation.revoked_at is not None
    assert [(line.verb, line.by) for line in Entry.objects.of(invitation)] == [
        ("sent", administrator),
        ("withdrawn", administrator),
    ]


def test_an_invitation_without_its_body_is_refused_at_the_field(client, administrator):
    page = client.post(
        f"{INVITATIONS}add/", {"email": "new@example.kz", "language": "kk", "role": "approver", "body": ""}
    )

    assert "Name the state body that this role is held for." in page.content.decode()
    assert Invitation.objects.count() == 0


def test_an_invitation_shows_no_trace_of_its_link(client, administrator):
    invitation = InvitationFactory()

    pages = [client.get(path).content.decode() for path in (INVITATIONS, f"{INVITATIONS}{invitation.pk}/change/")]

    assert all(invitation.email in page for page in pages)
    assert all(invitation.token_hash not in page and TOKEN not in page for page in pages)


@pytest.mark.parametrize("path", [PEOPLE, ROLES, INVITATIONS])
def test_a_registry_officer_has_no_business_with_people(client, path):
    client.force_login(UserFactory(role="registry_officer"))

    assert client.get(path).status_code == 403


@pytest.mark.parametrize("path", [PEOPLE, ROLES, INVITATIONS, f"{ADMIN}/lifecycle/entry/"])
def test_every_list_opens_and_searches(client, administrator, path):
    organisation().note("seen", by=administrator, at=NOON)
    InvitationFactory()
    AssignmentFactory()

    assert (client.get(path).status_code, client.get(f"{path}?q=1").status_code) == (200, 200)


@pytest.mark.parametrize("model", [User, Assignment, Invitation, Notice, Entry], ids=lambda model: model.__name__)
def test_nobody_deletes_anything(client, administrator, rf, model):
    request = rf.get("/")
    request.user = administrator
    admin = site.get_model_admin(model)

    assert admin.has_delete_permission(request) is False
    assert "delete_selected" not in admin.get_actions(request)


def test_the_page_of_deletion_is_closed(client, administrator):
    person = UserFactory()

    assert client.post(f"{PEOPLE}{person.pk}/delete/", {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=person.pk).exists()


@pytest.mark.parametrize("model", [Group, EmailAddress, Authenticator], ids=lambda model: model.__name__)
def test_second_factors_and_groups_are_not_in_the_admin(model):
    assert not site.is_registered(model)


@pytest.mark.parametrize("question", ["password__startswith", "assignments__user__password__startswith"])
def test_a_list_answers_no_question_about_passwords(client, administrator, question):
    assert client.get(f"{PEOPLE}?{question}=md5").status_code in (302, 400)
