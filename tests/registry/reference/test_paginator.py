"""A list of the admin is counted up to a limit, and says so beyond it."""

import pytest

from registry.reference.admin import BoundedPaginator
from tests.factories.accounts import UserFactory
from tests.factories.registry import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("limit", "counted", "is_more", "said", "found"),
    [
        (3, 3, False, "3 organisations", "3 rows found"),
        (2, 2, True, "more than 2 organisations", "More than 2 rows found"),
    ],
)
def test_a_list_is_counted_up_to_a_limit(client, monkeypatch, limit, counted, is_more, said, found):
    monkeypatch.setattr(BoundedPaginator, "counted_up_to", limit)
    OrganisationFactory.create_batch(3)
    client.force_login(UserFactory(role="registry_officer"))

    page = client.get("/en/admin/registry/organisation/", {"status__exact": "active"})

    paginator = page.context["cl"].paginator
    assert (paginator.count, paginator.is_more_than_counted) == (counted, is_more)
    assert said in " ".join(page.text.split())
    assert found in page.text
