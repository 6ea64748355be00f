"""What holds for everything of the register in the admin: who enters, and that nothing is deleted."""

import pytest
from django.apps import apps
from django.contrib import admin

from registry.bodies.models import StateBody
from registry.imports.models import Import
from registry.reference.models import Region
from registry.support.models import Consultation
from tests.factories.accounts import UserFactory
from tests.factories.bodies import OpinionFactory, RestrictedPartyFactory
from tests.factories.calls import CallFactory
from tests.factories.imports import brought
from tests.factories.jobs import queued
from tests.factories.persons import FounderFactory, LikenessFactory, PostFactory, PrivateDataFactory
from tests.factories.registry import ClaimFactory, HandOverFactory, OrganisationFactory, StateBodyFactory
from tests.factories.support import ConsultationFactory, GuideFactory, NewsFactory, SupportMeasureFactory

pytestmark = pytest.mark.django_db

PAGES = [model for model in apps.get_app_config("registry").get_models() if admin.site.is_registered(model)]


def address(model, page=""):
    return f"/en/admin/registry/{model._meta.model_name}/{page}"


def rows():
    """One of each thing that no migration brings."""
    queued(OrganisationFactory())
    brought()
    StateBodyFactory()
    RestrictedPartyFactory()
    OpinionFactory(about=CallFactory(published=True))
    FounderFactory()
    PostFactory()
    PrivateDataFactory()
    LikenessFactory()
    ClaimFactory()
    HandOverFactory()
    for make in (SupportMeasureFactory, NewsFactory, ConsultationFactory, GuideFactory):
        make()


def test_everything_but_what_belongs_to_a_row_or_a_person_has_a_page():
    assert sorted(model.__name__ for model in PAGES) == [
        "AnnualReport",
        "ArchiveTender",
        "Body",
        "BodyEvent",
        "Claim",
        "Consultation",
        "Duty",
        "Export",
        "Founder",
        "Guide",
        "HandOver",
        "Import",
        "Job",
        "LegalForm",
        "Likeness",
        "Membership",
        "News",
        "NgoClass",
        "Opinion",
        "Organisation",
        "Post",
        "PrivateData",
        "QuestionTopic",
        "Region",
        "RestrictedParty",
        "Sphere",
        "StateBody",
        "SupportForm",
        "SupportMeasure",
    ]


@pytest.mark.parametrize("model", PAGES, ids=lambda model: model.__name__)
@pytest.mark.parametrize("person", [{"role": "registry_officer"}, {"administrator": True}])
def test_s36_nobody_deletes_anything(client, person, model):
    rows()
    row = model.objects.first()
    client.force_login(UserFactory(**person))

    refused = client.post(address(model, f"{row.pk}/delete/"), {"post": "yes"})
    client.post(address(model), {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"})

    assert refused.status_code == 403
    assert model.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("model", PAGES, ids=lambda model: model.__name__)
def test_officers_and_administrators_read_every_page_and_nobody_else_does(client, model):
    rows()
    pages = [address(model), address(model, f"{model.objects.first().pk}/change/")]
    answers = {}

    for name, person in {
        "officer": UserFactory(role="registry_officer"),
        "administrator": UserFactory(administrator=True),
        "staff": UserFactory(is_staff=True),
        "auditor": UserFactory(role="auditor"),
    }.items():
        client.force_login(person)
        answers[name] = {client.get(page).status_code for page in pages}

    # The files of imports hold telephones and addresses; what people asked is read by the officers alone.
    administrators = {403} if model in (Import, Consultation) else {200}
    assert answers == {"officer": {200}, "administrator": administrators, "staff": {403}, "auditor": {302}}


@pytest.mark.parametrize("model", PAGES, ids=lambda model: model.__name__)
@pytest.mark.parametrize("question", ["pk__gt=0", "name_kk__startswith=a", "assignments__user__password__startswith=a"])
def test_s37_no_list_answers_what_is_not_its_filter(client, model, question):
    client.force_login(UserFactory(role="registry_officer"))

    assert client.get(address(model), dict([question.split("=")])).status_code == 400


@pytest.mark.parametrize("person", [{"role": "registry_officer"}, {"administrator": True}])
def test_a_state_body_is_added_and_changed_and_keeps_its_code(client, person):
    client.force_login(UserFactory(**person))
    facts = {
        "code": "MCI",
        "name_kk": "Министрлік",
        "name_ru": "Министерство",
        "name_en": "Ministry",
        "level": "central",
    }

    client.post(address(StateBody, "add/"), facts | {"name_en": "Ministry"})
    body = StateBody.objects.get()
    client.post(address(StateBody, f"{body.pk}/change/"), facts | {"code": "OTHER", "name_en": "Ministry of Culture"})

    body.refresh_from_db()
    assert (body.code, body.name_en) == ("MCI", "Ministry of Culture")


def test_the_history_of_a_dictionary_shows_old_and_new(client):
    officer = UserFactory(role="registry_officer", name="Officer")
    client.force_login(officer)
    region = Region.objects.get(code="23")
    facts = {name: getattr(region, name) or "" for name in ("kato", "kind", "centre", "name_kk", "name_ru", "remark")}

    client.post(address(Region, f"{region.pk}/change/"), facts | {"name_en": "Atyrau Region"})
    page = client.get(address(Region, f"{region.pk}/history/")).text

    assert "<del>Atyrau</del> → <ins>Atyrau Region</ins>" in page
    assert '<td>Officer<br><span class="quiet">On a page</span></td>' in page
