"""People and their roles.

`UserFactory()` is a person without a role; `UserFactory(role="registry_officer")` holds one for the whole country;
`UserFactory(role="call_officer", body=body)` for one state body; `UserFactory(confirmed=True)` can sign in by the form.
"""

from datetime import date, timedelta
from typing import Any

import factory
from allauth.account.models import EmailAddress
from django.utils import timezone
from factory.django import DjangoModelFactory, Password

from accounts.models import Assignment, Invitation, User
from lifecycle import chain

PASSWORD = "a long enough secret"
TOKEN = "a-token-that-only-the-mail-carries"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        administrator = factory.Trait(is_staff=True, is_superuser=True)

    email = factory.Sequence(lambda number: f"person{number}@example.kz")
    name = factory.Sequence(lambda number: f"Person {number}")
    language = "en"
    password = Password(PASSWORD)

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        role, body = kwargs.pop("role", ""), kwargs.pop("body", None)
        confirmed = kwargs.pop("confirmed", False)
        if role in Assignment.IN_THE_ADMIN:
            kwargs["is_staff"] = True
        user = super()._create(model_class, *args, **kwargs)
        if role:
            AssignmentFactory(user=user, role=role, body=body)
        if confirmed:
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        return user


class AssignmentFactory(DjangoModelFactory):
    class Meta:
        model = Assignment

    user = factory.SubFactory(UserFactory)
    role = Assignment.Role.REGISTRY_OFFICER
    body = None
    since = date(2020, 1, 1)


class InvitationFactory(DjangoModelFactory):
    """A seat for a registry officer; its link carries TOKEN."""

    class Meta:
        model = Invitation

    email = factory.Sequence(lambda number: f"invited{number}@example.kz")
    language = "en"
    purpose = Invitation.Purpose.ROLE
    role = Assignment.Role.REGISTRY_OFFICER
    token_hash = chain.fingerprint(TOKEN)
    invited_by = factory.SubFactory(UserFactory, administrator=True)
    invited_at = factory.LazyFunction(timezone.now)
    expires_at = factory.LazyAttribute(lambda invitation: invitation.invited_at + timedelta(days=7))
