"""The page of the files, by plain forms; the fault of a file stands beside its field (U36, Q35)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tenders.attachments import actions
from tenders.attachments.models import Attachment
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, head_of, submitted
from tests.factories.attachments import asking, attached
from tests.factories.files import docx, pdf
from tests.factories.registry import LinkFactory
from tests.files.hostile import HOSTILE

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(client):
    application = ApplicationFactory()
    client.force_login(head_of(application))
    return application


def url(application, name="index", *args):
    return reverse(f"attachments:{name}", args=[application.number, *args])


def put(client, application, name="Жарғы.pdf", content=None, **facts):
    file = SimpleUploadedFile(name, pdf() if content is None else content, content_type="text/html")
    return client.post(url(application), {"requirement": "other", "file": file} | facts)


def test_a_file_is_put_in_by_a_plain_form(client, draft):
    requirement = asking(draft)

    answer = put(client, draft, requirement="E-4")

    made = draft.attachments.get()
    assert (answer.url, made.name, made.requirement) == (url(draft), "Жарғы.pdf", requirement)
    page = client.get(answer.url).text
    assert "“Жарғы.pdf” is attached." in page
    assert made.get_absolute_url() in page


def test_the_page_names_what_the_call_asks_for(client, draft):
    requirement = asking(draft)

    page = client.get(url(draft)).text

    assert requirement.proof_ru in page
    assert "This call asks for no document" not in page


def test_a_call_that_asks_for_nothing_says_so(client, draft):
    assert "This call asks for no document" in client.get(url(draft)).text


@pytest.mark.parametrize("name", ["a document with macros", "a zip bomb", "a program as a PDF", "an ending that lies"])
def test_a_hostile_file_is_told_beside_its_field_and_what_was_chosen_stays(client, draft, lying, name):
    asking(draft)
    called, make, fault = HOSTILE[name]

    page = put(client, draft, called, make(), requirement="E-4")

    form = page.context["form"]
    assert (page.status_code, list(form.errors)) == (200, ["file"])
    assert form["requirement"].value() == "E-4"
    assert (Attachment.objects.count(), lying()) == (0, [])


def test_without_a_file_or_without_saying_what_it_proves_the_page_asks(client, draft):
    page = client.post(url(draft), {})

    assert page.context["form"].errors == {
        "requirement": ["Choose what the file proves."],
        "file": ["Choose a file."],
    }


def test_an_empty_file_and_a_large_one_are_told(client, draft, settings):
    assert put(client, draft, content=b"").context["form"].errors == {"file": ["The file is empty. Choose it again."]}
    settings.FILE_MEGABYTES = 1
    page = put(client, draft, content=b"%PDF-" + b"x" * 1024 * 1024)
    assert "The file is too large." in page.context["form"].errors["file"][0]


def test_what_the_action_refuses_is_told_beside_the_field(client, draft):
    put(client, draft)

    assert put(client, draft).context["form"].errors == {"file": ["The same file is there already."]}


def test_a_file_is_replaced_by_a_newer_one(client, draft):
    old = attached(draft, requirement=asking(draft))
    form = client.get(f"{url(draft)}?replace={old.code}").context["form"]

    put(client, draft, content=docx(), name="b.docx", requirement=form["requirement"].value(), replaces=old.code)

    assert (form["replaces"].value(), form["requirement"].value()) == (old.code, "E-4")
    assert draft.attachments.standing().get().supersedes == old


def test_to_replace_what_is_gone_is_refused(client, draft):
    page = put(client, draft, replaces="NOTTHERE22")

    assert page.context["form"].non_field_errors() == ["The file that this one was to replace is no longer there."]
    assert client.get(f"{url(draft)}?replace=NOTTHERE22").context["form"].initial == {}


def test_a_file_is_removed_by_a_button(client, draft):
    made = attached(draft)

    answer = client.post(url(draft, "detach", made.code), follow=True)

    assert "“Жарғы.pdf” is removed." in answer.text
    assert draft.attachments.standing().count() == 0
    assert client.post(url(draft, "detach", made.code)).status_code == 404


def test_once_it_is_submitted_there_is_no_button_to_remove_it(client, draft):
    made = attached(draft)
    submitted(draft)

    page = client.get(url(draft)).text
    answer = client.post(url(draft, "detach", made.code), follow=True)

    assert url(draft, "detach", made.code) not in page
    assert "What is submitted is not taken out" in answer.text


def test_the_list_of_sections_leads_there_and_says_what_is_missing(client, draft):
    asking(draft)

    page = client.get(draft.get_absolute_url())

    tasks = [task for _title, own in page.context["groups"] for task in own]
    [task] = [task for task in tasks if task["url"] == url(draft)]
    assert (task["title"], task["status"]) == ("Files", "todo")
    assert url(draft) in client.get(reverse("applications:check", args=[draft.number])).text


@pytest.mark.parametrize("role", ["viewer", "accountant"])
def test_who_only_reads_for_the_ngo_puts_nothing_in(client, draft, role):
    made = attached(draft)
    client.force_login(LinkFactory(organisation=draft.organisation, role=role).user)

    assert client.get(url(draft)).url == draft.get_absolute_url()
    assert put(client, draft).status_code == 403
    assert client.post(url(draft, "detach", made.code)).status_code == 403
    assert client.get(made.get_absolute_url()).status_code == 200


def test_for_strangers_it_is_not_there(client, draft):
    made = attached(draft)
    client.force_login(UserFactory())

    assert client.get(url(draft)).status_code == 404
    assert put(client, draft).status_code == 404
    assert client.post(url(draft, "detach", made.code)).status_code == 404
    client.logout()
    assert "/account/login/" in client.get(url(draft)).url


def test_the_page_asks_as_much_for_twenty_files_as_for_one(client, draft):
    def asked():
        with CaptureQueriesContext(connection) as counted:
            client.get(url(draft))
        return len(counted)

    attached(draft, "0.pdf")
    one = asked()
    for number in range(1, 6):
        attached(draft, f"{number}.pdf")

    assert asked() == one


def test_the_administrator_reads_that_nobody_scans(client, settings):
    client.force_login(UserFactory(administrator=True))
    without = client.get("/en/admin/").text
    settings.CLAMD = "unix:///run/clamav/clamd.ctl"

    assert "No scanner for viruses is set up" in without
    assert "No scanner for viruses is set up" not in client.get("/en/admin/").text


def test_a_file_is_known_to_actions_and_pages_by_one_limit(draft):
    assert actions.limits.of(draft.lot.call.profile).each == 10 * 1024 * 1024
