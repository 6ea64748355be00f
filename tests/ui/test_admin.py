"""What holds for every model of the admin, whoever registered it (S36, S37)."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django_celery_beat.models import IntervalSchedule, PeriodicTask

from lifecycle.admin import Work
from tests.factories.accounts import InvitationFactory, UserFactory
from tests.factories.notifications import NoticeFactory
from tests.factories.registry import OrganisationFactory
from ui.templatetags.needs_action import rows_of

pytestmark = pytest.mark.django_db

MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
OURS = [m for m in MODELS if m._meta.app_label in {"accounts", "lifecycle", "notifications", "registry", "tenders"}]
# What is hidden, asked letter by letter: passwords, keys, addresses, tokens, numbers of persons (S37).
ORACLES = [
    "password__startswith",
    "user__password__startswith",
    "to__mfa__data__contains",
    "by__password__regex",
    "actor__emailaddress__email__startswith",
    "invitations__token_hash__startswith",
    "organisations__phone__startswith",
    "lease_token__startswith",
    "items__sentence__contains",
    "pk__in",
    "id__gt",
]
each_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)


@pytest.fixture
def administrator(client):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


def page(model, name, *arguments):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=arguments)


@each_model
def test_nothing_is_deleted_in_the_admin_by_anybody(client, administrator, model):
    answer = client.get(page(model, "delete", 1))
    sent = client.post(page(model, "delete", 1), {"post": "yes"})

    assert (answer.status_code, sent.status_code) == (403, 403)
    assert "delete_selected" not in admin.site._registry[model].get_actions(answer.wsgi_request)


@each_model
@pytest.mark.parametrize("lookup", ORACLES)
def test_an_address_cannot_ask_what_no_filter_offers(client, administrator, model, lookup):
    assert client.get(page(model, "changelist"), {lookup: "a"}).status_code == 400


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_what_the_admin_shows_of_a_record_has_words_in_every_language(model):
    of = admin.site._registry[model]
    shown = {*of.list_display, *of.readonly_fields, *(of.fields or ()), *flatten_fieldsets(of.fieldsets or ())}

    plain = [f for f in model._meta.fields if f.name in shown and not isinstance(f.verbose_name, Promise)]

    assert [field.name for field in plain if not field.primary_key] == []
    assert isinstance(apps.get_app_config(model._meta.app_label).verbose_name, Promise)


@pytest.mark.parametrize(
    "person", [{"administrator": True}, {"role": "registry_officer"}], ids=["administrator", "officer"]
)
@each_model
def test_u30_every_number_of_what_waits_is_that_of_the_list_behind_it(client, rf, model, person):
    OrganisationFactory.create_batch(2, status="filed")
    OrganisationFactory(status="returned", filed_at=timezone.now() - timedelta(days=90))
    OrganisationFactory(status="filed", filed_at=timezone.now() - timedelta(days=90))
    NoticeFactory(dead=True)
    InvitationFactory(invited_at=timezone.now() - timedelta(days=9))
    request = rf.get("/")
    request.user = UserFactory(**person)
    client.force_login(request.user)
    of = admin.site._registry[model]
    works = [Work(*named) for named in getattr(of, "needs_action", ()) if of.has_view_permission(request)]

    counts = [rows_of(of, request, work.lookups).count() for work in works]
    lists = [client.get(page(model, "changelist"), work.lookups).context["cl"].result_count for work in works]

    assert counts == lists


@each_model
def test_the_admin_is_searched_without_a_fault(client, administrator, model):
    assert client.get(page(model, "changelist"), {"q": "фонд"}).status_code == 200


def test_the_admin_is_entered_by_the_one_page_of_sign_in(client):
    answer = client.get("/en/admin/")

    assert (answer.status_code, answer.url) == (302, "/en/admin/login/?next=/en/admin/")
    assert client.get(answer.url).url == "/en/account/login/?next=%2Fen%2Fadmin%2F"


def test_a_job_of_the_clock_rests_and_resumes(client, administrator):
    every = IntervalSchedule.objects.create(every=3, period="seconds")
    job = PeriodicTask.objects.create(name="deliver", task="notifications.tasks.deliver_notices", interval=every)
    jobs = page(PeriodicTask, "changelist")

    client.post(jobs, {"action": "rest", "_selected_action": [job.pk]})
    job.refresh_from_db()
    rested = job.enabled
    client.post(jobs, {"action": "resume", "_selected_action": [job.pk]})
    job.refresh_from_db()

    assert (rested, job.enabled) == (False, True)
