"""Writing a section: with scripts and without, alone and in two, well and badly; nothing typed is lost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from lifecycle import clock
from tenders.applications import actions, content, wording
from tenders.applications.models import Application
from tests.factories.applications import ApplicationFactory, head_of, objective
from tests.factories.calls import LotFactory
from tests.tenders.applications.posting import ROW, keep, posted, stored, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def application():
    """Empty but for one objective, which an activity may name."""
    application = ApplicationFactory(complete=False)
    return actions.revise(application, {"objectives": [objective()]}, by=head_of(application), at=clock.now())


@pytest.fixture
def writer(client, application):
    client.force_login(head_of(application))
    return client


# --- Without scripts -----------------------------------------------------------------------------


def test_the_texts_are_saved_and_the_sections_come_back(writer, application):
    texts = dict.fromkeys(content.TEXTS, "Text") | {"language": "ru"}

    answer = writer.post(url(application, "summary"), texts)

    assert answer.url == application.get_absolute_url()
    application.refresh_from_db()
    assert {name: getattr(application, name) for name in content.TEXTS} == texts


@pytest.mark.parametrize("section", ROW)
def test_a_row_is_saved(writer, application, section):
    answer = writer.post(url(application, section), posted(section, application.lot, {}))

    assert answer.status_code == 302
    assert len(stored(application, section)) == 1


def test_the_budget_is_counted_for_the_person(writer, application):
    writer.post(url(application, "budget"), posted("budget", application.lot, {"own_amount": "100 000,50"}))

    [row] = stored(application, "budget")
    assert (row["quantity"], row["own_amount"], row["requested_amount"]) == ("1.50", "100000.50", "499999.50")


def test_another_row_is_asked_for_and_what_was_typed_is_kept(writer, application):
    answer = writer.post(
        url(application, "target-group"), posted("target-group", application.lot, {"entry_rule": ""}, step="more")
    )

    assert answer.url == f"{url(application, 'target-group')}?more=1#row-2"
    page = writer.get(answer.url).content.decode()
    assert "Elders living alone" in page
    assert 'id="row-2"' in page and 'id="row-3"' not in page


def test_a_row_is_removed(writer, application):
    rows = posted("target-group", application.lot, {}, {"description": "Second"}, **{"rows-0-DELETE": "on"})

    writer.post(url(application, "target-group"), rows)

    assert [row["description"] for row in stored(application, "target-group")] == ["Second"]


def test_a_faulty_row_that_is_removed_stops_nobody(writer, application):
    rows = posted("target-group", application.lot, {"direct_count": "many"}, {}, **{"rows-0-DELETE": "on"})

    answer = writer.post(url(application, "target-group"), rows)

    assert (answer.status_code, len(stored(application, "target-group"))) == (302, 1)


@pytest.mark.parametrize("section", ROW)
def test_a_row_that_is_left_as_it_was_stays_when_another_is_added(writer, application, section):
    writer.post(url(application, section), posted(section, application.lot, {}))
    [first] = stored(application, section)
    kept = {"key": first["key"]} if "key" in first else {}

    writer.post(url(application, section), posted(section, application.lot, kept, {}))

    again, second = stored(application, section)
    assert (again, second | kept) == (first, first)


def test_an_empty_row_is_left_out(writer, application):
    empty = dict.fromkeys(ROW["target-group"], "")

    writer.post(url(application, "target-group"), posted("target-group", application.lot, {}, empty))

    assert len(stored(application, "target-group")) == 1


def test_a_section_may_be_left_unfinished(writer, application):
    answer = writer.post(
        url(application, "workplan"), posted("workplan", application.lot, {"name": "", "ends_on": ""}, step="later")
    )

    assert answer.url == application.get_absolute_url()
    assert stored(application, "workplan")[0]["place"] == "Atyrau"


def test_a_finished_section_lacks_nothing(writer, application):
    answer = writer.post(url(application, "summary"), {"language": "kk", "title": "Only a title"})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.count("Fill in “Goal”.") == 2  # in the summary of errors, and beside the field
    assert "<title>Error:" in page
    assert 'value="Only a title"' in page


@pytest.mark.parametrize(
    ("section", "column", "typed", "fault"),
    [
        ("target-group", "description", "Everyone in need", wording.EVERYONE),
        ("target-group", "direct_count", "0", wording.NOBODY_SERVED),
        ("target-group", "entry_rule", "", wording.MISSING["target_groups"]["entry_rule"]),
        ("workplan", "ends_on", "2001-01-01", None),
        ("target-group", "how_found", "", wording.MISSING["target_groups"]["how_found"]),
        ("target-group", "age_until", "64", wording.OF_NO_AGE),
        ("team", "share", "101", wording.NOT_A_SHARE),
        ("experience", "year_until", "2022", wording.YEARS_TURNED),
        ("experience", "year_from", "23", None),
        ("partners", "sector", "", wording.MISSING["partners"]["sector"]),
        ("risks", "answer", "", wording.MISSING["risks"]["answer"]),
        ("workplan", "objective", "", wording.MISSING["work_items"]["objective"]),
        ("indicators", "baseline", "", wording.NO_BASELINE),
        ("indicators", "target", "many", None),
        ("budget", "name", "Прибыль", wording.BUDGET["not_a_cost"]),
        ("budget", "requested_amount", "1", wording.BUDGET["sums_differ"]),
        ("budget", "unit", "сумма", wording.BUDGET["no_quantity"]),
        ("budget", "unit_cost", "a lot", None),
        ("budget", "unit_cost", "-5", None),
    ],
)
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_fault_stands_beside_its_field_and_nothing_typed_is_lost(
    writer, application, section, column, typed, fault, language
):
    with translation.override(language):
        answer = writer.post(url(application, section), posted(section, application.lot, {column: typed}))
        form = answer.context["form"]
        sentences = form.forms[0].errors[column]
        assert sentences and (fault is None or sentences == [str(fault)])
    page = answer.content.decode()
    assert (answer.status_code, stored(application, section)) == (200, [])
    assert f'id="id_rows-0-{column}_error"' in page
    assert f'href="#id_rows-0-{column}"' in page
    assert not typed or typed in page


def test_the_budget_as_a_whole_keeps_the_limit_of_the_lot(writer, application):
    answer = writer.post(url(application, "budget"), posted("budget", application.lot, {"unit_cost": "9 000 000"}))

    assert answer.context["form"].non_form_errors() == [str(wording.BUDGET["over_the_lot"])]
    assert stored(application, "budget") == []


def test_a_text_over_its_limit_comes_back_whole(writer, application):
    long = "ә" * 3001

    answer = writer.post(url(application, "summary"), {"language": "kk", "goal": long, "step": "later"})

    assert (answer.status_code, long in answer.content.decode()) == (200, True)


@pytest.mark.parametrize(
    ("section", "field", "limit"),
    [
        ("summary", "innovation", 3000),
        ("risks", "rows-0-answer", 1000),
        ("target-group", "rows-0-how_found", 1000),
        ("experience", "rows-0-result", 1000),
    ],
)
def test_u8_every_long_text_has_its_counter_from_the_start(writer, application, section, field, limit):
    page = writer.get(url(application, section)).text

    assert f'<char-count class="field__count" for="id_{field}" data-limit="{limit}"' in page


@pytest.mark.parametrize(("letter", "answer"), [("ә", 302), ("😀", 302), ("\r\n", 302), ("әә", 200)])
def test_u8_a_text_of_a_row_is_counted_by_characters_and_a_new_line_is_one(writer, application, letter, answer):
    text = "ә" + letter * 998 + "ә"

    got = writer.post(url(application, "risks"), posted("risks", application.lot, {"answer": text}))

    assert got.status_code == answer


def test_a_new_line_is_one_character(writer, application):
    just = "ә\r\n" * 1499 + "әә"

    writer.post(url(application, "summary"), {"language": "kk", "goal": just, "step": "later"})

    application.refresh_from_db()
    assert len(application.goal) == 3000


def test_after_a_change_from_the_check_page_the_check_page_comes_back(writer, application):
    address = url(application, "target-group") + "?check=1"

    answer = writer.post(address, posted("target-group", application.lot, {}))

    assert answer.url == reverse("applications:check", args=[application.number])


def test_columns_that_are_not_on_the_page_are_not_written(writer, application):
    sent = {
        "language": "kk",
        "step": "later",
        "status": "winner",
        "opened_at": "2020-01-01",
        "number": "A-1",
        "title": "T",
    }

    writer.post(url(application, "summary"), sent)

    after = Application.objects.get(pk=application.pk)
    assert (after.status, after.opened_at, after.number, after.title) == ("draft", None, application.number, "T")


# --- Too late ------------------------------------------------------------------------------------


@pytest.fixture
def late(client):
    application = ApplicationFactory(lot=LotFactory(call__closed=True), complete=False)
    client.force_login(head_of(application))
    return application


@pytest.mark.parametrize("section", ["summary", *ROW])
def test_after_the_deadline_what_was_typed_stays_on_the_page_with_the_reason(client, late, section):
    texts = {"language": "kk", "title": "Typed to the end"}
    rows = {} if section == "summary" else posted(section, late.lot, {})
    answer = client.post(url(late, section), {**texts, **rows, "step": "later"})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "The deadline has passed" in page
    assert ("Typed to the end" if section == "summary" else next(iter(ROW[section].values()))) in page


def test_after_the_deadline_saving_by_itself_is_refused(client, late):
    assert keep(client, late, "summary", ["goal"], goal="Mine").status_code == 409


@pytest.mark.parametrize("section", ["summary", *ROW])
def test_after_the_deadline_a_section_leads_to_the_page_of_the_application(client, late, section):
    assert client.get(url(late, section)).url == late.get_absolute_url()


# --- How it is built -----------------------------------------------------------------------------


@pytest.mark.parametrize("section", ROW)
def test_a_page_of_rows_takes_as_many_questions_for_three_rows_as_for_one(writer, application, section):
    counts = []
    writer.get(url(application, section))  # who is at work is written down now, and not again for half a minute
    for rows in (1, 3):
        writer.post(url(application, section), posted(section, application.lot, *[{}] * rows, step="later"))
        with CaptureQueriesContext(connection) as queries:
            writer.get(url(application, section))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 15


def test_an_unknown_section_is_not_there(writer, application):
    assert writer.get(url(application, "secrets")).status_code == 404


def test_every_field_has_a_label_and_every_error_its_field(writer, application):
    page = writer.get(url(application, "budget")).content.decode()

    for column in ROW["budget"]:
        assert f'<label class="field__label" for="id_rows-0-{column}"' in page
