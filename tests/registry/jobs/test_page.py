"""The page of a job: how far it is, what became of each row, and the button that stops it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lifecycle import clock
from registry.jobs import actions
from registry.jobs.models import Job
from registry.tasks import run_jobs
from tests.factories.accounts import UserFactory
from tests.factories.jobs import queued
from tests.factories.registry import OrganisationFactory

pytestmark = pytest.mark.django_db

LIST = "/en/admin/registry/job/"


@pytest.fixture
def officer(client):
    person = UserFactory(role="registry_officer", name="Officer")
    client.force_login(person)
    return person


def cancel(client, job):
    return client.post(LIST, {"action": "cancel", "_selected_action": [job.pk]}, follow=True)


def test_a_job_that_goes_on_shows_how_far_it_is_and_asks_again_by_itself(client, officer):
    job = queued(*OrganisationFactory.create_batch(3))

    page = client.get(job.get_absolute_url())

    assert "0 of 3 rows gone through." in page.text
    assert '<progress class="job-bar" max="3" value="0"' in page.text
    assert f'hx-get="{job.get_absolute_url()}" hx-trigger="every 2s"' in page.text
    assert f'<a class="button" href="{job.get_absolute_url()}">Look again</a>' in page.text


def test_what_asks_again_gets_only_what_changes_and_stops_asking_when_the_job_is_over(client, officer):
    job = queued(OrganisationFactory(name_ru="Союз"))
    run_jobs()

    part = client.get(job.get_absolute_url(), headers={"HX-Request": "true"}).text

    assert part.strip().startswith('<div id="job">')
    assert "1 of 1 rows gone through." in part
    assert "hx-trigger" not in part
    assert ">Союз</a></th><td>done</td>" in part


def test_each_outcome_has_its_own_list_with_the_reasons(client, officer):
    done, gone = OrganisationFactory(name_ru="Один"), OrganisationFactory(name_ru="Два", status="liquidated")
    has_one = OrganisationFactory(name_ru="Три", website="https://own.kz")
    job = queued(done, gone, has_one)
    run_jobs()

    lists = {
        outcome: [
            (name, item.sentence)
            for item, name, _address in client.get(_page(job), {"outcome": outcome}).context["rows"]
        ]
        for outcome in ("", "done", "skipped", "refused", "waiting", "' OR 1=1")
    }

    rows = {
        "done": [("Один", "")],
        "skipped": [("Три", "It has one.")],
        "refused": [("Два", "A liquidated or merged organisation is changed no more.")],
    }
    everything = [*rows["done"], *rows["refused"], *rows["skipped"]]
    assert lists == rows | {"": everything, "waiting": [], "' OR 1=1": everything}


def test_the_rows_come_in_pages_that_cost_the_same(client, officer):
    few, many = queued(OrganisationFactory()), queued(*OrganisationFactory.create_batch(60))
    run_jobs()

    counts = {}
    for job in (few, many):
        with CaptureQueriesContext(connection) as queries:
            page = client.get(_page(job))
        counts[job.pk] = (len(page.context["rows"]), len(queries))

    assert counts[few.pk][0] == 1
    assert counts[many.pk][0] == 50
    assert abs(counts[many.pk][1] - counts[few.pk][1]) <= 1
    assert counts[many.pk][1] <= 15


def test_a_job_of_a_kind_that_is_no_more_still_has_its_page(client, officer):
    organisation = OrganisationFactory()
    job = actions.start("gone/kind", by=officer, at=clock.now(), left={organisation.pk: "Nobody does it now."})

    page = client.get(_page(job))

    assert (page.status_code, page.context["title"]) == (200, "gone/kind")
    assert f'<th scope="row">{organisation.pk}</th>' in page.text


def test_an_officer_cancels_a_job_and_is_back_on_its_page(client, officer):
    job = queued(OrganisationFactory())

    page = cancel(client, job)

    job.refresh_from_db()
    assert (job.status, [line.by for line in job.trail()][-1]) == ("cancelled", officer)
    assert page.request["PATH_INFO"] == _page(job)
    assert "Cancel the job" not in page.text


def test_a_job_that_is_over_says_so(client, officer):
    job = queued()
    run_jobs()

    assert "The job is over already." in cancel(client, job).text
    assert Job.objects.get().status == "finished"


def test_an_administrator_reads_and_stops_nothing(client):
    job = queued(OrganisationFactory())
    client.force_login(UserFactory(administrator=True))

    page = client.get(_page(job))
    cancel(client, job)

    job.refresh_from_db()
    assert (page.status_code, job.status) == (200, "queued")
    assert "Cancel the job" not in page.text


@pytest.mark.parametrize(("person", "answer"), [({}, 302), ({"role": "auditor"}, 302), ({"is_staff": True}, 403)])
def test_nobody_else_reads_a_job(client, person, answer):
    job = queued(OrganisationFactory())
    client.force_login(UserFactory(**person))

    assert client.get(_page(job)).status_code == answer
    assert Job.objects.visible_to(UserFactory(**person)).count() == 0


@pytest.mark.parametrize("number", ["999999", "x", "1;2", "²", "9" * 40])
def test_a_job_that_is_not_there_is_not_found(client, officer, number):
    assert client.get(f"{LIST}{number}/change/").status_code == 404


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_page_speaks_three_languages(client, officer, language):
    job = queued(OrganisationFactory(status="liquidated"))
    run_jobs()

    page = client.get(_page(job).replace("/en/", f"/{language}/"))

    assert f'<html lang="{language}"' in page.text
    assert " style=" not in page.text


def test_the_list_of_jobs_costs_the_same_for_one_and_for_three(client, officer):
    queued()
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    queued()
    queued()

    with CaptureQueriesContext(connection) as three:
        page = client.get(LIST)

    assert len(three) == len(one) <= 15
    assert page.text.count("Write the website") == 3


def _page(job):
    return f"{LIST}{job.pk}/change/"
