import pytest
from auditlog.models import LogEntry

from accounts import actions
from lifecycle.models import Entry, Refused
from tests.factories.accounts import AssignmentFactory, UserFactory
from tests.lifecycle.organisations import NOON

pytestmark = pytest.mark.django_db

PAGE = "/en/account/profile/"


def test_a_person_changes_name_and_language(client):
    person = UserFactory(name="Asel", language="en")
    client.force_login(person)

    answer = client.post(PAGE, {"name": "Әсел", "language": "kk", "is_staff": "on", "is_superuser": "on"}, follow=True)

    person.refresh_from_db()
    assert (person.name, person.language, person.is_staff, person.is_superuser) == ("Әсел", "kk", False, False)
    assert "Your changes are saved." in answer.content.decode()
    assert [(line.verb, line.by) for line in Entry.objects.of(person)] == [("profile changed", person)]


def test_a_name_is_needed(client):
    person = UserFactory(name="Asel")
    client.force_login(person)

    answer = client.post(PAGE, {"name": "", "language": "kk"})

    person.refresh_from_db()
    assert (answer.status_code, person.name) == (200, "Asel")
    assert "This field is required." in answer.content.decode()


def test_the_page_shows_the_roles_a_person_holds(client):
    held = AssignmentFactory()
    client.force_login(held.user)

    page = client.get(PAGE).content.decode()

    assert "Registry officer, since 1 January 2020" in page
    assert held.user.email in page


def test_a_stranger_signs_in_first(client):
    assert client.get(PAGE).url == f"/en/account/login/?next={PAGE}"


def test_an_administrator_corrects_a_person_for_a_reason():
    person, administrator = UserFactory(), UserFactory(administrator=True)
    facts = {"name": "Иван", "language": "ru", "is_active": False, "because": "Asked for it."}

    actions.correct(person, **facts, by=administrator, at=NOON)

    person.refresh_from_db()
    assert (person.name, person.language, person.is_active) == ("Иван", "ru", False)
    assert [(line.verb, line.because) for line in Entry.objects.of(person)] == [("corrected", "Asked for it.")]


def test_nobody_shuts_themselves_out():
    administrator = UserFactory(administrator=True)

    with pytest.raises(Refused, match="your own right"):
        actions.correct(administrator, name="A", language="kk", is_active=False, by=administrator, at=NOON, because="-")

    administrator.refresh_from_db()
    assert administrator.is_active


def test_a_password_leaves_no_trace_in_the_history():
    person = UserFactory()

    person.set_password("another long secret")
    person.name = "Another"
    person.save()

    changes = [entry.changes_dict for entry in LogEntry.objects.get_for_object(person)]
    assert all("password" not in change and "last_login" not in change for change in changes)
    assert {"name": ["Person", "Another"]}.keys() == changes[0].keys()


def test_the_trail_names_who_changed_a_profile():
    person = UserFactory(name="Asel")

    actions.change_profile(person, name="Әсел", language="ru", by=person, at=NOON)

    person.refresh_from_db()
    assert (person.name, person.language) == ("Әсел", "ru")
    assert [(line.verb, line.by, line.at) for line in Entry.objects.of(person)] == [("profile changed", person, NOON)]
