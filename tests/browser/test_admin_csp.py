"""The admin under the same strict policy as every page (S25): nothing is refused, nothing in the console."""

from urllib.parse import urlencode

import pytest
from django.contrib import admin
from django.db.models import Model
from django.urls import reverse
from django.utils.timezone import localdate
from playwright.sync_api import expect

from lifecycle import clock
from registry.organisations import actions as organisations
from registry.reference.models import Region
from tests.factories.accounts import InvitationFactory, UserFactory
from tests.factories.commission import room
from tests.factories.notifications import NoticeFactory
from tests.factories.registry import OrganisationFactory

MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
people = pytest.mark.parametrize("role", ["", "registry_officer"], ids=["administrator", "registry officer"])


@pytest.fixture
def somebody(role, transactional_db):
    """A system administrator or a registry officer, with a little of everything to look at."""
    head, officer = UserFactory(), UserFactory(role="registry_officer")
    OrganisationFactory(head=head)
    waiting = OrganisationFactory(head=head, status="filed")
    organisations.return_for_correction(waiting, by=officer, at=clock.now(), because="The charter is missing.")
    NoticeFactory(dead=True, to=head)
    InvitationFactory(invited_by=head)
    room("admission")
    return UserFactory(role=role) if role else UserFactory(administrator=True)


def addresses(model: type[Model]) -> list[str]:
    """Where a model's list, search, filters, form, history and deletion are."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    its = admin.site._registry[model]
    found = [reverse(f"{name}_changelist"), reverse(f"{name}_add")]
    if its.search_fields:
        found.append(f"{found[0]}?{urlencode({'q': 'фонд'})}")
    if row := model._default_manager.order_by("pk").last():
        found += [reverse(f"{name}_{page}", args=[row.pk]) for page in ("change", "history", "delete")]
    return found


@people
def test_no_page_of_the_admin_breaks_the_policy(page, live_server, sign_in, somebody, role):
    sign_in(somebody)
    parts = {reverse("admin:app_list", args=[model._meta.app_label]) for model in MODELS}

    every = [reverse("admin:index"), *sorted(parts), *(address for model in MODELS for address in addresses(model))]
    answers = {address: page.goto(live_server.url + address).status for address in every}

    assert [address for address, status in answers.items() if status not in {200, 403, 404}] == []


@pytest.mark.parametrize("role", ["registry_officer"])
def test_the_widgets_that_need_scripts_have_them(page, live_server, sign_in, somebody, role):
    sign_in(somebody)
    region = Region.objects.get(code="23")

    page.goto(live_server.url + reverse("admin:registry_region_change", args=[region.pk]))
    page.locator(".field-valid_to .datetimeshortcuts a").first.click()

    expect(page.locator("#id_valid_to")).to_have_value(str(localdate()))


@pytest.mark.parametrize("role", [""], ids=["administrator"])
def test_what_officers_and_administrators_work_with_is_for_everybody(page, live_server, sign_in, somebody, role, axe):
    sign_in(somebody)
    worked_with = [model for model in MODELS if model._meta.label in {
        "accounts.User", "notifications.Notice", "registry.Organisation", "tenders.Call", "tenders.Profile",
    }]  # fmt: skip

    pages = [
        address for model in worked_with for address in addresses(model) if "/change/" in address or "?q=" in address
    ]
    for address in [reverse("admin:index"), *pages]:
        page.goto(live_server.url + address)
        axe(page)
