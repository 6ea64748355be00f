"""What the state gave to whom: recorded, superseded in the open, shown to everybody."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError, IntegrityError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lifecycle import clock
from lifecycle.models import Entry, Refused
from registry.reference.models import Region, SupportForm
from registry.support import actions
from registry.support.models import SupportMeasure
from tests.factories.accounts import UserFactory
from tests.factories.registry import OrganisationFactory, StateBodyFactory
from tests.factories.support import ConsultationFactory, GuideFactory, NewsFactory, SupportMeasureFactory

pytestmark = pytest.mark.django_db

FORMS = ["informational", "consultative", "methodological", "organisational", "state_order"]


def told(**changes):
    facts = {
        "form": SupportForm.objects.get(code="organisational"),
        "organisation": None,
        "receiver_kk": "",
        "receiver_ru": "",
        "given_by": StateBodyFactory(),
        "given_on": date(2025, 3, 1),
        "what_kk": "Жиын залы",
        "what_ru": "Зал для собраний",
        "cost_amount": Decimal(90_000),
    }
    return facts | changes


@pytest.mark.parametrize("day", [date(2003, 1, 1), date(2003, 7, 19), date(2003, 12, 31)])
def test_a12_on_any_day_of_2003_there_are_exactly_these_five_forms_of_support(day):
    assert [form.code for form in SupportForm.objects.on(day)] == FORMS


def test_an_officer_records_a_measure_and_the_organisation_gives_its_region():
    officer, ngo, now = UserFactory(role="registry_officer"), OrganisationFactory(), clock.now()

    measure = actions.give(told(organisation=ngo), by=officer, at=now)

    measure.refresh_from_db()
    assert (measure.organisation, measure.region, measure.cost_amount) == (ngo, ngo.region, Decimal("90000.00"))
    assert (measure.recorded_by, measure.recorded_at) == (officer, now)
    assert [(line.verb, line.by) for line in Entry.objects.of(measure)] == [("given", officer)]


def test_a_body_that_is_not_in_the_register_receives_by_its_name():
    measure = actions.give(told(receiver_kk="Кеңес", receiver_ru="Совет"), by=UserFactory(), at=clock.now())

    assert (measure.receiver, measure.region) == ("Совет", None)


@pytest.mark.parametrize(
    "faulty",
    [
        {},
        {"receiver_kk": "Кеңес"},
        {"organisation": "yes", "receiver_ru": "Совет"},
        {"organisation": "yes", "until": date(2025, 2, 28)},
    ],
    ids=["nobody", "one language", "two receivers", "an end before the beginning"],
)
def test_a_measure_with_a_fault_is_refused_and_leaves_nothing(faulty):
    facts = told(**faulty)
    facts["organisation"] = OrganisationFactory() if faulty.get("organisation") else None

    with pytest.raises(Refused):
        actions.give(facts, by=UserFactory(), at=clock.now())

    assert (SupportMeasure.objects.count(), Entry.objects.count()) == (0, 0)


def test_a_correction_is_a_row_of_its_own_and_the_old_one_stays_to_be_read(client):
    measure = SupportMeasureFactory(what_ru="Кабинет")
    facts = told(organisation=measure.organisation, what_ru="Кабинет и зал")

    corrected = actions.correct(measure, facts, because=" Забыли зал. ", by=UserFactory(), at=clock.now())

    assert list(SupportMeasure.objects.current()) == [corrected]
    assert (corrected.supersedes, corrected.because, corrected.earlier()) == (measure, "Забыли зал.", [measure])
    page = client.get(corrected.get_absolute_url())
    assert ("Кабинет и зал" in page.text, "Забыли зал." in page.text, page.context["newer"]) == (True, True, None)
    assert client.get(measure.get_absolute_url()).context["newer"] == corrected


def test_the_end_of_a_measure_is_written_down_by_a_row_in_its_place():
    measure = SupportMeasureFactory()

    ended = actions.end(measure, until=date(2025, 9, 1), because="Срок вышел.", by=UserFactory(), at=clock.now())

    assert (ended.until, ended.what_ru, ended.organisation) == (date(2025, 9, 1), measure.what_ru, measure.organisation)
    assert [line.verb for line in Entry.objects.of(ended)] == ["ended"]


def test_nothing_takes_the_place_of_a_row_twice_or_without_a_reason():
    measure, by, at = SupportMeasureFactory(), UserFactory(), clock.now()
    actions.end(measure, until=date(2025, 9, 1), because="Срок вышел.", by=by, at=at)

    with pytest.raises(Refused, match="Another row has taken the place"):
        actions.end(measure, until=date(2025, 9, 2), because="Ещё раз.", by=by, at=at)
    with pytest.raises(Refused, match="Write the reason"):
        actions.correct(SupportMeasure.objects.current().get(), told(), because=" ", by=by, at=at)

    assert SupportMeasure.objects.count() == 2


@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_database_itself_keeps_a_recorded_measure(act):
    SupportMeasureFactory()
    rows = SupportMeasure.objects.all()

    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(cost_amount=1) if act == "update" else rows._raw_delete(rows.db)

    assert SupportMeasure.objects.get().cost_amount == Decimal("1200000.00")


def test_the_database_refuses_a_measure_for_nobody():
    with pytest.raises(IntegrityError), transaction.atomic():
        SupportMeasureFactory(organisation=None)


def test_the_first_page_tells_what_each_form_gives_and_how_much_of_it(client):
    SupportMeasureFactory.create_batch(2)
    NewsFactory.create_batch(3, published=True)
    NewsFactory()
    ConsultationFactory(public=True)
    GuideFactory(published=True)

    page = client.get(reverse("support:index"))

    assert [(form.code, measures, items) for form, measures, items in page.context["forms"]] == [
        ("informational", 0, 3), ("consultative", 0, 1), ("methodological", 0, 1), ("organisational", 2, None),
        ("state_order", 0, None),
    ]  # fmt: skip


def test_measures_are_filtered_by_form_region_and_year(client):
    astana = Region.objects.get(code="71")
    found = SupportMeasureFactory(given_on=date(2024, 5, 1), organisation__region=astana)
    SupportMeasureFactory(given_on=date(2025, 5, 1), organisation__region=astana)
    SupportMeasureFactory(given_on=date(2024, 5, 1))

    page = client.get(reverse("support:index"), {"form_of": "organisational", "region": astana.pk, "year": "2024"})

    assert page.context["page"].rows == [found]


@pytest.mark.parametrize("asked", [{"year": "9" * 40}, {"year": "-1"}, {"region": "0"}, {"form_of": "none"}])
def test_a_filter_that_makes_no_sense_is_answered_with_words(client, asked):
    page = client.get(reverse("support:index"), asked)

    assert (page.status_code, list(page.context["filter"].form.errors)) == (200, list(asked))


def test_the_page_of_an_organisation_shows_what_it_was_given_and_nothing_superseded(client):
    measure = SupportMeasureFactory(what_ru="Старое")
    actions.correct(
        measure,
        told(organisation=measure.organisation, what_ru="Новое"),
        because="Ошибка.",
        by=UserFactory(),
        at=clock.now(),
    )

    page = client.get(reverse("organisations:detail", args=[measure.organisation.code])).text

    assert ("Новое" in page, "Старое" in page) == (True, False)


def test_the_list_asks_as_much_for_three_rows_as_for_one(client):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("support:index"))
        return len(asked)

    SupportMeasureFactory()
    one = queries()
    SupportMeasureFactory.create_batch(2)

    assert queries() == one
    assert one <= 15
