"""What an officer does to many organisations: seen before, named afterwards, taken back where it can be (U32)."""

import re

import pytest
from auditlog.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lifecycle import clock
from lifecycle.models import Entry
from notifications.models import Notice
from registry.jobs.models import Job
from registry.organisations import bulk
from registry.organisations.models import Organisation
from registry.reference.models import LegalForm, Region
from registry.tasks import run_jobs
from tests.factories.accounts import UserFactory
from tests.factories.registry import OrganisationFactory

pytestmark = pytest.mark.django_db

LIST = "/en/admin/registry/organisation/"
REASON = "The report was not filed."


@pytest.fixture
def officer(client):
    person = UserFactory(role="registry_officer", name="Officer")
    client.force_login(person)
    return person


def look(client, verb, *organisations, at=LIST, **more):
    chosen = {"action": verb, "_selected_action": [organisation.pk for organisation in organisations] or ["0"]}
    return client.post(at, chosen | more)


def confirm(client, verb, *organisations, at=LIST, **more):
    """Look, then confirm what stands on the page; fields given here are typed in place of what is right."""
    asked = {name: value for name, value in more.items() if name in ("select_across", "of_job")}
    page = look(client, verb, *organisations, at=at, **asked)
    typed = {
        "seen": re.search(r'name="seen" value="(\w+)"', page.text).group(1),
        "number": page.context["affected_count"],
        "because": REASON,
        "confirmed": "yes",
    }
    return look(client, verb, *organisations, at=at, **(typed | more))


def counted(status):
    return Organisation.objects.filter(status=status).count()


def test_u32_500_organisations_change_their_status_and_the_3_that_cannot_are_named(client, officer):
    good = OrganisationFactory.create_batch(497)
    bad = [
        OrganisationFactory(status=status, name_ru=f"Нельзя {status}")
        for status in ("filed", "suspended", "liquidated")
    ]

    looked = look(client, "suspend", *good, *bad)
    answer = confirm(client, "suspend", *good, *bad)
    for _tick in range(3):
        run_jobs()

    job = Job.objects.get()
    result = client.get(answer.url, {"outcome": "skipped"})
    assert (looked.context["affected_count"], looked.context["skipped_count"]) == (497, 3)
    assert [str(row) for row, _why in looked.context["skipped"]] == [
        "Нельзя filed",
        "Нельзя liquidated",
        "Нельзя suspended",
    ]
    assert (job.status, job.total, job.done, job.skipped, job.refused) == ("finished", 500, 497, 3, 0)
    assert (counted("suspended"), counted("active")) == (498, 0)
    assert answer.url == f"/en/admin/registry/job/{job.pk}/change/"
    for organisation, status in zip(bad, ("awaiting verification", "suspended", "liquidated"), strict=True):
        assert f">{organisation}</a></th>" in result.text
        assert f"Its status does not allow it: {status}." in result.text
        assert f'href="/en/admin/registry/organisation/{organisation.pk}/change/"' in result.text
        assert Entry.objects.of(organisation).count() == 0


def test_u32_what_cannot_be_done_is_told_beforehand_with_the_reason_for_each(client, officer):
    good = OrganisationFactory(status="filed")
    OrganisationFactory(status="filed", name_ru="Союз", legal_form=LegalForm.objects.get(code="trade_union"))
    OrganisationFactory(status="filed", name_ru="Безымянный", name_kk=" ")
    OrganisationFactory(name_ru="Уже в реестре")

    page = look(client, "verify", *Organisation.objects.all())

    assert page.context["affected"] == [good]
    assert {str(row): reason for row, reason in page.context["skipped"]} == {
        "Союз": "This legal form is not an NGO: return it with the reason.",
        "Безымянный": "The names in Kazakh and in Russian are needed before verification.",
        "Уже в реестре": "Its status does not allow it: active.",
    }
    assert "3 organisations are left as they are:" in page.text
    assert Job.objects.count() == 0


