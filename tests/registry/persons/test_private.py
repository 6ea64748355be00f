"""Bank account, IIN and private telephone: written once in the clear, then dots for everybody (S47, S48)."""

import logging

import pytest
from auditlog.models import LogEntry
from django.conf import settings
from django.contrib.sessions.models import Session

from accounts import keeping
from lifecycle import clock
from lifecycle.encrypted import Hidden
from lifecycle.models import Entry, Refused
from notifications.models import Notice
from registry.persons import actions, rules
from registry.persons.forms import PrivateForm
from registry.persons.models import PrivateData
from tests.factories.accounts import UserFactory
from tests.factories.persons import ACCOUNT, FounderFactory, PrivateDataFactory, valid_iin
from tests.factories.registry import OrganisationFactory

pytestmark = pytest.mark.django_db

CANARY = valid_iin(23)
PHONE = "+77079998877"
TYPED = {
    "bank_account": "kz86 125K ZT50 0410 0100",
    "bank_name": "Halyk Bank",
    "bic": "hsbkkzkx",
    "head_iin": CANARY,
    "head_phone": "8 707 999 88 77",
}
REASON = "A letter from the bank."


def page_of(organisation):
    return f"/en/organisations/{organisation.code}/private/"


def facts_of(private):
    private.refresh_from_db()
    return {
        "account": private.bank_account.whole,
        "bank": private.bank_name,
        "bic": private.bic,
        "iin": private.head_iin.whole,
        "phone": private.head_phone.whole,
    }


WRITTEN = {"account": ACCOUNT, "bank": "Halyk Bank", "bic": "HSBKKZKX", "iin": CANARY, "phone": PHONE}


def test_its_people_write_private_data_and_see_dots_from_then_on(client):
    editor = UserFactory()
    organisation = OrganisationFactory(status="filed", editor=editor)
    client.force_login(editor)

    answer = client.post(page_of(organisation), TYPED)

    page = client.get(answer.url)
    assert facts_of(PrivateData.objects.get()) == WRITTEN
    assert [entry.verb for entry in Entry.objects.of(organisation)] == ["private data written"]
    assert f"••••••••{CANARY[-4:]}" in page.text
    assert [secret for secret in (CANARY, ACCOUNT, PHONE) if secret in page.text] == []
    assert "no-store" in page["Cache-Control"]


def test_a_field_left_empty_keeps_what_was_written():
    private = PrivateDataFactory(organisation=OrganisationFactory(status="filed"))

    actions.write_private(
        private.organisation, {"head_iin": CANARY, "bank_account": ""}, by=UserFactory(), at=clock.now()
    )

    private.refresh_from_db()
    assert (private.head_iin, private.bank_account) == (Hidden(CANARY), Hidden(ACCOUNT))


def test_a_verified_organisation_may_fill_in_what_is_not_there_and_change_nothing(client):
    head = UserFactory()
    organisation = OrganisationFactory(head=head)
    client.force_login(head)

    client.post(page_of(organisation), TYPED)
    again = client.post(page_of(organisation), TYPED | {"head_iin": valid_iin(24)})

    assert again.status_code == 403
    assert facts_of(PrivateData.objects.get()) == WRITTEN
    assert client.get(page_of(organisation)).context["form"] is None


def test_an_officer_changes_them_for_a_reason():
    private, officer = PrivateDataFactory(), UserFactory(role="registry_officer")

    with pytest.raises(Refused, match="with a reason"):
        actions.write_private(private.organisation, {"head_iin": CANARY}, by=officer, at=clock.now())
    assert Entry.objects.of(private.organisation).count() == 0
    actions.write_private(private.organisation, {"head_iin": CANARY}, because=REASON, by=officer, at=clock.now())

    private.refresh_from_db()
    assert private.head_iin == Hidden(CANARY)
    assert [entry.because for entry in Entry.objects.of(private.organisation)] == [REASON]


def test_nothing_is_written_of_what_is_over():
    with pytest.raises(Refused, match="changed no more"):
        actions.write_private(
            OrganisationFactory(status="liquidated"), TYPED, because=REASON, by=UserFactory(), at=clock.now()
        )

    assert not PrivateData.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"bank_account": "DE89370400440532013000"}, "An account in Kazakhstan begins with KZ."),
        (
            {"bank_account": "KZ86125KZT500410010"},
            "An account has 20 characters: KZ, five digits, then thirteen digits or Latin letters.",
        ),
        (
            {"bank_account": "KZ87125KZT5004100100"},
            "The check digits do not fit the account. Check the number for a slip.",
        ),
        ({"bic": "HALYK"}, "A BIC has 8 or 11 Latin letters and digits, for example KZKOKZKX."),
        ({"head_iin": "800308"}, "An IIN has 12 digits and nothing else."),
        ({"head_phone": "12"}, "Enter a telephone number, for example +7 701 234 56 78."),
    ],
)
def test_each_fault_stands_beside_its_field(changes, sentence):
    [field] = changes

    assert PrivateForm(TYPED | changes).errors == {field: [sentence]}


def test_no_box_holds_what_was_written(client):
    editor = UserFactory()
    private = PrivateDataFactory(organisation=OrganisationFactory(status="filed", editor=editor), head_iin=CANARY)
    client.force_login(editor)

    form = client.get(page_of(private.organisation)).context["form"]

    assert [form[name].value() for name in ("bank_account", "head_iin", "head_phone")] == [None, None, None]
    assert form["bank_name"].value() == "Halyk Bank"


