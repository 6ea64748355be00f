"""An official walks the form of an applicant before the call is published; nothing is stored or counted (U36)."""

import pytest
from django.urls import reverse

from tenders.applications.models import Application, WorkingCopy
from tenders.rehearsals import queries
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory
from tests.factories.registry import StateBodyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return StateBodyFactory()


@pytest.fixture
def draft(client, body):
    officer = UserFactory(role="call_officer", body=body)
    client.force_login(officer)
    return CallFactory(customer=body, drafted_by=officer, lots=2)


def url_of(call, section="", lot=1):
    if section:
        return reverse("rehearsals:section", args=[call.number, lot, section])
    return reverse("rehearsals:detail", args=[call.number, lot])


def stored():
    return [model.objects.count() for model in (Application, WorkingCopy)]


def test_every_section_of_the_form_is_there_to_be_tried(client, draft):
    page = client.get(url_of(draft))

    tasks = [task for _title, own in page.context["groups"] for task in own]
    assert [task["title"] for task in tasks] == list(queries.SECTIONS.values())
    for task in tasks:
        assert "This is a rehearsal" in client.get(task["url"]).text
    assert url_of(draft, lot=2) in page.text


def test_an_empty_section_says_what_an_applicant_would_read(client, draft):
    response = client.post(url_of(draft, "summary"), {"language": "ru", "title": "Моя проба"})

    assert "goal" in response.context["form"].errors
    assert "Моя проба" in response.text
    assert "<title>Error:" in response.text
    assert stored() == [0, 0]


def test_a_complete_section_passes_and_is_forgotten(client, draft):
    rows = {"rows-TOTAL_FORMS": 1, "rows-INITIAL_FORMS": 0}
    group = {"description": "40 детей с инвалидностью", "direct_count": 40, "entry_rule": "По списку акимата"}
    group |= {"self_reliance_goal": "Идут в школу", "indirect_count": ""}
    group |= {"kind": "disability", "how_found": "Через школы"}

    response = client.post(
        url_of(draft, "target-group"), rows | {f"rows-0-{name}": told for name, told in group.items()}
    )

    assert "An applicant could finish this section so. Nothing was stored." in response.text
    assert stored() == [0, 0]
    assert "Идут в школу" not in client.get(url_of(draft, "target-group")).text


def test_an_activity_serves_an_objective_that_stands_there_as_an_example(client, draft):
    lot = draft.lots.get(number=1)
    work = {"name": "Визиты", "place": "Атырау", "responsible": "Координатор", "output": "40 детей учатся"}
    work |= {"starts_on": lot.starts_on.isoformat(), "ends_on": lot.ends_on.isoformat(), "objective": "EXAMPLE"}
    rows = {"rows-TOTAL_FORMS": 1, "rows-INITIAL_FORMS": 0} | {f"rows-0-{name}": told for name, told in work.items()}

    response = client.post(url_of(draft, "workplan"), rows)

    assert "An applicant could finish this section so. Nothing was stored." in response.text
    assert stored() == [0, 0]


def test_a15_everyone_as_a_target_group_is_refused_as_to_an_applicant(client, draft):
    rows = {"rows-TOTAL_FORMS": 1, "rows-INITIAL_FORMS": 0, "rows-0-description": "Все нуждающиеся"}

    response = client.post(url_of(draft, "target-group"), rows)

    [row] = response.context["form"].forms
    assert "description" in row.errors
    assert "An applicant could finish" not in response.text


def test_there_is_no_other_section_and_no_other_lot(client, draft):
    assert client.get(url_of(draft, "no-such")).status_code == 404
    assert client.get(url_of(draft, lot=3)).status_code == 404


def test_after_publication_the_form_itself_is_the_place(client, body):
    call = CallFactory(customer=body, published=True)
    client.force_login(UserFactory(role="call_officer", body=body))

    for url in (url_of(call), url_of(call, "summary")):
        assert client.get(url).url == reverse("applications:start", args=[call.number, 1])


def test_a_draft_is_rehearsed_by_nobody_else(client, draft):
    client.force_login(UserFactory(role="call_officer", body=StateBodyFactory()))

    assert client.get(url_of(draft)).status_code == 404
    assert client.post(url_of(draft, "summary"), {"title": "x"}).status_code == 404


def test_a_rehearsal_leaves_no_line_in_the_history_of_the_call(client, draft):
    client.post(url_of(draft, "summary"), {"language": "kk"})

    assert list(draft.trail()) == []