def test_up_to_twenty_are_done_at_once_and_the_result_links_to_each(client, officer):
    found = OrganisationFactory.create_batch(20, head=UserFactory())

    answer = confirm(client, "suspend", *found)

    result = client.get(answer.url)
    assert (counted("suspended"), Job.objects.get().status) == (20, "finished")
    assert Notice.objects.filter(kind="organisations/suspended").count() == 20
    assert [
        organisation.pk for organisation in found if f"/organisation/{organisation.pk}/change/" not in result.text
    ] == []
    assert {(line.by, line.because) for line in Entry.objects.of(found[7])} == {(officer, REASON)}


def test_u32_above_twenty_the_number_is_typed_again_and_a_worker_does_it(client, officer):
    many = OrganisationFactory.create_batch(21)

    wrong = confirm(client, "suspend", *many, number="20")
    confirm(client, "suspend", *many)
    queued = (Job.objects.get().status, counted("suspended"))
    run_jobs()

    assert "This is not the number on this page." in wrong.text
    assert queued == ("queued", 0)
    assert (Job.objects.get().status, counted("suspended")) == ("finished", 21)


def test_what_was_seen_is_what_is_done(client, officer):
    one, other, late = OrganisationFactory.create_batch(3)
    at = f"{LIST}?status__exact=active"
    page = look(client, "suspend", at=at, select_across="1")
    seen = re.search(r'name="seen" value="(\w+)"', page.text).group(1)
    Organisation.objects.filter(pk=late.pk).update(status="suspended")

    answer = look(client, "suspend", at=at, select_across="1", confirmed="yes", because=REASON, seen=seen)

    assert "The rows have changed meanwhile. Look at them again, then confirm." in answer.text
    assert (Job.objects.count(), counted("active")) == (0, 2)
    assert f'value="{REASON}"' in answer.text or f">\n{REASON}</textarea>" in answer.text


def test_what_a_person_was_told_is_left_as_it_is_stays_so_even_if_it_became_possible(client, officer):
    good = OrganisationFactory.create_batch(21)
    suspended = OrganisationFactory(status="suspended")
    confirm(client, "suspend", *good, suspended)
    Organisation.objects.filter(pk=suspended.pk).update(status="active")

    run_jobs()

    suspended.refresh_from_db()
    assert (suspended.status, counted("suspended")) == ("active", 21)


def test_all_rows_that_match_across_pages(client, officer):
    atyrau, elsewhere = Region.objects.get(code="23"), Region.objects.get(code="39")
    OrganisationFactory.create_batch(60, region=atyrau)
    OrganisationFactory.create_batch(2, region=elsewhere)

    confirm(client, "suspend", at=f"{LIST}?region__id__exact={atyrau.pk}", select_across="1")
    run_jobs()

    assert (counted("suspended"), counted("active")) == (60, 2)


def test_without_scripts_a_box_takes_all_rows_that_match(client, officer):
    found = OrganisationFactory.create_batch(51)
    chosen = {"_selected_action": [found[0].pk], "action": "suspend", "index": "0"}

    offered = client.get(LIST).text
    page = client.post(LIST, chosen | {"select_across": ["0", "1"]})

    assert '<noscript><p class="all-rows"><label><input type="checkbox" name="select_across" value="1">' in offered
    assert page.context["affected_count"] == 51


def test_more_than_fifty_thousand_at_once_are_refused_with_what_to_do(client, officer, monkeypatch):
    monkeypatch.setattr("registry.organisations.admin.AT_MOST", 2)
    OrganisationFactory.create_batch(3)

    page = client.post(LIST, {"action": "suspend", "_selected_action": ["0"], "select_across": "1"}, follow=True)

    assert "Choose at most 2 at once: narrow the list with the filters." in page.text
    assert Job.objects.count() == 0


def test_a_suspension_is_taken_back_from_the_page_of_its_result_for_those_alone_that_it_was_done_to(client, officer):
    found, already = OrganisationFactory.create_batch(3), OrganisationFactory(status="suspended")
    job = Job.objects.get(pk=confirm(client, "suspend", *found, already).url.split("/")[-3])
    page = client.get(job.get_absolute_url())

    confirm(client, page.context["undo"], of_job=str(job.pk), select_across="1")

    already.refresh_from_db()
    assert "Take it back for 3 rows" in page.text
    assert (counted("active"), already.status) == (3, "suspended")


