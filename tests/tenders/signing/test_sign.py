"""Signing a frozen document: who, in what capacity, when; and that nothing of it can be changed unseen."""

import base64
import os
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from lifecycle import clock
from tenders import promises
from tenders.applications import actions as applications
from tenders.applications.insist import Incomplete
from tenders.procedure.models import Profile
from tenders.signing import actions, sign
from tenders.signing.models import Signature
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, head_of, submitted
from tests.factories.registry import LinkFactory

pytestmark = pytest.mark.django_db
PAPER = sign.Paper("contract", "C-1", "ab" * 32)


def signed(**facts):
    by = facts.pop("by", None) or UserFactory()
    signer = sign.Signer(by.pk, "head")._replace(**facts)
    return actions.sign(PAPER, signer, provider="internal", at=clock.now())


def test_a_signature_stands_for_document_person_capacity_and_moment():
    by, noon = UserFactory(), clock.now()

    actions.sign(PAPER, sign.Signer(by.pk, "head"), provider="internal", at=noon)

    signature = Signature.objects.get()
    assert (signature.kind, signature.number, signature.sha256) == PAPER
    assert (signature.signed_by, signature.capacity, signature.signed_at) == (by, "head", noon)
    assert signature.is_valid


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "receipt"},
        {"number": "C-2"},
        {"sha256": "cd" * 32},
        {"capacity": "signatory"},
        {"proxy_number": "7"},
        {"proxy_until": date(2030, 1, 1)},
        {"signed_by_id": 999_999},
        {"key": "0" * 16},
        {"value": base64.b64encode(b"0" * 64).decode()},
        {"value": "no base64"},
        {"provider": "another"},
    ],
)
def test_whatever_is_changed_in_it_is_seen(change):
    signature = signed()

    for field, value in change.items():
        setattr(signature, field, value)

    assert not signature.is_valid


def test_a_moment_later_it_would_be_another_signature():
    signature = signed()
    signature.signed_at += timedelta(microseconds=1)

    assert not signature.is_valid


def test_a_power_of_attorney_is_signed_along_with_its_days():
    signature = signed(
        capacity="signatory", proxy_number="7", proxy_from=date(2026, 1, 1), proxy_until=date(2026, 12, 31)
    )

    assert Signature.objects.get(pk=signature.pk).is_valid


def test_a_profile_that_wants_no_signature_gets_none():
    assert actions.sign(PAPER, sign.Signer(UserFactory().pk, "head"), provider="none", at=clock.now()) is None
    assert not Signature.objects.exists()
    assert not sign.holds(PAPER, sign.Signer(1, "head"), sign.Mark("", ""), provider="none", at=clock.now())


def test_every_way_to_sign_that_a_profile_may_name_is_there():
    assert set(Profile.Signing.values) == set(sign.PROVIDERS)
    assert set(Signature.Provider.values) < set(sign.PROVIDERS)


def test_an_old_key_of_the_site_still_verifies_and_a_lost_one_does_not(settings):
    signature = signed()
    old, new = settings.SIGNATURE_KEYS, base64.urlsafe_b64encode(os.urandom(32)).decode()

    settings.SIGNATURE_KEYS = [new, *old]
    assert (signature.is_valid, signed(by=UserFactory()).key == signature.key) == (True, False)
    settings.SIGNATURE_KEYS = [new]
    assert not signature.is_valid


def test_a_signature_is_written_once():
    signed()

    with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
        Signature.objects.update(sha256="cd" * 32)
    with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
        Signature.objects.all()._raw_delete(using="default")


def test_a_person_signs_a_document_once():
    by = UserFactory()
    signed(by=by)

    with pytest.raises(IntegrityError), transaction.atomic():
        signed(by=by)


def test_a_submission_is_signed_by_whoever_hands_it_in():
    application = ApplicationFactory()

    receipt = submitted(application)

    signature = Signature.objects.get()
    assert (signature.kind, signature.number, signature.sha256) == ("receipt", receipt.number, receipt.sha256)
    assert (signature.signed_by, signature.capacity) == (head_of(application), "head")
    assert (signature.signed_at, signature.is_valid) == (receipt.received_at, True)


def test_a_signatory_by_proxy_signs_with_its_days():
    application, today = ApplicationFactory(), clock.now().date()
    days = {"proxy_from": today - timedelta(days=9), "proxy_until": today + timedelta(days=9)}
    link = LinkFactory(organisation=application.organisation, role="signatory", proxy_number="7", **days)

    declarations = applications.content.DECLARATIONS
    applications.submit(application, key=uuid4(), declarations=declarations, by=link.user, at=clock.now())

    signature = Signature.objects.get()
    assert (signature.capacity, signature.proxy_number) == ("signatory", "7")
    assert (signature.proxy_from, signature.proxy_until) == (days["proxy_from"], days["proxy_until"])
    assert "power of attorney" in str(signature.said)


def test_a_refused_submission_leaves_no_signature():
    application = ApplicationFactory(complete=False)

    with pytest.raises(Incomplete):
        submitted(application)

    assert not Signature.objects.exists()


def test_the_promises_ask_for_a_true_signature_under_each_receipt_that_stands(settings):
    application = ApplicationFactory(submitted=True)
    assert list(promises.nothing_confirmed_is_lost()) == []

    settings.SIGNATURE_KEYS = [base64.urlsafe_b64encode(os.urandom(32)).decode()]
    number = application.receipt.number
    assert list(promises.nothing_confirmed_is_lost()) == [f"receipt {number}: the signature under it is not true"]


def test_the_promises_miss_a_signature_where_the_profile_wants_one_and_nowhere_else():
    application = ApplicationFactory()
    profile = application.lot.call.profile
    Profile.objects.filter(pk=profile.pk).update(signing="none")
    receipt = submitted(application)
    assert (Signature.objects.exists(), list(promises.nothing_confirmed_is_lost())) == (False, [])

    Profile.objects.filter(pk=profile.pk).update(signing="internal")
    assert list(promises.nothing_confirmed_is_lost()) == [f"receipt {receipt.number}: nobody signed it"]
