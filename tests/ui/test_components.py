"""The gallery is complete: every component, every status that a record can have."""

import re
from collections.abc import Iterator
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


TEMPLATES = Path(settings.BASE_DIR, "templates")
INCLUDED = re.compile(r'\{% include "([^"]+)"([^%]*?)( only)? %\}')


def included() -> Iterator[tuple[str, str, str, bool]]:
    """Each include: the template it stands in, what it brings, with which arguments, and whether with those alone."""
    for path in TEMPLATES.rglob("*.html"):
        for name, given, only in INCLUDED.findall(path.read_text()):
            yield path.relative_to(TEMPLATES).as_posix(), name, given, bool(only)


def test_whatever_posts_is_included_with_the_token_it_posts():
    """A form that lost its token on the way looks well and does nothing; a button with an address only leads there."""
    posts = {
        path.relative_to(TEMPLATES).as_posix()
        for path in TEMPLATES.rglob("*.html")
        if re.search(r"\{% (csrf_token|post_button)\b", path.read_text())
    }
    inside = {where for where, name, _given, only in included() if name in posts and not only}
    tokenless = [
        (where, name)
        for where, name, given, only in included()
        if only and name in posts | inside and not re.search(r"\b(csrf_token|href)=", given)
    ]

    assert len(posts) > 10
    assert tokenless == []