def test_the_number_stands_nowhere_but_in_cipher(client, caplog):
    """On no page of its own people, of strangers, of officers; in no log, notice, trail, journal, search text (S48)."""
    head, officer = UserFactory(), UserFactory(role="registry_officer")
    organisation = OrganisationFactory(head=head)
    client.force_login(head)
    with caplog.at_level(logging.DEBUG):
        client.post(page_of(organisation), TYPED)
    FounderFactory(organisation=organisation, iin_bin=CANARY)
    code, key = organisation.code, organisation.pk
    private, founder = PrivateData.objects.get().pk, organisation.founders.get().pk
    pages = {
        head: [f"/en/organisations/{code}/", f"/en/organisations/{code}/founders/", page_of(organisation)],
        UserFactory(): ["/en/register/", f"/en/register/{code}/"],
        officer: [
            *(f"/en/admin/registry/{kind}/" for kind in ("organisation", "privatedata", "founder")),
            *(f"/en/admin/registry/organisation/{key}/{page}/" for page in ("change", "history")),
            *(f"/en/admin/registry/privatedata/{private}/{page}/" for page in ("change", "history", "show")),
            *(f"/en/admin/registry/founder/{founder}/{page}/" for page in ("change", "history", "show")),
        ],
    }

    answers = []
    for person, addresses in pages.items():
        client.force_login(person)
        answers += [(address, client.get(address)) for address in addresses]

    kept = [
        *(str(entry.changes) + entry.object_repr for entry in LogEntry.objects.all()),
        *(entry.verb + entry.because for entry in Entry.objects.all()),
        *(str(vars(notice)) for notice in Notice.objects.all()),
        *(str(session.get_decoded()) for session in Session.objects.all()),
        *(record.getMessage() for record in caplog.records if record.name != "django.db.backends"),
        type(organisation).objects.get(pk=key).search_text,
    ]
    assert [address for address, answer in answers if answer.status_code != 200] == []
    secrets = (CANARY, ACCOUNT, PHONE)
    assert [address for address, answer in answers for secret in secrets if secret in answer.text] == []
    assert [text for text in kept for secret in secrets if secret in text] == []


def test_a_form_that_met_the_sign_in_is_not_laid_aside_in_the_clear(client):
    editor = UserFactory()
    organisation = OrganisationFactory(status="filed", editor=editor)
    client.force_login(editor)
    client.get("/en/organisations/")
    client.cookies.pop(settings.SESSION_COOKIE_NAME)

    client.post(page_of(organisation), TYPED, headers={"Sec-Fetch-Site": "same-origin"})

    assert keeping.SLOT not in client.session
    assert [one for one in Session.objects.all() if CANARY in str(one.get_decoded())] == []


def test_an_officer_sees_them_in_full_for_a_purpose_that_the_trail_keeps(client):
    private = PrivateDataFactory(head_iin=CANARY)
    officer = UserFactory(role="registry_officer")
    client.force_login(officer)
    address = f"/en/admin/registry/privatedata/{private.pk}/show/"

    asked = client.get(address)
    silent = client.post(address, {"because": " "})
    shown = client.post(address, {"because": "Payment order 7."})

    assert (CANARY in asked.text, CANARY in silent.text, CANARY in shown.text) == (False, False, True)
    assert "no-store" in shown["Cache-Control"]
    line = Entry.objects.of(private.organisation).get()
    assert (line.verb, line.by, line.because) == ("private data shown", officer, "Payment order 7.")


def test_each_look_is_a_line_of_its_own_and_none_is_without_a_purpose():
    private, officer = PrivateDataFactory(), UserFactory(role="registry_officer")

    actions.show_in_full(private, because="Payment order 7.", by=officer, at=clock.now())
    actions.show_in_full(private, because="Payment order 8.", by=officer, at=clock.now())
    with pytest.raises(Refused, match="what you need the data for"):
        actions.show_in_full(private, because="  ", by=officer, at=clock.now())

    assert [entry.because for entry in Entry.objects.of(private.organisation)] == [
        "Payment order 7.",
        "Payment order 8.",
    ]


def test_an_administrator_never_sees_them_in_full(client):
    private = PrivateDataFactory()
    administrator = UserFactory(administrator=True)
    client.force_login(administrator)

    assert client.post(f"/en/admin/registry/privatedata/{private.pk}/show/", {"because": "I may."}).status_code == 403
    assert rules.can_show_in_full(administrator) is False
    assert Entry.objects.of(private.organisation).count() == 0


def test_an_officer_erases_them_for_good_with_a_reason(client):
    private, officer = PrivateDataFactory(), UserFactory(role="registry_officer")
    client.force_login(officer)

    client.post(f"/en/admin/registry/privatedata/{private.pk}/erase/", {"because": "The head has asked for it."})

    private.refresh_from_db()
    line = Entry.objects.of(private.organisation).get()
    assert (line.verb, line.by, line.because) == ("private data erased", officer, "The head has asked for it.")
    assert set(facts_of(private).values()) == {""}
    assert (private.bank_account_hash, private.head_iin_hash, private.head_phone_hash) == ("", "", "")


def test_nothing_is_erased_without_a_reason_or_by_another(client):
    private = PrivateDataFactory()
    client.force_login(UserFactory(administrator=True))

    with pytest.raises(Refused, match="Write the reason."):
        actions.erase_private(private, because=" ", by=UserFactory(role="registry_officer"), at=clock.now())
    refused = client.post(f"/en/admin/registry/privatedata/{private.pk}/erase/", {"because": REASON})

    private.refresh_from_db()
    assert (refused.status_code, bool(private.head_iin)) == (403, True)
