"""Rows name each other by keys of their own: what is put in, taken out or moved about unties nothing (domain 6.3)."""

import pytest
from django.urls import reverse

from lifecycle import clock
from tenders.applications import actions, content, forms
from tenders.applications.models import Application
from tests.factories.applications import ApplicationFactory, group, head_of, indicator, objective, person, work
from tests.tenders.applications.posting import keep, posted, stored, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def application():
    return ApplicationFactory(complete=False)


@pytest.fixture
def writer(client, application):
    client.force_login(head_of(application))
    return client


def revised(application, **facts):
    actions.revise(application, facts, by=head_of(application), at=clock.now())
    return Application.objects.get(pk=application.pk)


def test_a_new_row_is_given_a_key_of_its_own_and_keeps_it(writer, application):
    writer.post(url(application, "objectives"), posted("objectives", application.lot, {}, {"name": "Second"}))
    first, second = (row["key"] for row in stored(application, "objectives"))
    rows = [{"key": second, "name": "Second, in other words"}, {"key": first}]

    writer.post(url(application, "objectives"), posted("objectives", application.lot, *rows))

    assert len({first, second, ""}) == 3
    assert [row["key"] for row in stored(application, "objectives")] == [second, first]


def test_the_page_carries_the_key_of_each_row_and_one_for_the_next(writer, application):
    revised(application, objectives=[objective(), {"key": "", "name": "Written before there were keys"}])

    first, second, third = writer.get(f"{url(application, 'objectives')}?more=1").context["form"].forms

    assert first["key"].value() == objective()["key"]
    assert len({second["key"].value(), third["key"].value(), objective()["key"], ""}) == 4


@pytest.mark.parametrize("key", ["<b>", "a" * 13, "12", "нет-ключа"])
def test_a_key_that_is_none_is_replaced(writer, application, key):
    writer.post(url(application, "objectives"), posted("objectives", application.lot, {"key": key}))

    [row] = stored(application, "objectives")
    assert row["key"] not in ("", key)


def test_a_row_with_nothing_but_a_key_is_empty(writer, application):
    rows = [{}, {"key": "ANOTHER2", "name": ""}]

    writer.post(url(application, "objectives"), posted("objectives", application.lot, *rows))

    assert len(stored(application, "objectives")) == 1


def test_a_link_survives_a_row_that_is_put_before_and_one_that_is_taken_out(writer, application):
    first, second, third = objective(key="FIRST222"), objective(key="SECOND22"), objective(key="THIRD222")
    revised(application, objectives=[first, second], work_items=[work(application.lot, objective="SECOND22")])

    rows = [{"key": "THIRD222"}, {"key": "FIRST222"}, {"key": "SECOND22", "name": "The one that is served"}]
    taken_out = {"rows-1-DELETE": "on"}
    writer.post(url(application, "objectives"), posted("objectives", application.lot, *rows, **taken_out))

    told = content.for_page(content.snapshot(Application.objects.get()))
    assert [row["key"] for row in told["objectives"]] == [third["key"], second["key"]]
    assert told["work_items"][0]["objective_label"] == "The one that is served"


def test_the_choices_name_the_rows(writer, application):
    rows = {"objectives": [objective(name="Care"), objective(key="SECOND22", name="")]}
    revised(application, **rows, indicators=[indicator(application.lot, key="COUNTED2", name="Elders")])

    [row] = writer.get(url(application, "workplan")).context["form"].forms

    assert row.fields["objective"].choices[1:] == [(objective()["key"], "1. Care"), ("SECOND22", "2. Objective 2")]
    assert row.fields["indicator"].choices[1:] == [("COUNTED2", "1. Elders")]


def test_a_link_to_a_row_that_is_gone_is_asked_for_anew(writer, application):
    revised(application, objectives=[objective(key="SECOND22")], work_items=[work(application.lot)])

    page = writer.get(url(application, "workplan"))
    answer = writer.post(url(application, "workplan"), posted("workplan", application.lot, {}))

    assert page.context["form"].forms[0]["objective"].value() == objective()["key"]
    assert "objective" in answer.context["form"].forms[0].errors


def test_saving_by_itself_goes_on_beside_a_link_to_a_row_that_is_gone(writer, application):
    revised(application, objectives=[], work_items=[work(application.lot)])
    sent = {"rows-TOTAL_FORMS": 1, "rows-INITIAL_FORMS": 1, "rows-0-place": "Oral"}

    answer = keep(writer, application, "workplan", ["rows-0-place"], **sent)

    assert (answer.status_code, stored(application, "workplan")[0]["place"]) == (200, "Oral")


def test_saving_by_itself_keeps_the_key_that_the_page_had_for_a_new_row(writer, application):
    sent = {"rows-TOTAL_FORMS": 2, "rows-INITIAL_FORMS": 0, "rows-0-key": "FIRST222", "rows-1-key": "SECOND22"}
    first = keep(writer, application, "objectives", ["rows-1-name"], **sent, **{"rows-1-name": "Half"})
    seen = first.json()["seen"]

    keep(writer, application, "objectives", ["rows-0-name"], **sent, **{"rows-0-name": "New", "seen": seen})

    assert [(row["key"], row["name"]) for row in stored(application, "objectives")] == [
        ("FIRST222", "New"),
        ("SECOND22", "Half"),
    ]


def test_saving_by_itself_puts_a_tick_and_takes_it_away(writer, application):
    revised(application, team=[person(is_lead=False)])
    sent = {"rows-TOTAL_FORMS": 1, "rows-INITIAL_FORMS": 1}
    ticks = []
    for tick in ({"rows-0-is_lead": "on"}, {}):
        keep(writer, application, "team", ["rows-0-is_lead"], **sent, **tick)
        [row] = stored(application, "team")
        ticks.append((row["is_lead"], row["name"]))

    assert ticks == [(True, person()["name"]), (False, person()["name"])]


def test_a_tick_is_shown_as_it_stands(application):
    revised(application, team=[person(is_lead=False), person()])

    rows = forms.of("team", Application.objects.get(), is_draft=True).forms

    assert [bool(row["is_lead"].value()) for row in rows] == [False, True]
    assert ["checked" in str(row["is_lead"]) for row in rows] == [False, True]


def test_only_regions_of_the_lot_are_offered(writer, application):
    region = application.organisation.region
    application.lot.regions.set([region])

    [row] = writer.get(url(application, "target-group")).context["form"].forms
    answer = writer.post(url(application, "target-group"), posted("target-group", application.lot, {"region": "no"}))

    assert row.fields["region"].choices[1:] == [(region.code, str(region))]
    assert (answer.status_code, stored(application, "target-group")[0]["region"]) == (302, "")


def test_where_the_lot_names_no_region_every_region_is_offered(writer, application):
    application.lot.regions.clear()
    region = application.organisation.region

    writer.post(url(application, "target-group"), posted("target-group", application.lot, {"region": region.code}))

    told = content.for_page(content.snapshot(Application.objects.get()))
    assert told["target_groups"][0]["region_label"] == str(region)
    page = writer.get(reverse("applications:check", args=[application.number]))
    assert page.text.count(str(region)) >= 2  # of the organisation, and of the group


def test_a_group_without_a_region_asks_no_question_of_the_dictionary(application, django_assert_num_queries):
    written = content.snapshot(revised(application, target_groups=[group()]))

    with django_assert_num_queries(0):
        content.for_page(written)
