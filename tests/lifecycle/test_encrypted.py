"""What the database holds only in cipher: written under the first key, read by all, found by a keyed hash (S48)."""

from io import StringIO

import pytest
from auditlog.models import LogEntry
from cryptography.fernet import Fernet, InvalidToken
from django.core import serializers
from django.core.exceptions import FieldError
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from lifecycle import encrypted
from lifecycle.encrypted import Hidden, keyed_hash
from registry.persons.models import PrivateData
from tenders.attachments.models import Attachment
from tests.factories.applications import ApplicationFactory
from tests.factories.attachments import attached
from tests.factories.persons import FounderFactory, PrivateDataFactory, valid_iin
from tests.factories.registry import OrganisationFactory

CANARY = valid_iin(7)
OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


def cells(*columns):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)} FROM registry_privatedata ORDER BY id")
        return cursor.fetchall()


@pytest.mark.parametrize(
    ("whole", "written"),
    [("800308400123", "••••••••0123"), ("12345678", "••••••••"), ("123456789", "••••••••6789"), ("", "")],
)
def test_a_hidden_value_writes_itself_with_dots_however_it_is_written(whole, written):
    hidden = Hidden(whole)

    assert (str(hidden), f"{hidden}", f"{hidden:}", repr(hidden)) == (written, written, written, f"Hidden({written})")
    assert (hidden.whole, bool(hidden), len(hidden)) == (whole, bool(whole), len(whole))


def test_hidden_values_are_the_same_when_what_they_hide_is():
    assert Hidden("800308400123") == Hidden("800308400123")
    assert Hidden("800308400123") != Hidden("800308400124")
    assert Hidden("800308400123") != "800308400123"
    assert len({Hidden("1"), Hidden("1"), Hidden("2")}) == 2


@pytest.mark.django_db
def test_the_cell_of_the_database_holds_no_digit_of_the_number_and_reads_back_whole():
    private = PrivateDataFactory(head_iin=CANARY)

    [(token, mark)] = cells("head_iin", "head_iin_hash")

    assert CANARY not in token and CANARY not in mark
    assert (len(mark), token.startswith("gAAAA")) == (64, True)
    assert PrivateData.objects.get(pk=private.pk).head_iin == Hidden(CANARY)


@pytest.mark.django_db
def test_an_empty_value_stays_empty_and_has_no_hash():
    PrivateDataFactory(head_iin="")

    assert cells("head_iin", "head_iin_hash") == [("", "")]
    assert not PrivateData.objects.get().head_iin


@pytest.mark.django_db
def test_the_same_number_has_another_token_each_time_and_one_hash():
    PrivateDataFactory(head_iin=CANARY)
    PrivateDataFactory(head_iin=f" {CANARY[:6]} {CANARY[6:]}")

    (one, its_hash), (other, other_hash) = cells("head_iin", "head_iin_hash")

    assert one != other
    assert its_hash == other_hash == keyed_hash(CANARY)


@pytest.mark.django_db
def test_a_row_is_found_by_the_hash_of_a_number_and_by_no_other_question():
    private = PrivateDataFactory(head_iin=CANARY)
    PrivateDataFactory()

    assert PrivateData.objects.get(head_iin_hash=keyed_hash(CANARY)) == private
    for question in ("head_iin", "head_iin__startswith", "head_iin__contains"):
        with pytest.raises(FieldError):
            PrivateData.objects.filter(**{question: CANARY}).exists()


@pytest.mark.django_db
def test_a_change_takes_its_hash_along_even_when_many_columns_stay():
    private = PrivateDataFactory()

    private.head_iin = CANARY
    private.save()

    assert PrivateData.objects.filter(head_iin_hash=keyed_hash(CANARY)).count() == 1


@pytest.mark.django_db
def test_the_journal_of_changes_holds_dots_alone():
    private = PrivateDataFactory(head_iin=valid_iin(1))
    private.head_iin = CANARY
    private.save()

    journal = LogEntry.objects.get_for_object(private)
    changed = journal.get(action=LogEntry.Action.UPDATE).changes_dict

    assert changed == {"head_iin": [f"••••••••{valid_iin(1)[-4:]}", f"••••••••{CANARY[-4:]}"]}
    assert not any(CANARY in str(entry.changes) or CANARY in entry.object_repr for entry in journal)


@pytest.mark.django_db
def test_a_dump_of_rows_holds_no_number_and_is_read_again():
    PrivateDataFactory(head_iin=CANARY)

    dump = serializers.serialize("json", PrivateData.objects.all())

    assert CANARY not in dump


@pytest.mark.django_db
def test_what_an_older_key_wrote_is_read_and_written_anew_under_the_first():
    with override_settings(PERSONAL_DATA_KEYS=[OLD]):
        PrivateDataFactory(head_iin=CANARY)
        FounderFactory(organisation=OrganisationFactory())
        file = attached(ApplicationFactory(), "Жарғы.pdf")
    said = StringIO()

    with override_settings(PERSONAL_DATA_KEYS=[NEW, OLD]):
        assert PrivateData.objects.get().head_iin.whole == CANARY
        call_command("reencrypt", stdout=said)

    assert said.getvalue().splitlines() == [
        *("registry.Founder: 1", "registry.PrivateData: 1"),
        *("tenders.WorkingCopy: 1", "tenders.CallKey: 1"),
        *("tenders.Attachment: 1", "tenders.Upload: 0", "tenders.UploadPart: 0"),
        *("tenders.PriceExplanation: 0", "tenders.Message: 0"),
    ]
    with override_settings(PERSONAL_DATA_KEYS=[NEW]):
        again = Attachment.objects.get()
        assert (again.name, again.key) == ("Жарғы.pdf", file.key)
        assert PrivateData.objects.get().head_iin.whole == CANARY
    with override_settings(PERSONAL_DATA_KEYS=[OLD]), pytest.raises(InvalidToken):
        PrivateData.objects.get()


@pytest.mark.django_db
def test_another_hash_key_gives_other_hashes_and_rewriting_brings_them_along():
    PrivateDataFactory(head_iin=CANARY)
    before = keyed_hash(CANARY)

    with override_settings(PERSONAL_DATA_HASH_KEY="another key, of at least fifty characters, for this test"):
        assert not PrivateData.objects.filter(head_iin_hash=keyed_hash(CANARY)).exists()
        call_command("reencrypt", stdout=StringIO())
        assert PrivateData.objects.filter(head_iin_hash=keyed_hash(CANARY)).count() == 1
        assert keyed_hash(CANARY) != before


def test_a_token_is_no_text_of_its_own():
    assert encrypted.decrypted(encrypted.encrypted("Әсел")) == "Әсел"
    with pytest.raises(InvalidToken):
        encrypted.decrypted("Әсел")
