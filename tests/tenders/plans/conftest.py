"""A state body with a call officer and an approver, who are two persons."""

import pytest

from registry.bodies.models import StateBody
from tests.factories.accounts import UserFactory
from tests.factories.registry import StateBodyFactory


@pytest.fixture
def body() -> StateBody:
    return StateBodyFactory(code="MKI")


@pytest.fixture
def officer(body):
    return UserFactory(role="call_officer", body=body, name="Olga Officer")


@pytest.fixture
def approver(body):
    return UserFactory(role="approver", body=body, name="Asan Approver")
