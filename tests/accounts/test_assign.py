import pytest
from auditlog.models import LogEntry

from accounts import actions
from accounts.models import Assignment
from lifecycle.models import Entry, Refused
from notifications.models import Notice
from registry.bodies.models import StateBody
from tests.factories.accounts import AssignmentFactory, UserFactory
from tests.lifecycle.organisations import NOON

pytestmark = pytest.mark.django_db

TODAY = NOON.date()


@pytest.fixture
def body() -> StateBody:
    names = {"name_kk": "Министрлік", "name_ru": "Министерство", "name_en": "Ministry"}
    return StateBody.objects.create(code="MIN-T", level=StateBody.Level.CENTRAL, **names)


def test_a_role_is_given_for_a_state_body_and_the_person_is_told(body):
    person, administrator = UserFactory(), UserFactory(administrator=True)

    given = actions.assign(person, role="call_officer", body=body, by=administrator, at=NOON, because="Order 12.")

    assert (given.user, given.role, given.body, given.since, given.until) == (person, "call_officer", body, TODAY, None)
    assert [(line.verb, line.by, line.because) for line in Entry.objects.of(person)] == [
        ("given: call_officer MIN-T", administrator, "Order 12.")
    ]
    notice = Notice.objects.get()
    assert (notice.kind, notice.to, notice.facts) == (
        *("accounts/role_given", person),
        {
            "since_on": "2026-06-12",
            "role_kk": notice.facts["role_kk"],
            "role_ru": notice.facts["role_ru"],
            "role_en": "call officer",
            "body_kk": "Министрлік",
            "body_ru": "Министерство",
            "body_en": "Ministry",
        },
    )


def test_an_administrator_holds_no_role():
    with pytest.raises(Refused, match="holds no role"):
        actions.assign(UserFactory(administrator=True), role="registry_officer", by=UserFactory(), at=NOON)


@pytest.mark.parametrize("role", sorted(Assignment.FOR_A_BODY))
def test_some_roles_are_held_for_a_state_body_only(role):
    with pytest.raises(Refused, match="Name the state body"):
        actions.assign(UserFactory(), role=role, by=UserFactory(), at=NOON)

    assert (Assignment.objects.count(), Entry.objects.count(), Notice.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize("role", sorted(set(Assignment.Role.values) - Assignment.FOR_A_BODY))
def test_other_roles_are_held_for_the_whole_country(role):
    assert actions.assign(UserFactory(), role=role, by=UserFactory(), at=NOON).body is None


def test_a_role_is_not_held_twice():
    held = AssignmentFactory(role="auditor")

    with pytest.raises(Refused, match="has this role already"):
        actions.assign(held.user, role="auditor", by=UserFactory(), at=NOON)


def test_a_registry_officer_may_enter_the_admin_and_others_may_not():
    officer, auditor = UserFactory(), UserFactory()

    actions.assign(officer, role="registry_officer", by=UserFactory(), at=NOON)
    actions.assign(auditor, role="auditor", by=UserFactory(), at=NOON)

    officer.refresh_from_db()
    auditor.refresh_from_db()
    assert (officer.is_staff, auditor.is_staff) == (True, False)


def test_a_role_ends_today_for_a_reason_and_the_person_is_told():
    held, administrator = AssignmentFactory(user__is_staff=True), UserFactory(administrator=True)

    ended = actions.end_assignment(held, by=administrator, at=NOON, because="Moved to another post.")

    held.user.refresh_from_db()
    assert (ended.until, held.user.is_staff, held.user.holds("registry_officer")) == (TODAY, False, False)
    assert [(line.verb, line.because) for line in Entry.objects.of(held.user)] == [
        ("ended: registry_officer", "Moved to another post.")
    ]
    assert [(n.kind, n.to, n.facts["because"]) for n in Notice.objects.all()] == [
        ("accounts/role_ended", held.user, "Moved to another post.")
    ]


def test_a_role_ends_once_and_not_without_a_reason():
    held = AssignmentFactory()

    with pytest.raises(Refused, match="Say why the role ends"):
        actions.end_assignment(held, by=UserFactory(), at=NOON, because=" ")
    actions.end_assignment(held, by=UserFactory(), at=NOON, because="Moved.")
    with pytest.raises(Refused, match="has ended already"):
        actions.end_assignment(held, by=UserFactory(), at=NOON, because="Again.")


def test_a_person_holds_a_role_for_the_body_it_names(body):
    officer = UserFactory(role="call_officer", body=body)

    assert (officer.holds("call_officer"), officer.holds("call_officer", body.pk)) == (True, True)
    assert (officer.holds("call_officer", body.pk + 1), officer.holds("approver")) == (False, False)
    assert (officer.is_official, UserFactory().is_official, UserFactory(is_staff=True).is_official) == (
        *(True, False),
        True,
    )


def test_every_change_of_a_role_is_kept_with_its_old_value():
    held = AssignmentFactory()

    actions.end_assignment(held, by=UserFactory(), at=NOON, because="Moved.")

    changes = LogEntry.objects.get_for_object(held).order_by("pk").last().changes_dict
    assert changes == {"until": ["None", "2026-06-12"]}
