"""Headers of every answer, whatever it is (S25, S26)."""

from contextlib import closing

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_POST

from config.urls import urlpatterns as config_urls
from tests.factories.accounts import UserFactory


def _refuse(request):
    raise PermissionDenied


def _miss(request):
    raise Http404


def _break(request):
    raise ArithmeticError


urlpatterns = [
    path("well/", lambda request: HttpResponse("well")),
    path("away/", lambda request: redirect("/well/")),
    path("refused/", _refuse),
    path("missing/", _miss),
    path("broken/", _break),
    path("posted/", require_POST(lambda request: HttpResponse("well"))),
    *config_urls,
]
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
}


@pytest.mark.urls(__name__)
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/well/", 200),
        ("/away/", 302),
        ("/refused/", 403),
        ("/missing/", 404),
        ("/posted/", 405),
        ("/broken/", 500),
        ("/health/live/", 200),
        ("/static/css/app.css", 200),
    ],
)
def test_every_answer_tells_the_browser_what_it_may_not_do(client, address, status):
    client.raise_request_exception = False

    with closing(client.get(address)) as answer:
        assert answer.status_code == status
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "strict-origin-when-cross-origin"
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
        assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "camera=()" in answer["Permissions-Policy"]


@pytest.mark.urls(__name__)
@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/well/", "/refused/", "/missing/", "/broken/"])
def test_no_page_may_run_or_load_what_is_not_ours(client, address):
    client.raise_request_exception = False

    policy = client.get(address)["Content-Security-Policy"]

    assert set(policy.split("; ")) == POLICY


@pytest.mark.urls(__name__)
@pytest.mark.django_db
def test_a_page_of_somebody_signed_in_is_kept_nowhere(client):
    before = client.get("/well/")
    client.force_login(UserFactory())

    after = client.get("/well/")

    assert "no-store" not in before.get("Cache-Control", "")
    assert after["Cache-Control"] == "private, no-store"
    assert "Cookie" in before["Vary"]
    assert "Cookie" in after["Vary"]


@pytest.mark.urls(__name__)
@pytest.mark.django_db
def test_a_style_sheet_is_nobodys_and_may_be_kept(client):
    client.force_login(UserFactory())

    with closing(client.get("/static/css/app.css")) as answer:
        assert "no-store" not in answer["Cache-Control"]
        assert "Cookie" not in answer.get("Vary", "")
