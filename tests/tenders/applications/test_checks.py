"""What stops a submission, said in the section and at the field where it is mended."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from lifecycle import clock
from registry.reference.models import Region
from tenders.applications import actions, checks, content, wording
from tenders.applications.budget import Fault
from tenders.applications.checks import State
from tenders.applications.models import Application
from tenders.attachments.models import Attachment
from tenders.procedure.models import Profile
from tests.factories.applications import ApplicationFactory, group, head_of, indicator, line, objective, person, work
from tests.factories.attachments import asking, attached

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def with_(part, *rows, application=None):
    application = application or ApplicationFactory()
    actions.revise(application, {part: rows}, by=head_of(application), at=clock.now())
    application.refresh_from_db()
    return application


def said(application):
    return [gap.sentence for gap in checks.gaps(application)]


def test_a_complete_application_lacks_nothing():
    application = ApplicationFactory()

    gaps = checks.gaps(application)

    assert gaps == []
    assert set(checks.states(application, gaps).values()) == {State.DONE}


def test_an_empty_application_lacks_something_in_every_section_that_is_owed_and_nothing_is_wrong():
    application = ApplicationFactory(complete=False)
    asking(application)

    gaps = checks.gaps(application)

    assert {gap.section for gap in gaps} == wording.SECTIONS.keys() - wording.OPTIONAL
    assert not any(gap.is_wrong for gap in gaps)
    states = checks.states(application, gaps)
    assert {section for section, state in states.items() if state == State.FREE} == wording.OPTIONAL
    assert set(states.values()) == {State.TODO, State.FREE}


def test_where_no_document_is_asked_for_no_file_is_missing():
    application = ApplicationFactory(complete=False)

    assert checks.states(application, checks.gaps(application))["attachments"] == State.DONE


def test_a_section_that_is_begun_is_in_progress():
    application = with_("target_groups", group(entry_rule=""), application=ApplicationFactory(complete=False))

    states = checks.states(application, checks.gaps(application))

    assert (states["summary"], states["target-group"], states["budget"]) == (State.TODO, State.DOING, State.TODO)


def test_a_begun_text_makes_its_section_in_progress():
    application = ApplicationFactory()
    actions.revise(application, {"goal": ""}, by=head_of(application), at=clock.now())
    application.refresh_from_db()

    gaps = checks.gaps(application)

    assert (said(application), checks.states(application, gaps)["summary"]) == (["Fill in “Goal”."], State.DOING)


def test_a_text_over_its_limit_is_wrong():
    application = ApplicationFactory()
    actions.revise(application, {"goal": "ә" * 3001}, by=head_of(application), at=clock.now())
    application.refresh_from_db()

    [gap] = checks.gaps(application)

    assert gap == checks.Gap("summary", "Shorten “Goal”: it may have 3000 characters.", is_wrong=True)


@pytest.mark.parametrize("everyone", ["everyone in need", "Все нуждающиеся", "Барлық мұқтаж адамдар"])
def test_a15_everyone_is_no_target_group(everyone):
    application = with_("target_groups", group(description=everyone))

    gaps = checks.gaps(application)

    assert [gap.sentence for gap in gaps] == [
        "Target group 1: The order serves a bounded group, not everyone: name the group and its entry test."
    ]
    assert checks.states(application, gaps)["target-group"] == State.WRONG


def test_a_group_of_nobody_is_wrong():
    application = with_("target_groups", group(), group(direct_count=0))

    assert said(application) == ["Target group 2: Enter how many people you will serve, at least one."]


@pytest.mark.parametrize(
    ("column", "sentence"),
    [
        ("description", "Say who these people are."),
        ("entry_rule", "Say how a person enters the group."),
        ("self_reliance_goal", "Say how they come to manage on their own."),
    ],
)
def test_a_target_group_has_bounds_an_entry_test_and_a_way_to_self_reliance(column, sentence):
    assert said(with_("target_groups", group(**{column: ""}))) == [f"Target group 1: {sentence}"]


def test_an_activity_stays_inside_the_dates_of_the_lot():
    application = ApplicationFactory()
    lot = application.lot
    early = work(lot, starts_on=lot.starts_on - DAY, ends_on=lot.starts_on)
    late = work(lot, ends_on=lot.ends_on + DAY)

    with_("work_items", early, late, application=application)

    sentences = said(application)
    assert [sentence.split(":")[0] for sentence in sentences] == ["Activity 1", "Activity 2"]
    assert all("these are the dates of the lot" in sentence for sentence in sentences)


def test_an_activity_does_not_end_before_it_begins():
    application = ApplicationFactory()
    lot = application.lot

    with_("work_items", work(lot, starts_on=lot.starts_on + DAY, ends_on=lot.starts_on), application=application)

    assert said(application) == ["Activity 1: The end lies before the beginning."]


def test_outputs_alone_are_not_enough():
    application = ApplicationFactory()

    with_("indicators", indicator(application.lot, kind="output"), application=application)

    assert said(application) == ["Name at least one outcome: what changes for the people you serve."]


def test_an_indicator_without_a_number_now_lacks_it_and_nought_is_a_number():
    application = ApplicationFactory()
    lot = application.lot

    with_("indicators", indicator(lot, baseline=Decimal(0)), indicator(lot, baseline=None), application=application)

    assert said(application) == [f"Indicator 2: {wording.NO_BASELINE}"]


def test_a_number_that_nobody_knows_yet_has_the_day_on_which_it_is_measured():
    application = ApplicationFactory()
    lot = application.lot
    later = indicator(lot, baseline=None, measured_on=lot.starts_on)
    outside = indicator(lot, baseline=None, measured_on=lot.starts_on - DAY)

    with_("indicators", later, outside, application=application)

    [gap] = checks.gaps(application)
    assert (gap.section, gap.sentence.split(":")[0], gap.is_wrong) == ("indicators", "Indicator 2", True)


def test_an_objective_is_served_by_at_least_one_activity():
    application = with_("objectives", objective(), objective(key="ANOTHER2", name="Екінші"))

    gaps = checks.gaps(application)

    assert [(gap.section, gap.sentence, gap.is_wrong) for gap in gaps] == [
        ("workplan", "Objective 2: at least one activity of the workplan must serve it.", False)
    ]


def test_an_activity_of_an_objective_that_is_gone_serves_none():
    application = with_("objectives", objective(key="ANOTHER2"))

    assert said(application) == [
        f"Activity 1: {wording.MISSING['work_items']['objective']}",
        "Objective 1: at least one activity of the workplan must serve it.",
    ]


def test_an_activity_that_names_nothing_serves_no_objective_that_has_no_key_yet():
    application = ApplicationFactory()
    with_("objectives", objective(key=""), application=application)

    with_("work_items", work(application.lot, objective=""), application=application)

    assert "Objective 1: at least one activity of the workplan must serve it." in said(application)


def test_a_team_has_a_lead():
    assert said(with_("team", person(is_lead=False))) == [wording.AT_LEAST_ONE["team"]]
    assert said(with_("team", person(), person(is_lead=False))) == []


@pytest.mark.parametrize(("share", "faults"), [(0, 1), (1, 0), (100, 0), (101, 1)])
def test_a_share_of_time_lies_between_1_and_100_percent(share, faults):
    assert len(said(with_("team", person(share=share)))) == faults


def test_partners_and_experience_may_be_left_out_and_risks_may_not():
    application = ApplicationFactory()

    for part in ("partners", "experience", "risks"):
        with_(part, application=application)

    assert said(application) == [wording.AT_LEAST_ONE["risks"]]


def test_what_is_new_may_be_left_out_and_has_its_limit():
    application = ApplicationFactory()
    for text, faults in (("", 0), ("ә" * 3000, 0), ("ә" * 3001, 1)):
        actions.revise(application, {"innovation": text}, by=head_of(application), at=clock.now())
        application.refresh_from_db()
        assert len(checks.gaps(application)) == faults


def test_a_group_lives_in_a_region_of_the_lot():
    application = ApplicationFactory()
    own, other = Region.objects.order_by("code")[:2]
    application.lot.regions.set([own])

    with_("target_groups", group(region=own.code), group(region=other.code), application=application)

    assert said(application) == [f"Target group 2: {wording.OF_ANOTHER_REGION}"]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_part_of_the_task_list_has_its_words(language):
    with translation.override(language):
        words = [*(title for title, _sections in wording.GROUPS), *wording.SECTIONS.values(), *wording.HINTS.values()]
        words += [*wording.ROWS.values(), *wording.ONE_MORE.values(), *wording.TEXTS.values()]
        told = [str(one) for one in words]
    with translation.override("en"):
        plain = [str(one) for one in words]

    assert (wording.HINTS.keys(), wording.ROWS.keys()) == (wording.SECTIONS.keys(), content.PARTS.keys())
    assert all(told)
    assert [one for one, other in zip(told, plain, strict=True) if (one == other) is not (language == "en")] == []


def test_a16_a_line_of_profit_is_refused():
    assert said(with_("budget_lines", line(name="Profit"))) == [
        "Budget line 1, “Cost”: Profit and unforeseen costs are not paid: the order covers self-cost only."
    ]


@pytest.mark.parametrize(("language", "name"), [("kk", "Пайда"), ("ru", "Прибыль"), ("en", "Profit")])
def test_a16_a_line_of_profit_is_refused_in_the_readers_language(language, name):
    application = with_("budget_lines", line(name=name))

    with translation.override(language):
        row, column = wording.ROWS["budget_lines"] % {"number": 1}, wording.COLUMNS["budget_lines"]["name"]
        place = wording.IN_A_COLUMN % {"row": row, "column": column}
        assert said(application) == [f"{place}: {wording.BUDGET[Fault.NOT_A_COST]}"]


def test_sums_that_do_not_add_up_are_wrong():
    application = with_("budget_lines", line(Decimal(100), unit_cost=Decimal(90)))

    assert said(application) == [
        "Budget line 1, “Requested”: Requested, own and other money must add up to quantity × price × months."
    ]


def test_own_and_other_money_are_part_of_the_sum():
    paid = line(Decimal(70), unit_cost=Decimal(100), own_amount=Decimal(20), other_amount=Decimal(10))

    assert said(with_("budget_lines", paid)) == []


def test_overhead_above_the_cap_of_the_profile_is_wrong():
    rest = line(Decimal(900), unit_cost=Decimal(900))

    assert said(with_("budget_lines", rest, line(Decimal(100), category="overhead"))) == []
    assert said(with_("budget_lines", rest, line(Decimal(101), category="overhead"))) == [
        "Overhead is above the share that this call allows."
    ]


def test_equipment_is_not_paid_by_a_social_order():
    for category in ("equipment", "institutional"):
        assert said(with_("budget_lines", line(category=category))) == [
            f"Budget line 1, “Category”: {wording.BUDGET[Fault.NOT_ALLOWED]}"
        ]


@pytest.mark.parametrize("name", ["Contingency", "Непредвиденные расходы", "Күтпеген шығыстар"])
def test_a16_a_sum_kept_for_the_unforeseen_is_refused(name):
    assert said(with_("budget_lines", line(name=name))) == [
        f"Budget line 1, “Cost”: {wording.BUDGET[Fault.NOT_A_COST]}"
    ]


@pytest.mark.parametrize("unit", ["lump sum", "Паушальная сумма", "жалпы сома"])
def test_a16_a_round_sum_without_a_quantity_is_refused_at_its_unit(unit):
    assert said(with_("budget_lines", line(unit=unit))) == [
        f"Budget line 1, “Unit”: {wording.BUDGET[Fault.NO_QUANTITY]}"
    ]


def test_r045_no_more_is_requested_than_the_budget_of_the_lot():
    application = ApplicationFactory()
    whole = application.lot.budget_amount

    assert said(with_("budget_lines", line(whole), application=application)) == []
    assert said(with_("budget_lines", line(whole + Decimal("0.01")), application=application)) == [
        "You ask for more than the budget of the lot."
    ]


def test_r045_the_own_contribution_is_the_share_that_the_lot_asks_for():
    application = ApplicationFactory(lot__own_share_percent=Decimal("10.00"))
    just = line(Decimal(900), unit_cost=Decimal(1000), own_amount=Decimal(100))
    less = line(Decimal("900.01"), unit_cost=Decimal(1000), own_amount=Decimal("99.99"))
    others = line(Decimal(900), unit_cost=Decimal(1000), other_amount=Decimal(100))

    assert said(with_("budget_lines", just, application=application)) == []
    for row in (less, others):
        assert said(with_("budget_lines", row, application=application)) == [
            "Your own contribution is below the share of the cost that this lot asks for."
        ]


def test_r045_a_line_lies_in_a_year_of_the_lot():
    application = ApplicationFactory()

    assert said(with_("budget_lines", line(year=2), application=application)) == [
        "Budget line 1, “Year”: The work of the lot does not last until this year: choose another."
    ]


def asking_for_quotes(application, least):
    Profile.objects.filter(pk=application.lot.call.profile_id).update(quote_from_amount=least)
    return Application.objects.get(pk=application.pk)


def test_a_dear_line_names_a_file_with_a_quotation():
    application = asking_for_quotes(ApplicationFactory(), 500)
    file, refused = attached(application, "Quote.pdf"), attached(application, "Refused.pdf")
    Attachment.objects.filter(pk=refused.pk).update(status="refused", fault="damaged", checked_at=clock.now())
    rows = [line(Decimal("499.99")), line(Decimal(500)), line(Decimal(500), quote=file.code), line(quote=refused.code)]

    told = said(with_("budget_lines", *rows, application=application))

    assert told[:2] == [
        "Budget line 2, “Quotation”: So dear a line needs a quotation: attach one under “Files”, then choose it here.",
        "Budget line 4, “Quotation”: The quotation is not among your files any more: choose another.",
    ]


def test_a_line_that_is_not_dear_may_name_a_quotation_too():
    application = ApplicationFactory()
    file = attached(application)

    assert said(with_("budget_lines", line(quote=file.code), application=application)) == []


def test_a_grant_pays_for_equipment():
    application = ApplicationFactory(lot__call__instrument="grant")

    assert said(with_("budget_lines", line(category="equipment"), application=application)) == []


def test_an_unfinished_line_lacks_words_and_breaks_no_rule_yet():
    application = with_("budget_lines", line(quantity=None, grounds=""))

    gaps = checks.gaps(application)

    assert [gap.sentence for gap in gaps if not gap.is_wrong] == [
        "Budget line 1: Enter the quantity.",
        "Budget line 1: Say what the price stands on.",
    ]
    assert [gap.sentence for gap in gaps if gap.is_wrong] == []
