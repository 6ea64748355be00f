"""Bodies of NGOs: what the article tells of them (A9, A17), what officers enter, what everybody reads."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from lifecycle import clock
from lifecycle.models import Entry, Refused
from registry.archive.loading import article
from registry.bodies import actions, levels, loading
from registry.bodies.models import Body, BodyEvent, Membership, StateBody
from registry.reference.models import Region
from tests.factories.accounts import UserFactory
from tests.factories.bodies import BodyEventFactory, BodyFactory, MembershipFactory
from tests.factories.registry import OrganisationFactory, StateBodyFactory

pytestmark = pytest.mark.django_db

LIST = "/en/register/bodies/"
ADMIN = "/en/admin/registry/body/"
BIN = "940140000385"
DAY = date(2025, 6, 1)


@pytest.fixture
def officer(client):
    person = UserFactory(role="registry_officer")
    client.force_login(person)
    return person


def lines(record):
    return [(line.verb, line.because) for line in Entry.objects.of(record)]


def typed(**changes):
    facts = {
        "code": "union",
        "kind": "association",
        "level": "central",
        "region": "",
        "name_kk": "Одақ",
        "name_ru": "Союз",
        "name_en": "Union",
        "founded_on": "2010-01-01",
        "founded_precision": "year",
        "tasks_kk": "Бірі\nЕкіншісі",
        "tasks_ru": "Раз\nДва",
        "tasks_en": "One\nTwo",
        "website": "union.example.kz",
        "source": "",
        "because": "A letter of the union.",
    }
    return facts | changes


# --- what the article tells ----------------------------------------------------------------------


def test_a9_the_info_center_has_24_founding_members_whose_names_are_unknown(client):
    center = Body.objects.get(name_en="Info-Center of NGOs")

    page = client.get(f"{LIST}info-center/")

    founders = center.memberships.values_list("is_founding", "since", "organisation", "name_ru")
    assert list(founders) == [(True, date(1999, 2, 12), None, "")] * 24
    assert "24 founding members, whose names the source does not tell." in page.text
    assert "12 February 1999" in page.text
    assert page.context["page"].rows == []


def test_every_body_and_event_of_the_article_is_there_in_three_languages():
    told = article()

    assert sorted(Body.objects.values_list("name_en", flat=True)) == sorted(body["name"] for body in told["bodies"])
    assert BodyEvent.objects.count() == len(told["events"])
    assert [body for body in Body.objects.all() if not (body.name_kk and body.name_ru and body.source)] == []
    assert [one for one in Body.objects.all() if bool(one.tasks_en) != bool(one.tasks_kk and one.tasks_ru)] == []


def test_loading_again_changes_nothing_and_leaves_what_officers_entered():
    BodyFactory(code="own")
    center = Body.objects.get(code="info-center")
    named = center.memberships.first()
    Membership.objects.filter(pk=named.pk).update(name_kk="«Арман»", name_ru="«Арман»")
    before = [list(model.objects.order_by("pk").values()) for model in (Body, BodyEvent, Membership)]

    loading.load()

    assert [list(model.objects.order_by("pk").values()) for model in (Body, BodyEvent, Membership)] == before


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("2000", (date(2000, 1, 1), "year")),
        ("2003-09", (date(2003, 9, 1), "month")),
        ("2003-10-14", (date(2003, 10, 14), "day")),
    ],
)
def test_a_day_is_as_exact_as_it_is_told(told, day):
    assert loading.dated(told) == day


# --- levels --------------------------------------------------------------------------------------


def test_a17_every_level_is_counted_those_without_any_too():
    StateBodyFactory(level="central")
    StateBodyFactory.create_batch(2, level="regional", region=Region.objects.get(code="23"))

    assert [(at.level, at.number) for at in levels.of(StateBody.objects.all())] == [
        ("central", 1),
        ("sectoral", 0),
        ("regional", 2),
        ("district", 0),
        ("city", 0),
    ]


def test_a17_levels_are_spread_without_a_database():
    counts = levels.spread([("regional", 3)], [("central", "Central"), ("regional", "Regional")])

    assert counts == [("central", "Central", 0), ("regional", "Regional", 3)]


@pytest.mark.parametrize("level", ["central", "sectoral", "regional", "district", "city"])
def test_a17_a_state_body_stands_at_every_level_below_the_centre_in_a_region(level):
    is_local = level in ("regional", "district", "city")

    placed = StateBodyFactory(level=level, region=Region.objects.get(code="23"))
    with transaction.atomic():
        if is_local:
            with pytest.raises(IntegrityError), transaction.atomic():
                StateBodyFactory(level=level)
        else:
            StateBodyFactory(level=level)

    assert placed.level_of_its_calls == ("regional" if is_local else level)
    assert StateBody.objects.filter(level=level).count() == (1 if is_local else 2)


@pytest.mark.parametrize(
    "wrong",
    [
        {"level": "regional"},
        {"level": "district"},
        {"founded_on": DAY},
        {"founded_precision": "day"},
    ],
)
def test_the_database_refuses_a_body_that_contradicts_itself(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        BodyFactory(**wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"organisation": None},
        {"name_ru": "«Арман»"},
        {"until": date(2019, 12, 31)},
    ],
)
def test_the_database_refuses_a_membership_that_contradicts_itself(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(**wrong)


# --- actions -------------------------------------------------------------------------------------


def test_a_membership_ends_and_may_begin_anew():
    membership, by = MembershipFactory(), UserFactory()

    actions.end(membership, until=DAY, because="They left.", by=by, at=clock.now())
    again = Membership(body=membership.body, organisation=membership.organisation, since=date(2025, 7, 1))
    actions.enter(again, because="They came back.", by=by, at=clock.now())

    membership.refresh_from_db()
    assert (membership.until, again.until) == (DAY, None)
    assert lines(membership) == [("ended", "They left.")]
    assert lines(again) == [("entered", "They came back.")]


def test_nobody_is_a_member_twice_at_a_time():
    there = MembershipFactory()
    again = Membership(body=there.body, organisation=there.organisation, since=DAY)

    with pytest.raises(Refused, match="This is entered already"):
        actions.enter(again, because="Once more.", by=UserFactory(), at=clock.now())

    assert list(there.body.memberships.all()) == [there]
    assert Entry.objects.count() == 0


def test_a_body_is_corrected_with_a_reason_and_not_without():
    body = BodyFactory(name_en="Chamber")
    body.name_en = "Chamber of Experts"

    with pytest.raises(Refused, match="Write the reason."):
        actions.correct(body, because="", by=UserFactory(), at=clock.now())
    assert Body.objects.get(pk=body.pk).name_en == "Chamber"
    actions.correct(body, because="Order 5.", by=UserFactory(), at=clock.now())

    assert Body.objects.get(pk=body.pk).name_en == "Chamber of Experts"
    assert lines(body) == [("corrected", "Order 5.")]


# --- the admin -----------------------------------------------------------------------------------


def test_an_officer_enters_and_corrects_a_body(client, officer):
    entered = client.post(f"{ADMIN}add/", typed(), follow=True)
    body = Body.objects.get(code="union")
    changed = typed(code="other", name_en="Unions", because="Order 12.")
    corrected = client.post(f"{ADMIN}{body.pk}/change/", changed, follow=True)
    history = client.get(f"{ADMIN}{body.pk}/history/").text

    body.refresh_from_db()
    assert "It is entered." in entered.text
    assert "The data are corrected." in corrected.text
    assert (body.code, body.name_en, body.website) == ("union", "Unions", "https://union.example.kz")
    assert lines(body) == [("entered", "A letter of the union."), ("corrected", "Order 12.")]
    assert "<del>Union</del> → <ins>Unions</ins>" in history


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"because": ""}, "because", "This field is required."),
        ({"name_kk": ""}, "name_kk", "This field is required."),
        ({"level": "regional"}, "__all__", "A body of this level belongs to a region: choose it."),
        (
            {"founded_precision": ""},
            "__all__",
            "Say how exactly the day of its founding is known, or leave both empty.",
        ),
    ],
)
def test_what_is_wrong_with_a_body_is_said(client, officer, changes, field, words):
    page = client.post(f"{ADMIN}add/", typed(**changes))

    assert page.context["adminform"].form.errors == {field: [words]}
    assert not Body.objects.filter(code="union").exists()


def member(body, **changes):
    facts = {"body": body.pk, "bin": "", "name_kk": "", "name_ru": "", "since": "2020-01-01", "until": ""}
    return facts | {"because": "The list of members."} | changes


def test_an_officer_enters_a_member_by_bin_and_ends_the_membership(client, officer):
    body, organisation = BodyFactory(), OrganisationFactory(bin=BIN)
    page = "/en/admin/registry/membership/"

    client.post(f"{page}add/", member(body, bin="9401 4000 0385"))
    membership = body.memberships.get()
    client.post(f"{page}{membership.pk}/change/", {"until": "2025-06-01", "because": "They left."})
    after = client.post(f"{page}{membership.pk}/change/", {"until": "2026-06-01", "because": "Later."})

    membership.refresh_from_db()
    assert (membership.organisation, membership.until, after.status_code) == (organisation, DAY, 403)
    assert [verb for verb, _because in lines(membership)] == ["entered", "ended"]


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"bin": "940140000384"}, "bin", "The last digit does not fit the others. Check the number for a slip."),
        ({"bin": "990140004654"}, "bin", "No organisation of the public register has this BIN."),
        ({}, "bin", "Only a founding member may be without a BIN and a name."),
        ({"bin": BIN}, "bin", "This organisation is a member already."),
        ({"name_ru": "«Арман»"}, "name_kk", "Write the name in both languages."),
        ({"name_kk": "«Арман»"}, "name_ru", "Write the name in both languages."),
        (
            {"bin": BIN, "name_kk": "А", "name_ru": "А"},
            "name_kk",
            "An organisation of the register has its name there: leave the names empty.",
        ),
        ({"is_founding": "on", "until": "2019-01-01"}, "__all__", "The last day is before the first."),
    ],
)
def test_what_is_wrong_with_a_member_is_said(client, officer, changes, field, words):
    body = MembershipFactory(organisation=OrganisationFactory(bin=BIN)).body
    OrganisationFactory(bin="990140004654", status="filed")

    page = client.post("/en/admin/registry/membership/add/", member(body, **changes))

    assert page.context["adminform"].form.errors == {field: [words]}
    assert body.memberships.count() == 1


def test_a_founder_without_a_name_is_entered_as_one(client, officer):
    body = BodyFactory()

    client.post("/en/admin/registry/membership/add/", member(body, is_founding="on"))

    assert str(body.memberships.get()) == "name unknown"


def test_an_officer_enters_an_event(client, officer):
    facts = {"body": "", "on": "2026-05-20", "until": "", "precision": "day", "because": "The press."}
    facts |= {"what_kk": "Форум", "what_ru": "Форум", "what_en": "Forum"}

    client.post("/en/admin/registry/bodyevent/add/", facts)

    event = BodyEvent.objects.get(what_en="Forum")
    assert (event.on, lines(event)) == (date(2026, 5, 20), [("entered", "The press.")])


@pytest.mark.parametrize("model", ["body", "membership", "bodyevent"])
def test_an_administrator_reads_and_writes_nothing(client, model):
    client.force_login(UserFactory(administrator=True))

    assert client.get(f"/en/admin/registry/{model}/").status_code == 200
    assert client.post(f"/en/admin/registry/{model}/add/", {}).status_code == 403


# --- the pages -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ({"kind": "chamber"}, {"experts-chamber"}),
        ({"level": "regional"}, {"ngos-of-kostanay", "ngos-of-kyzylorda"}),
        ({"words": "азаматтық"}, {"civil-forum", "civil-alliance"}),
        ({"words": "АЛЬЯНС"}, {"civil-alliance"}),
        ({"words": "confederation"}, {"confederation"}),
        ({"words": "нет такого"}, set()),
    ],
)
def test_a_body_is_found_by_kind_level_and_words(client, asked, codes):
    assert {body.code for body in client.get(LIST, asked).context["page"].rows} == codes


def test_a_body_shows_members_that_are_and_that_were_with_their_days(client):
    body = BodyFactory()
    here = MembershipFactory(body=body)
    MembershipFactory(body=body, until=DAY)
    MembershipFactory(body=body, organisation=None, name_kk="«Арман»", name_ru="«Арман»", is_founding=True)

    page = client.get(body.get_absolute_url())

    assert [str(row) for row in page.context["page"].rows][-1] == "«Арман»"
    assert f'href="/en/register/{here.organisation.code}/"' in page.text
    assert "1 June 2025" in page.text
    assert page.text.count(">ended<") == 1


def test_an_organisation_shows_where_it_belongs(client):
    membership = MembershipFactory(until=DAY)

    page = client.get(f"/en/register/{membership.organisation.code}/").text

    assert membership.body.get_absolute_url() in page
    assert "1 January 2020 – 1 June 2025" in page


def test_a_body_that_is_not_there_is_not_found(client):
    assert client.get(f"{LIST}nobody/").status_code == 404


def test_pages_cost_the_same_for_one_row_and_three(client):
    body = MembershipFactory().body
    organisation = body.memberships.get().organisation
    pages = (LIST, body.get_absolute_url(), f"/en/register/{organisation.code}/", "/en/history/")

    def queries():
        counts = []
        for page in pages:
            with CaptureQueriesContext(connection) as asked:
                client.get(page)
            counts.append(len(asked))
        return counts

    BodyEventFactory(body=body)
    one = queries()
    for _ in range(2):
        MembershipFactory(body=body)
        MembershipFactory(organisation=organisation)
        BodyEventFactory(body=body)

    assert queries() == one
