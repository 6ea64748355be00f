"""Who may pass, and in which words a person hears what came of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from lifecycle.models import Refused


def require(allowed: bool) -> None:
    """Let the person through if a rule says so. Answers 403 otherwise."""
    if not allowed:
        raise PermissionDenied


@contextmanager
def told(request: HttpRequest, text: str) -> Iterator[None]:
    """Tell the person that the act inside is done, or why it was refused."""
    try:
        yield
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, text)
