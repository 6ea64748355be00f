"""A published call of a state body with a call officer, who drafted it, and two approvers."""

import pytest

from registry.bodies.models import StateBody
from tenders.calls.models import Call
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory
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


@pytest.fixture
def call(body, officer) -> Call:
    return CallFactory(published=True, customer=body, drafted_by=officer)
