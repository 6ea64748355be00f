"""Organisations that are likely one: by what they share, found without comparing all with all (R-002)."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from lifecycle import clock
from lifecycle.models import Entry, Refused
from registry.organisations import actions
from registry.organisations.likeness import Ground, Known, keys_of, own_words, weight_of
from registry.organisations.models import Likeness, LikenessKey, Organisation
from registry.reference.models import Region
from tests.factories.accounts import UserFactory
from tests.factories.persons import LikenessFactory
from tests.factories.registry import OrganisationFactory
from tests.registry.filing import BIN, typed

REASON = "Two branches with one accountant."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("«Мейірім» қоғамдық қоры", "Общественный фонд «Мейирим»"),
        ("ОФ Мейирим", "“МЕЙИРИМ” общественный фонд"),
        ("Общественное объединение «Ёлка и дети»", "елка  дети, ОО"),
        ("Public foundation “Steppe Eagle”", "The Steppe Eagle Fund"),
        ("Қауымдастық «Өрлеу»", "Ассоциация «Орлеу»"),
    ],
)
def test_a_name_is_known_again_in_another_dress(one, other):
    assert own_words(one) == own_words(other) != ""


def test_other_names_stay_others():
    assert own_words("«Мейірім» қоры") != own_words("«Мейірімді жан» қоры")
    assert own_words("Общественный фонд") == ""


def known(**changes):
    facts = {"names": ("Фонд «Достык»",), "bin": "940140000385", "phone": "+77012345678", "addresses": ("Абая, 1",)}
    return Known(**(facts | changes))


@pytest.mark.parametrize(
    ("other", "grounds"),
    [
        (known(names=("Другой",), phone="", addresses=(), bin=None), set()),
        (known(names=("«Достық» қоғамдық қоры",), phone="", addresses=(), bin=None), {Ground.NAME}),
        (known(names=("Другой",), addresses=(), bin=None), {Ground.PHONE}),
        (known(names=("Другой",), phone="", addresses=("улица Абая, дом 1",), bin=None), {Ground.ADDRESS}),
        # Another type and so another check digit; the month and the serial are the same.
        (known(names=("Другой",), phone="", addresses=(), bin="940150000388"), {Ground.BIN}),
    ],
)
def test_what_two_share_is_named(other, grounds):
    shared = keys_of(known()) & keys_of(other)

    assert {ground for ground, _value in shared} == grounds


def test_a_slip_in_a_long_name_makes_it_near():
    shared = keys_of(known(names=("Молодёжный центр «Перспектива»",))) & keys_of(
        known(names=("Молодежный центор «Перспективва»",), phone="", addresses=(), bin=None)
    )

    assert {ground for ground, _value in shared} == {Ground.NEAR_NAME}


def test_names_that_differ_in_their_number_are_not_near():
    one, other = (
        known(names=("Спортивный клуб 11",)),
        known(names=("Спортивный клуб 1",), phone="", addresses=(), bin=None),
    )

    assert keys_of(one) & keys_of(other) == set()


def test_an_address_without_a_house_says_nothing():
    assert not [key for key in keys_of(known(addresses=("город Атырау",))) if key[0] is Ground.ADDRESS]


@pytest.mark.parametrize(
    ("grounds", "same", "other"),
    [
        ({Ground.NAME}, 50, 30),
        ({Ground.NAME, Ground.NEAR_NAME}, 50, 30),
        ({Ground.NEAR_NAME, Ground.ADDRESS}, 50, 30),
        ({Ground.PHONE, Ground.ADDRESS}, 45, 45),
        ({Ground.NAME, Ground.PHONE}, 80, 60),
        ({Ground.BIN}, 50, 50),
    ],
)
def test_each_ground_weighs_and_a_name_less_in_another_region(grounds, same, other):
    assert weight_of(grounds, is_same_region=True) == same
    assert weight_of(grounds, is_same_region=False) == other


def written(**changes):
    """An organisation with its keys, as the site writes it."""
    organisation = OrganisationFactory(**changes)
    actions.compare([organisation], at=clock.now())
    return organisation


def pairs():
    return [(pair.one, pair.other, pair.grounds, pair.weight, pair.status) for pair in Likeness.objects.all()]


@pytest.mark.django_db
def test_who_files_a_second_time_is_found_and_told_with_a_link_and_not_refused(client):
    there = written(bin=None, name_ru="ОФ Мейирим", name_kk="Мейірім қоры")
    person = UserFactory()
    client.force_login(person)

    page = client.post("/en/organisations/new/", typed(), follow=True)

    mine = Organisation.objects.get(bin=BIN)
    assert "It may be in the register already" in page.text
    assert f'href="/en/register/{there.code}/"' in page.text
    assert pairs() == [(there, mine, "name phone address", 95, "open")]


@pytest.mark.django_db
def test_what_is_not_public_is_named_to_nobody_who_files(client):
    written(bin=None, name_ru="ОФ Мейирим", status="filed")
    client.force_login(UserFactory())

    page = client.post("/en/organisations/new/", typed(), follow=True)

    assert "It may be in the register already" not in page.text
    assert Likeness.objects.count() == 1


@pytest.mark.django_db
def test_once_verified_nobody_is_asked_about_others_any_more(client):
    head = UserFactory()
    written(name_ru="ОФ Мейирим")
    mine = written(name_ru="ОФ Мейирим", head=head)
    client.force_login(head)

    assert client.get(mine.get_absolute_url()).context["alike"] == []


@pytest.mark.django_db
def test_a_pair_that_shares_too_little_is_none():
    written(name_ru="Алма", name_kk="Алма")
    written(name_ru="Өрік", name_kk="Өрік")

    assert pairs() == []


@pytest.mark.django_db
def test_the_same_name_in_another_region_is_no_pair_by_itself():
    far = {"region": Region.objects.get(code="71"), "phone": "+77019998877", "address_kk": "", "address_ru": ""}
    written(name_ru="Алма", name_kk="Алма")
    written(name_ru="Алма", name_kk="Алма", **far)

    assert pairs() == []


@pytest.mark.django_db
def test_a_pair_that_is_no_longer_alike_is_past_and_comes_back():
    one, other = written(name_ru="Алма", name_kk="Алма"), written(name_ru="Алма", name_kk="Алма")
    officer = UserFactory(role="registry_officer")

    actions.correct(other, {"name_ru": "Жеміс", "name_kk": "Жеміс"}, because="Renamed.", by=officer, at=clock.now())
    assert pairs() == [(one, other, "name phone address", 95, "past")]
    actions.correct(other, {"name_ru": "Алма"}, because="Renamed back.", by=officer, at=clock.now())

    assert pairs() == [(one, other, "name phone address", 95, "open")]
    assert [entry.verb for entry in Likeness.objects.get().trail()] == ["open → past", "past → open"]


@pytest.mark.django_db
def test_an_officer_tells_two_apart_and_they_are_not_asked_about_again():
    one, other = written(name_ru="Алма"), written(name_ru="Алма")
    officer = UserFactory(role="registry_officer")

    actions.set_apart(other, one, because=REASON, by=officer, at=clock.now())
    actions.compare([one, other], at=clock.now())

    pair = Likeness.objects.get()
    assert (pair.one, pair.other, pair.status, pair.reason) == (one, other, "apart", REASON)
    for organisation in (one, other):
        assert [(line.verb, line.because, line.by) for line in Entry.objects.of(organisation)] == [
            ("told apart", REASON, officer)
        ]


@pytest.mark.django_db
def test_two_are_not_told_apart_without_a_reason_or_twice_or_from_itself():
    one, other, officer = written(name_ru="Алма"), written(name_ru="Алма"), UserFactory(role="registry_officer")

    with pytest.raises(Refused, match="Write the reason."):
        actions.set_apart(one, other, because=" ", by=officer, at=clock.now())
    with pytest.raises(Refused, match="one and the same record"):
        actions.set_apart(one, one, because=REASON, by=officer, at=clock.now())
    actions.set_apart(one, other, because=REASON, by=officer, at=clock.now())
    with pytest.raises(Refused, match="already two organisations"):
        actions.set_apart(one, other, because="Once more.", by=officer, at=clock.now())

    assert Likeness.objects.get().reason == REASON
    assert Entry.objects.of(one).count() == 1


@pytest.mark.django_db
def test_keys_tell_neither_telephone_nor_name():
    written(phone="+77012345678", name_ru="Алма")

    assert {len(value) for value in LikenessKey.objects.values_list("value", flat=True)} == {64}


@pytest.mark.django_db
def test_comparing_many_costs_as_many_queries_as_comparing_few(django_assert_num_queries):
    few = OrganisationFactory.create_batch(3)
    many = OrganisationFactory.create_batch(30)
    with CaptureQueriesContext(connection) as queries:
        actions.compare(few, at=clock.now())

    with django_assert_num_queries(len(queries)):
        actions.compare(many, at=clock.now())

    assert len(queries) < 10


@pytest.mark.django_db
def test_those_of_one_batch_are_found_among_themselves():
    one, other = OrganisationFactory.create_batch(2, name_ru="Алма")

    actions.compare([one, other], at=clock.now())

    assert [(pair[0], pair[1]) for pair in pairs()] == [(one, other)]


STATUSES = Likeness.Status.values
LEADS = {
    *(("open", status) for status in ("past", "apart", "merged")),
    *(("past", status) for status in ("open", "apart", "merged")),
    ("apart", "merged"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("was", STATUSES)
@pytest.mark.parametrize("becomes", STATUSES)
def test_a_pair_moves_along_its_map_alone(was, becomes):
    pair = LikenessFactory(status=was, reason="" if was in ("open", "past") else REASON)

    try:
        pair.move_to(becomes, by=None, at=clock.now(), because=REASON, reason=REASON)
        moved = True
    except Refused:
        moved = False

    pair.refresh_from_db()
    assert moved == ((was, becomes) in LEADS)
    assert pair.status == (becomes if moved else was)


@pytest.mark.django_db
@pytest.mark.parametrize("changes", [{"status": "apart"}, {"status": "merged"}])
def test_the_database_refuses_a_decision_without_a_reason(changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        LikenessFactory(**changes)


@pytest.mark.django_db
def test_the_database_keeps_a_pair_in_one_order():
    one, other = OrganisationFactory.create_batch(2)

    with pytest.raises(IntegrityError), transaction.atomic():
        Likeness.objects.create(one=other, other=one)


@pytest.mark.django_db
def test_closing_a_duplicate_takes_its_keys_away_so_that_nobody_is_alike_any_more():
    one, other = written(name_ru="Алма", bin=None), written(name_ru="Алма")
    officer = UserFactory(role="registry_officer")

    actions.close_duplicate(one, into=other, because=REASON, by=officer, at=clock.now())
    third = written(name_ru="Алма")

    assert [(pair.one, pair.other, pair.status) for pair in Likeness.objects.order_by("pk")] == [
        (one, other, "merged"),
        (other, third, "open"),
    ]
