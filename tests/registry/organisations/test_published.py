"""The public page of an organisation: its history and awards, and nothing of any person (R-008)."""

from datetime import timedelta
from decimal import Decimal

import pytest

from lifecycle import clock
from registry.organisations import actions, published
from tenders.decisions.models import Result
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory
from tests.factories.calls import CallFactory
from tests.factories.registry import OrganisationFactory

pytestmark = pytest.mark.django_db

CANARIES = ("Canary Officer", "Canary Person", "secret@example.kz", "7012345678", "701 234", "IIN 900101300017")


def result(application, outcome="winner"):
    return Result.objects.create(
        application=application, lot=application.lot, outcome=outcome, place=1, rank=1, total=90, means={}, sheets=5,
        requested_amount=Decimal(4_800_000), awarded_amount=Decimal(4_800_000) if outcome == "winner" else 0,
        reason_kk="Себебі", reason_ru="Причина", decided_at=clock.now(),
    )  # fmt: skip


@pytest.fixture
def suspended():
    """An organisation that was filed, returned, verified and suspended, for reasons that name a person."""
    officer, person = UserFactory(name="Canary Officer", role="registry_officer"), UserFactory(name="Canary Person")
    ngo, at = OrganisationFactory(status="filed", email="secret@example.kz", head=person), clock.now()
    because = "Canary Person, IIN 900101300017, secret@example.kz"
    ngo = actions.return_for_correction(ngo, because=because, by=officer, at=at)
    ngo = actions.refile(ngo, by=person, at=at + timedelta(hours=1))
    ngo = actions.verify(ngo, by=officer, at=at + timedelta(hours=2))
    ngo.note("joined", by=person, at=at + timedelta(hours=3))
    return actions.suspend(ngo, because=because, by=officer, at=at + timedelta(hours=4))


def test_the_history_says_what_became_of_it_since_it_was_verified(suspended):
    lines = published.history(suspended)

    assert [(line.text, line.by, line.because) for line in lines] == [
        ("Now: active", "", ""),
        ("Now: suspended", "", ""),
    ]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("path", ["register/", "register/?words=мейірім", "register/{code}/", "register/{bin}/"])
def test_r008_no_page_of_the_register_tells_of_a_person(client, suspended, language, path):
    address = f"/{language}/{path.format(code=suspended.code, bin=suspended.bin)}"

    text = client.get(address).text

    assert suspended.name_kk in text or suspended.name_ru in text
    assert [canary for canary in CANARIES if canary in text] == []


def test_what_it_won_is_shown_once_the_results_are_public(client):
    ngo, call = OrganisationFactory(), CallFactory(results_prelim=True)
    result(ApplicationFactory(lot=call.lots.get(), organisation=ngo))

    page = client.get(f"/en/register/{ngo.code}/").text

    assert f"/en/calls/{call.number}/results/" in page
    assert "4\u00a0800\u00a0000\u00a0₸" in page


def test_what_is_not_published_yet_or_was_not_won_is_not_shown(client):
    ngo, early, lost = OrganisationFactory(), CallFactory(deliberation=True), CallFactory(results_prelim=True)
    result(ApplicationFactory(lot=early.lots.get(), organisation=ngo))
    result(ApplicationFactory(lot=lost.lots.get(), organisation=ngo), outcome="not_funded")

    page = client.get(f"/en/register/{ngo.code}/")

    assert list(page.context["awards"]) == []
    assert "State social orders won" not in page.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_award_and_for_three(client, django_assert_max_num_queries, count):
    ngo = OrganisationFactory()
    for _ in range(count):
        result(ApplicationFactory(lot=CallFactory(results_prelim=True).lots.get(), organisation=ngo))
    client.get("/en/register/")

    with django_assert_max_num_queries(8):
        page = client.get(f"/en/register/{ngo.code}/")

    assert len(page.context["awards"]) == count