def test_what_cannot_be_taken_back_offers_no_button(client, officer):
    found = OrganisationFactory.create_batch(2, status="liquidating")

    page = client.get(confirm(client, "liquidate", *found).url)

    assert (page.context["undo"], counted("liquidated")) == ("", 2)
    assert "Take it back" not in page.text


def test_when_nothing_can_be_done_nothing_is_asked(client, officer):
    page = look(client, "verify", OrganisationFactory(), confirmed="yes")

    assert "This cannot be done to any of the chosen organisations." in page.text
    assert 'name="confirmed"' not in page.text


def test_a_bulk_act_is_in_the_history_of_each_with_old_and_new_value_who_why_and_by_which_job(client, officer):
    found = OrganisationFactory.create_batch(2)
    confirm(client, "suspend", *found)

    change = LogEntry.objects.get_for_object(found[0]).latest("pk")
    history = client.get(f"{LIST}{found[0].pk}/history/").text

    job = Job.objects.get()
    assert (change.actor, change.changes_dict, change.additional_data) == (
        officer,
        {"status": ["active", "suspended"]},
        {"job": job.pk},
    )
    assert f"Now: suspended: {REASON}" in history
    assert "<del>active</del> → <ins>suspended</ins>" in history
    assert f'<a href="{job.get_absolute_url()}">' in history


def test_what_comes_after_a_bulk_act_in_the_same_process_is_written_under_its_own_name(client, officer):
    found = OrganisationFactory.create_batch(2)
    confirm(client, "suspend", *found)
    other = UserFactory(role="registry_officer")
    client.force_login(other)

    look(client, "resume", found[0], confirmed="yes", because=REASON, seen=_seen(client, found[0]))

    change = LogEntry.objects.get_for_object(found[0]).latest("pk")
    assert (change.actor, change.additional_data) == (other, None)


def test_a_job_of_an_officer_who_is_one_no_longer_does_nothing(client, officer):
    found = OrganisationFactory.create_batch(21)
    confirm(client, "suspend", *found)
    officer.assignments.update(until=clock.now().date())

    run_jobs()

    job = Job.objects.get()
    assert (job.done, job.skipped, counted("active")) == (0, 21, 21)
    assert job.items.first().sentence == "The role of a registry officer is needed."


def test_an_administrator_starts_nothing_and_takes_nothing_back(client):
    client.force_login(UserFactory(administrator=True))
    found = OrganisationFactory.create_batch(2)

    look(client, "suspend", *found, confirmed="yes", because=REASON)

    assert (Job.objects.count(), counted("active")) == (0, 2)


def test_a_look_costs_the_same_queries_for_three_rows_and_for_three_hundred(client, officer):
    OrganisationFactory.create_batch(3)
    with CaptureQueriesContext(connection) as few:
        look(client, "suspend", select_across="1")
    OrganisationFactory.create_batch(297)

    with CaptureQueriesContext(connection) as many:
        page = look(client, "suspend", select_across="1")

    assert len(many) == len(few) <= 15
    assert (page.context["affected_count"], page.context["more_affected"], len(page.content) < 100_000) == (
        300,
        200,
        True,
    )


def test_every_verb_has_its_kind_of_job_and_what_takes_one_back_is_a_verb_too():
    kinds = {name: bulk.KINDS[bulk.kind_of(name)] for name in bulk.VERBS}

    assert {name: kind.label for name, kind in kinds.items()} == {name: verb.label for name, verb in bulk.VERBS.items()}
    assert {name: kind.undo for name, kind in kinds.items() if kind.undo} == {"suspend": "resume", "resume": "suspend"}


def _seen(client, organisation):
    return re.search(r'name="seen" value="(\w+)"', look(client, "resume", organisation).text).group(1)
