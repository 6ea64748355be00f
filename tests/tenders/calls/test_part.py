"""The parts of a draft: written in any order, saved by themselves, never over the words of somebody else."""

import json
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from lifecycle.models import Refused
from tenders.calls import actions, conditions
from tenders.calls.models import Call
from tenders.procedure.models import Holiday
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory

pytestmark = pytest.mark.django_db

AUTO = {"HTTP_X_AUTO_SAVE": "1"}


@pytest.fixture
def draft(client, body, officer):
    client.force_login(officer)
    return CallFactory(customer=body, drafted_by=officer)


def url_of(call, part="topic"):
    return reverse("calls:part", args=[call.number, part])


def typed(client, call, part="topic", **changes):
    page = client.get(url_of(call, part))
    form = page.context["form"]
    values = {name: form[name].value() or "" for name in form.fields}
    return values | {"seen": page.context["seen"]} | changes


def kept(client, call, part="topic", changed=(), **changes):
    sent = typed(client, call, part, **changes) | {"changed": list(changed or changes)}
    return client.post(url_of(call, part), sent, **AUTO)


def verbs(call):
    return [line.verb for line in call.trail()]


@pytest.mark.parametrize("part", ["topic", "why", "dates"])
def test_each_part_is_saved_by_itself_alone(client, draft, part):
    before = conditions.of(draft)

    response = client.post(url_of(draft, part), typed(client, draft, part))

    assert response.url == reverse("calls:manage", args=[draft.number])
    assert conditions.of(Call.objects.get()) == before
    assert verbs(draft) == ["revised"]


def test_there_is_no_other_part(client, draft):
    assert client.get(url_of(draft, "budget")).status_code == 404


def test_the_note_on_subsidiarity_is_asked_in_both_languages(client, draft):
    response = client.post(url_of(draft, "why"), typed(client, draft, "why", subsidiarity_kk=""))

    assert response.context["form"].errors == {"subsidiarity_kk": ["This field is required."]}
    assert draft.subsidiarity_ru in response.text


OPENING = {
    "en": "Applications are opened after the deadline, not before it.",
    "ru": "Заявки вскрываются после окончания срока, а не раньше.",
    "kk": "Өтінімдер соңғы мерзімнен бұрын емес, кейін ашылады.",
}


@pytest.mark.parametrize("language", OPENING)
def test_an_opening_before_the_deadline_is_explained_beside_its_field(client, draft, language):
    opening = f"{timezone.localtime(draft.deadline_at) - timedelta(hours=1):%Y-%m-%dT%H:%M}"
    sent = typed(client, draft, "dates", opening_at=opening)

    response = client.post(f"/{language}/office/calls/{draft.number}/parts/dates/", sent)

    assert list(response.context["form"].errors) == ["opening_at"]
    assert OPENING[language] in response.text
    assert opening in response.text


@pytest.mark.parametrize(
    ("part", "field", "value"),
    [
        ("topic", "contact_email", "not an address"),
        ("topic", "title_kk", "ә" * 251),
        ("topic", "sphere", "0"),
        ("topic", "level", "galactic"),
        ("topic", "purpose_ru", "невидимый\u202eзнак"),
        ("why", "subsidiarity_ru", "\x07"),
        ("dates", "publish_on", "2026-02-30"),
        ("dates", "deadline_at", "вчера"),
    ],
)
def test_what_cannot_be_stands_beside_its_field_and_changes_nothing(client, draft, part, field, value):
    before = conditions.of(draft)

    response = client.post(url_of(draft, part), typed(client, draft, part, **{field: value}))

    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert "<title>Error:" in response.text
    assert conditions.of(Call.objects.get()) == before


def test_the_page_of_the_dates_says_the_earliest_lawful_deadline(client, draft):
    Holiday.objects.filter(on__year=2031).delete()
    Holiday.objects.bulk_create(Holiday(on=date(2031, 3, day)) for day in (21, 24, 25))
    Call.objects.update(publish_on=date(2031, 3, 3))

    page = client.get(url_of(draft, "dates"))

    # 20 working days after Monday 3 March, three days of Nauryz among them.
    assert "the call may close no earlier than 18:00, Thursday 3 April 2031, Astana time" in page.text


def test_a_text_saves_itself_before_the_others_are_written(client, draft):
    answer = kept(client, draft, purpose_kk="Жаңа мақсат", title_ru="")

    fresh = Call.objects.get()
    assert answer.status_code == 200
    assert (fresh.purpose_kk, fresh.title_ru, fresh.title_kk) == ("Жаңа мақсат", "", draft.title_kk)
    marks = client.get(url_of(draft)).context["seen"]
    assert json.loads(answer.json()["seen"]) == json.loads(marks)


