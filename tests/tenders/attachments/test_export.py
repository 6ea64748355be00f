"""An application taken along by its own people: a ZIP with all of it, and a PDF in two languages (X20, Q23)."""

import io
import json
import zipfile

import pytest
from django.urls import reverse

from files import vault
from lifecycle import chain, clock
from tenders.applications import actions
from tenders.applications.models import Application
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, head_of, submitted
from tests.factories.attachments import attached
from tests.factories.calls import LotFactory
from tests.factories.registry import LinkFactory

pytestmark = pytest.mark.django_db


def url(application, language=None):
    if language:
        return reverse("applications:document", args=[application.number, language])
    return reverse("attachments:export", args=[application.number])


def unpacked(client, application, by=None):
    client.force_login(by or head_of(application))
    answer = client.get(url(application))
    assert (answer.status_code, answer.streaming, answer["Content-Type"]) == (200, True, "application/zip")
    assert application.number in answer["Content-Disposition"]
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def test_a_draft_leaves_as_json_pdf_and_its_files(client):
    application = ApplicationFactory()
    file = attached(application, "Жарғы.pdf")

    bundle = unpacked(client, application)

    number = application.number
    assert bundle.testzip() is None
    assert bundle.namelist() == [f"draft/{number}.json", f"draft/{number}.pdf", f"files/{file.code}-Жарғы.pdf"]
    assert json.loads(bundle.read(f"draft/{number}.json"))["title"] == application.title
    assert bundle.read(f"draft/{number}.pdf")[:5] == b"%PDF-"
    kept = vault.read(file.place, file.key, sha256=file.sha256)
    assert bundle.read(f"files/{file.code}-Жарғы.pdf") == kept


def test_what_was_submitted_leaves_to_the_letter_of_its_hash_with_its_receipt(client):
    application = ApplicationFactory(submitted=True)

    bundle = unpacked(client, application)

    number, receipt = application.number, application.receipt
    assert bundle.namelist() == [
        f"submitted/{number}.json",
        f"submitted/{number}.pdf",
        f"submitted/{receipt.number}.pdf",
    ]
    assert chain.fingerprint(bundle.read(f"submitted/{number}.json").decode()) == receipt.sha256


def test_changes_after_the_submission_leave_beside_it(client):
    application = ApplicationFactory(submitted=True)
    actions.revise(application, {"title": "Жаңа атау"}, by=head_of(application), at=clock.now())

    names = unpacked(client, application).namelist()

    assert {name.partition("/")[0] for name in names} == {"submitted", "draft"}


def test_a_late_draft_leaves_too(client):
    application = ApplicationFactory(lot=LotFactory(call__closed=True))
    client.force_login(head_of(application))
    page = client.get(application.get_absolute_url()).text

    assert (url(application) in page, url(application, "kk") in page) == (True, True)
    assert unpacked(client, application).namelist()[0].startswith("draft/")


def test_a_file_that_was_changed_on_the_disk_stops_nothing_and_is_named(client):
    application = ApplicationFactory()
    file = attached(application)
    vault.destroy(file.place)

    bundle = unpacked(client, application)

    assert f"files/{file.code}-not here.txt" in bundle.namelist()
    assert "Жарғы.pdf" in bundle.read(f"files/{file.code}-not here.txt").decode()


def test_a_viewer_of_its_own_takes_it_along_and_nobody_else(client):
    application = ApplicationFactory(submitted=True)
    viewer = LinkFactory(organisation=application.organisation, role="viewer").user
    assert unpacked(client, application, by=viewer).testzip() is None

    for other in (UserFactory(), UserFactory(role="auditor"), UserFactory(administrator=True)):
        client.force_login(other)
        assert client.get(url(application)).status_code == 404


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_pdf_is_tagged_and_always_the_same(client, language):
    application = ApplicationFactory(submitted=True)
    attached(ApplicationFactory(), "a.pdf")
    client.force_login(head_of(application))

    first, second = client.get(url(application, language)), client.get(url(application, language))

    assert (first["Content-Type"], first.content[:5]) == ("application/pdf", b"%PDF-")
    assert (b"/StructTreeRoot" in first.content, first.content == second.content) == (True, True)
    assert f"{application.number}-{language}.pdf" in first["Content-Disposition"]


def test_an_empty_draft_and_text_that_looks_like_markup_are_set_as_well(client):
    empty = ApplicationFactory(complete=False)
    sly = ApplicationFactory(title='#panic() $x$ [*a*] \\ @b <c> "', goal="= One\n\n- two\n#eval(1)")
    attached(sly, "#x.pdf")
    for application in (empty, sly):
        client.force_login(head_of(application))
        assert client.get(url(application, "ru")).content[:5] == b"%PDF-"


def test_there_are_two_languages_and_no_other(client):
    application = ApplicationFactory()
    client.force_login(head_of(application))

    assert client.get(url(application, "en")).status_code == 404


def test_others_get_the_pdf_after_the_opening_by_the_one_policy_of_reading(client):
    application, auditor = ApplicationFactory(), UserFactory(role="auditor")
    submitted(application)
    client.force_login(auditor)
    assert client.get(url(application, "kk")).status_code == 404

    call = application.lot.call
    call.move_to("closed", by=None, at=call.deadline_at)
    call.move_to("opened", by=None, at=call.opening_at, opened_at=call.opening_at)
    actions.open_sealed(call, at=call.opening_at)

    assert client.get(url(application, "kk")).status_code == 200
    client.force_login(UserFactory(role="call_officer", body=call.customer))
    assert client.get(url(application, "kk")).status_code == 404
    assert Application.objects.get().status == "opened"
