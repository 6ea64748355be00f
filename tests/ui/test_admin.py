"""What holds for every model of the admin, whoever registered it (S36, S37)."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.urls import reverse
from django.utils.functional import Promise
from django_celery_beat.models import IntervalSchedule, PeriodicTask

from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
OURS = [m for m in MODELS if m._meta.app_label in {"accounts", "lifecycle", "notifications", "registry", "tenders"}]
each_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)


@pytest.fixture
def administrator(client):
    # With the role too: some lists are for registry officers alone.
    user = UserFactory(administrator=True, role="registry_officer")
    client.force_login(user)
    return user


def page(model, name, *arguments):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=arguments)


@each_model
def test_nothing_is_deleted_in_the_admin_by_anybody(client, administrator, model):
    answer = client.get(page(model, "delete", 1))

    assert answer.status_code == 403
    assert "delete_selected" not in admin.site._registry[model].get_actions(answer.wsgi_request)


@each_model
@pytest.mark.parametrize("lookup", ["password__startswith", "user__password__startswith", "to__mfa__data__contains"])
def test_an_address_cannot_ask_what_no_filter_offers(client, administrator, model, lookup):
    assert client.get(page(model, "changelist"), {lookup: "a"}).status_code == 400


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_what_the_admin_shows_of_a_record_has_words_in_every_language(model):
    of = admin.site._registry[model]
    shown = {*of.list_display, *of.readonly_fields, *(of.fields or ()), *flatten_fieldsets(of.fieldsets or ())}

    plain = [f for f in model._meta.fields if f.name in shown and not isinstance(f.verbose_name, Promise)]

    assert [field.name for field in plain if not field.primary_key] == []
    assert isinstance(apps.get_app_config(model._meta.app_label).verbose_name, Promise)


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
