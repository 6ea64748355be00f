import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.db import IntegrityError, transaction

from accounts.models import User
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def test_a_person_is_known_by_e_mail_whatever_its_case():
    person = User.objects.create_user(" Asel@Example.kz ", PASSWORD, name="Әсел")

    assert (person.email, str(person), person.get_full_name()) == ("asel@example.kz", "Әсел", "Әсел")
    assert authenticate(username="ASEL@example.kz", password=PASSWORD) == person
    assert (person.is_staff, person.is_superuser, person.language) == (False, False, "kk")


def test_a_person_without_a_name_is_called_by_e_mail():
    assert str(User(email="asel@example.kz")) == "asel@example.kz"


def test_one_e_mail_is_one_person():
    UserFactory(email="asel@example.kz")

    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory(email="ASEL@example.kz")

    assert User.objects.count() == 1


def test_administrators_are_made_by_a_command(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)

    call_command("createsuperuser", email="root@example.kz", name="Root", interactive=False, verbosity=0)

    administrator = User.objects.get()
    assert (administrator.email, administrator.is_staff, administrator.is_superuser) == ("root@example.kz", True, True)
    assert administrator.check_password(PASSWORD)
