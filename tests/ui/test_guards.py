"""Who may pass, and in which words a person hears what came of it."""

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory

from lifecycle.models import Refused
from ui.guards import require, told


@pytest.fixture
def request_with_messages():
    request = RequestFactory().post("/")
    request._messages = CookieStorage(request)
    return request


def heard(request) -> list[tuple[str, str]]:
    return [(message.level_tag, message.message) for message in get_messages(request)]


def test_whoever_may_passes():
    assert require(True) is None


def test_whoever_may_not_is_stopped():
    with pytest.raises(PermissionDenied):
        require(False)


def test_a_person_hears_that_it_is_done(request_with_messages):
    with told(request_with_messages, "Your application is submitted."):
        pass

    assert heard(request_with_messages) == [("success", "Your application is submitted.")]


def test_a_person_hears_why_it_was_refused(request_with_messages):
    with told(request_with_messages, "Your application is submitted."):
        raise Refused("The call is closed.")

    assert heard(request_with_messages) == [("error", "The call is closed.")]


def test_a_fault_is_not_taken_for_a_refusal(request_with_messages):
    with pytest.raises(ZeroDivisionError), told(request_with_messages, "Done."):
        raise ZeroDivisionError

    assert heard(request_with_messages) == []
