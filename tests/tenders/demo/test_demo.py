"""The demonstration: a believable year for a new installation, and for no other (S45)."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils.timezone import localdate

from accounts.models import Assignment, User
from notifications.models import Notice
from registry.jobs.models import Job
from registry.organisations.bin import fault_of
from registry.organisations.models import Likeness, Organisation
from registry.people.models import Link
from registry.persons import iban, iin
from registry.persons.models import Founder, Post, PrivateData
from registry.reference.models import Region
from registry.searches.models import SavedSearch
from registry.support.models import Consultation, Edition, Guide, News, SupportMeasure
from tenders import promises
from tenders.calls.models import Call
from tenders.commission.models import Member
from tenders.demo import people
from tenders.plans.models import Comment, Problem, Theme
from tests.factories.accounts import UserFactory
from tests.factories.registry import OrganisationFactory

pytestmark = pytest.mark.django_db

# Between the deadline and the opening a call is closed for moments only.
PASSING = {Call.Status.CLOSED}


def demo(*arguments: str) -> str:
    out = StringIO()
    call_command("demo", *arguments, stdout=out)
    return out.getvalue()


def test_a_new_database_gets_ngos_of_every_region_calls_in_every_state_and_every_role():
    said = demo()

    organisations = Organisation.objects.all()
    assert organisations.count() >= 120
    assert set(organisations.values_list("region", flat=True)) == {
        region.pk for region in Region.objects.on(localdate())
    }
    assert [one.bin for one in organisations if fault_of(one.bin)] == []
    assert set(Call.objects.values_list("status", flat=True)) == set(Call.Status.values) - PASSING
    assert set(Member.objects.values_list("role", flat=True)) == set(Member.Role.values)
    assert set(Assignment.objects.values_list("role", flat=True)) == {
        "registry_officer", "call_officer", "approver", "commission", "auditor",
    }  # fmt: skip
    assert {link.role for link in Link.objects.all()} == {"head", "editor", "signatory"}
    jobs = {job.kind: (job.status, job.done, job.skipped, job.refused) for job in Job.objects.all()}
    assert jobs == {
        "organisations/suspend": ("finished", 27, 3, 0),
        "organisations/resume": ("finished", 27, 0, 0),
        "imports/check": ("finished", 5, 0, 0),
    }
    assert SavedSearch.objects.of(User.objects.get(email="registry@example.kz")).count() == 2
    assert [name for name in people.ACCOUNTS if f"{name}@{people.HOST}" not in said] == []
    assert {user.check_password(people.PASSWORD) for user in User.objects.filter(email__startswith="head@")} == {True}
    assert {pair.status for pair in Likeness.objects.all()} == {"open", "apart", "merged"}
    assert [founder for founder in Founder.objects.all() if iin.fault_of(founder.iin_bin.whole)] == []
    assert [one for one in PrivateData.objects.all() if iban.fault_of(one.bank_account.whole)] == []
    assert (Founder.objects.count(), Post.objects.count(), PrivateData.objects.count()) == (24, 24, 12)
    assert set(Consultation.objects.values_list("status", flat=True)) == {"asked", "published"}
    assert set(SupportMeasure.objects.values_list("form__number", flat=True)) == {1, 2, 3, 4}
    assert (News.objects.published().count(), Guide.objects.published().count()) == (3, 2)
    assert {bytes(edition.content)[:5] for edition in Edition.objects.all()} == {b"%PDF-"}
    assert {problem.status for problem in Problem.objects.all()} == set(Problem.Status.values)
    assert {theme.status for theme in Theme.objects.all()} == set(Theme.Status.values)
    assert [call.theme.status for call in Call.objects.filter(theme__isnull=False)] == ["approved"] * 3
    assert Comment.objects.unanswered().exists()
    assert not Notice.objects.pending().exists()
    assert {name: list(check()) for name, check in promises.CHECKS.items()} == {name: [] for name in promises.CHECKS}


@pytest.mark.parametrize("there", [UserFactory, OrganisationFactory])
def test_where_there_is_anybody_nothing_is_invented(there):
    there()
    before = (User.objects.count(), Organisation.objects.count())

    with pytest.raises(CommandError, match="There are people or organisations in this database already"):
        demo()

    assert demo("--if-empty") == ""
    assert (User.objects.count(), Organisation.objects.count(), Call.objects.count()) == (*before, 0)


def test_production_never_gets_it(settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="never go into production"):
        demo("--if-empty")

    assert not User.objects.exists()
