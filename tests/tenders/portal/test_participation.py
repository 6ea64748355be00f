"""The five stages of taking part (A13), and the levels at which the state orders (A17)."""

import pytest

from registry.archive.loading import article
from registry.reference.models import Region
from tenders.calls.filters import CallFilter
from tenders.calls.forms import StartForm, standard_facts
from tenders.portal import participation
from tests.factories.calls import CallFactory
from tests.factories.registry import StateBodyFactory

pytestmark = pytest.mark.django_db

PAGE = "/en/participation/"


def test_a13_each_of_the_five_stages_leads_to_a_page_that_is_there(client):
    page = client.get(PAGE)

    shown = page.context["stages"]
    assert len(shown) == len(article()["participation_stages"]) == 5
    assert {stage.href: client.get(stage.href).status_code for stage in shown} == {stage.href: 200 for stage in shown}
    assert len({stage.href for stage in shown}) == 5
    assert [stage.name for stage in shown if stage.href.replace("&", "&amp;") not in page.text] == []


def test_a13_the_stages_stand_in_the_order_of_the_article():
    assert [stage.name for stage in participation.stages()] == [
        "Naming the problem",
        "Working out the policy",
        "Deciding",
        "Carrying it out",
        "Judging what came of it",
    ]


def test_a17_published_calls_are_counted_at_all_three_levels(client):
    CallFactory.create_batch(2, published=True, level="central")
    CallFactory(published=True, level="regional")
    CallFactory(level="sectoral")

    chart = client.get(PAGE).context["chart"]

    assert [(bar.label, bar.value) for bar in chart.bars] == [("central", 2), ("sectoral", 0), ("regional", 1)]


def test_a17_all_three_levels_are_to_choose_from_where_a_call_is_drafted_and_where_it_is_looked_for(client):
    three = ["central", "sectoral", "regional"]

    drafted = [value for value, _label in StartForm.base_fields["level"].choices if value]
    looked_for = [value for value, _label in CallFilter.base_filters["level"].field.choices if value]

    assert (drafted, looked_for) == (three, three)


@pytest.mark.parametrize(("level", "of_call"), [("central", "central"), ("district", "regional"), ("city", "regional")])
def test_a17_what_a_district_or_a_city_orders_begins_at_the_regional_level(level, of_call):
    customer = StateBodyFactory(level=level, region=Region.objects.get(code="23"))

    assert standard_facts(customer.pk)["level"] == of_call


def test_the_page_costs_one_query(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get(PAGE)
