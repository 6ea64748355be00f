"""The gallery is complete: every component, every status that a record can have."""

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import reverse

from lifecycle.models import Lifecycle
from tenders.decisions.models import Result
from ui import gallery

pytestmark = pytest.mark.django_db

COMPONENTS = {f"components/{path.name}" for path in Path(settings.BASE_DIR, "templates", "components").glob("*.html")}


def test_every_component_is_shown(client):
    shown = {template.name for template in client.get(reverse("ui:gallery")).templates}

    assert COMPONENTS - shown == set()


def test_every_status_has_its_badge():
    models = [model for model in apps.get_models() if issubclass(model, Lifecycle)]
    statuses = {status for model in models for status in model.Status.values} | set(Result.Outcome.values)

    assert statuses - set(gallery.STATUSES) == set()
    assert len(gallery.STATUSES) == len(set(gallery.STATUSES))