def test_who_has_saved_by_oneself_may_save_the_whole_page_as_it_was_opened(client, draft):
    sent = typed(client, draft, purpose_ru="Моя цель", title_ru="Моё название")
    kept(client, draft, purpose_ru="Моя цель")

    response = client.post(url_of(draft), sent)

    assert response.status_code == 302
    assert Call.objects.get().title_ru == "Моё название"


def test_what_saved_itself_hides_no_change_of_somebody_else(client, draft):
    sent = typed(client, draft, purpose_ru="Моя цель")
    Call.objects.update(title_ru="Чужое название")
    mine = client.post(url_of(draft), sent | {"changed": ["purpose_ru"]}, **AUTO)

    response = client.post(url_of(draft), sent | {"seen": mine.json()["seen"]})

    assert (mine.status_code, response.status_code) == (200, 409)
    assert Call.objects.get().title_ru == "Чужое название"


@pytest.mark.parametrize("seen", ["", "not json", "[]", "{}"])
def test_a_page_without_marks_is_saved_as_it_is(client, draft, seen):
    response = client.post(url_of(draft), typed(client, draft, purpose_ru="Моя цель", seen=seen))

    assert (response.status_code, Call.objects.get().purpose_ru) == (302, "Моя цель")


def test_saving_by_itself_again_and_again_is_one_line_of_the_trail(client, draft, officer):
    for number in range(3):
        kept(client, draft, purpose_kk=f"Мақсат {number}")
    actions.remove_lot(draft, draft.lots.get(), by=officer, at=timezone.now())
    kept(client, draft, purpose_kk="Соңғы мақсат")

    assert verbs(draft) == ["revised", "lot removed", "revised"]


def test_what_cannot_be_read_is_not_kept_and_the_page_is_told(client, draft):
    answer = kept(client, draft, contact_email="nobody", purpose_ru="Новая цель")

    fresh = Call.objects.get()
    assert (answer.status_code, fresh.contact_email, fresh.purpose_ru) == (422, draft.contact_email, "Новая цель")


def test_a_choice_that_was_emptied_is_not_kept(client, draft):
    kept(client, draft, sphere="", changed=["sphere"])

    assert Call.objects.get().sphere == draft.sphere


def test_nothing_saves_itself_over_the_words_of_somebody_else(client, draft):
    sent = typed(client, draft, purpose_ru="Моя цель") | {"changed": ["purpose_ru"]}
    Call.objects.update(purpose_ru="Чужая цель")

    answer = client.post(url_of(draft), sent, **AUTO)

    assert (answer.status_code, Call.objects.get().purpose_ru) == (409, "Чужая цель")


def test_who_saves_over_somebody_else_sees_both_and_saves_again(client, draft):
    sent = typed(client, draft, purpose_ru="Моя цель")
    Call.objects.update(purpose_ru="Чужая цель")

    response = client.post(url_of(draft), sent)

    assert response.status_code == 409
    assert "Моя цель" in response.text and "Чужая цель" in response.text
    assert Call.objects.get().purpose_ru == "Чужая цель"
    client.post(url_of(draft), sent | {"seen": response.context["seen"]})
    assert Call.objects.get().purpose_ru == "Моя цель"


def test_an_approved_call_keeps_nothing_more(client, draft, officer, approver):
    sent = typed(client, draft, purpose_ru="Поздно") | {"changed": ["purpose_ru"]}
    actions.approve(draft, by=approver, at=timezone.now())

    assert client.post(url_of(draft), sent, **AUTO).status_code == 409
    with pytest.raises(Refused, match="only a draft can be changed"):
        actions.keep(draft, {"purpose_ru": "Поздно"}, by=officer, at=timezone.now())


def test_a_stranger_saves_nothing_by_itself(client, draft):
    sent = typed(client, draft, purpose_ru="Чужое") | {"changed": ["purpose_ru"]}
    client.force_login(UserFactory())

    assert client.post(url_of(draft), sent, **AUTO).status_code == 404


def test_a_deadline_that_is_moved_to_a_weekend_is_named_by_the_linter(client, draft):
    deadline = timezone.localtime(draft.deadline_at)
    moment = f"{deadline + timedelta(days=5 - deadline.weekday()):%Y-%m-%dT%H:%M}"

    client.post(url_of(draft, "dates"), typed(client, draft, "dates", deadline_at=moment, opening_at=moment))

    page = client.get(reverse("calls:manage", args=[draft.number]))
    assert [(gap.rule, gap.url) for gap in page.context["missing"]][:1] == [
        ("R-025", url_of(draft, "dates") + "#id_deadline_at")
    ]
