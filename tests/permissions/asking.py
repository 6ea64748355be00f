"""Asking the site as one person and another, and whether anything was written."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.client import ClientHandler
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import User
from tests.permissions.table import GATE, LOGIN, MOVED, Row
from tests.permissions.world import World

WRITTEN = ("accounts", "lifecycle", "notifications", "registry", "tenders")


class Visitor(RequestFactory):
    """A person at the site, through every middleware; without the records that Django's test client keeps."""

    handler: ClientHandler

    def __init__(self, user: User | None):
        super().__init__()
        if user is not None:
            client = Client()
            client.force_login(user)
            self.cookies = client.cookies

    def request(self, **environ: Any) -> HttpResponse:
        """The answer of the site."""
        return self.handler(self._base_environ(**environ))


def told(response: HttpResponse) -> int | str:
    """What an answer comes to, in the words of the table."""
    if response.status_code not in (301, 302, 303):
        return response.status_code
    path = response["Location"].partition("?")[0]
    if path.endswith(("/account/login/", "/admin/login/")):
        return LOGIN
    return GATE if path.endswith("/conflicts/") else MOVED


def address(row: Row, world: World) -> str:
    """Where a row of the table stands in this world."""
    return reverse(row.name, args=[world.named(what) for what in row.about])


def fingerprint() -> str:
    """One hash over every row of every table that anything is kept in."""
    digest = hashlib.sha256()
    for app in WRITTEN:
        for model in apps.get_app_config(app).get_models(include_auto_created=True):
            # A shape without a table keeps nothing.
            for row in model._base_manager.order_by("pk").values_list() if model._meta.managed else ():
                digest.update(repr((model._meta.label, row)).encode())
    return digest.hexdigest()


def every_name(resolver: URLResolver | None = None, within: tuple[str, ...] = ()) -> Iterator[str]:
    """The name of every address that the site knows."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            if pattern.name:
                yield ":".join([*within, pattern.name])
        else:
            yield from every_name(pattern, (*within, pattern.namespace) if pattern.namespace else within)


def names(*rows: Iterable[Row]) -> set[str]:
    """The names that a table speaks of."""
    return {row.name for table in rows for row in table}
