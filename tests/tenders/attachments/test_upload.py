"""A file in parts over a bad line: it goes on from where it has come to, and nothing of it is lost or doubled (Q41)."""

from datetime import timedelta

import pytest
from django.core.files.storage import FileSystemStorage
from django.urls import reverse

from lifecycle import clock
from lifecycle.models import Refused
from tenders import tasks
from tenders.attachments import actions
from tenders.attachments.models import Upload, UploadPart
from tests.factories.applications import ApplicationFactory, head_of
from tests.factories.attachments import asking
from tests.factories.files import docx, pdf
from tests.factories.registry import LinkFactory

pytestmark = pytest.mark.django_db

CONTENT = pdf(b"x" * 1_000)
HALF = len(CONTENT) // 2


@pytest.fixture
def draft(client):
    application = ApplicationFactory()
    client.force_login(head_of(application))
    return application


def begun(client, draft, name="Жарғы.pdf", size=None):
    where = reverse("attachments:begin", args=[draft.number])
    return client.post(where, {"name": name, "size": len(CONTENT) if size is None else size})


def place(draft, answer):
    return reverse("attachments:upload", args=[draft.number, answer.json()["code"]])


def part(client, url, content, start):
    kind = "application/octet-stream"
    return client.patch(url, content, content_type=kind, headers={"Upload-Offset": str(start)})


def test_a_file_comes_in_parts_and_is_attached_whole(client, draft, lying, django_capture_on_commit_callbacks):
    requirement = asking(draft)
    url = place(draft, begun(client, draft))
    part(client, url, CONTENT[:HALF], 0)
    part(client, url, CONTENT[HALF:], HALF)

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(url, {"requirement": "E-4"})

    made = draft.attachments.get()
    assert (answer.status_code, answer.json()) == (201, {"name": "Жарғы.pdf", "status": "checked"})
    assert (made.requirement, actions.read(made, by=head_of(draft), at=clock.now())) == (requirement, CONTENT)
    assert (Upload.objects.count(), len(lying())) == (0, 1)


def test_q41_after_a_lost_line_it_goes_on_from_where_it_has_come_to(client, draft):
    url = place(draft, begun(client, draft))
    part(client, url, CONTENT[:HALF], 0)

    asked = client.get(url)
    again = part(client, url, CONTENT[:HALF], 0)
    beyond = part(client, url, CONTENT[HALF:] + b"x", HALF)

    assert (asked["Upload-Offset"], asked.json()["offset"]) == (str(HALF), HALF)
    assert (again.status_code, again.json()["offset"]) == (409, HALF)
    assert (beyond.status_code, beyond.json()["offset"]) == (409, HALF)
    assert part(client, url, CONTENT[HALF:], HALF).json()["offset"] == len(CONTENT)
    assert client.post(url, {"requirement": "other"}).status_code == 201
    assert draft.attachments.get().size == len(CONTENT)


@pytest.mark.parametrize("offset", ["", "-1", "a", "٣", "9" * 20])
def test_a_part_that_says_no_place_is_told_where_the_file_has_come_to(client, draft, offset):
    url = place(draft, begun(client, draft))

    answer = client.patch(url, b"x", content_type="application/octet-stream", headers={"Upload-Offset": offset})

    assert (answer.status_code, answer.json()["offset"]) == (409, 0)


def test_an_empty_part_is_no_part(client, draft):
    assert part(client, place(draft, begun(client, draft)), b"", 0).status_code == 409


def test_what_has_not_arrived_in_full_is_not_attached(client, draft):
    url = place(draft, begun(client, draft))
    part(client, url, CONTENT[:HALF], 0)

    assert client.post(url, {"requirement": "other"}).status_code == 409
    assert draft.attachments.count() == 0


@pytest.mark.parametrize("size", ["0", "-1", "a", "", "99999999999", "1" * 40])
def test_a_size_that_the_call_does_not_take_is_refused_at_once(client, draft, size):
    answer = begun(client, draft, size=size)

    assert (answer.status_code, "too large" in answer.json()["error"]) == (422, True)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf\0.exe", CONTENT, "letters that cannot be seen"),
        ("жарғы\u202efdp.exe", CONTENT, "written backwards"),
        ("../../etc/passwd", CONTENT, "leads to another place"),
        ("қ" * 300 + ".pdf", CONTENT, "longer than 200 letters"),
        ("a.pdf", docx(word__vbaProject="x"), "carries macros"),
    ],
)
def test_a_hostile_file_in_parts_is_refused_like_any_other(
    client, draft, lying, name, content, said, django_capture_on_commit_callbacks
):
    url = place(draft, begun(client, draft, name, len(content)))
    part(client, url, content, 0)

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(url, {"requirement": "other"})

    assert (answer.status_code, said in answer.json()["error"]) == (422, True)
    assert (draft.attachments.count(), Upload.objects.count(), lying()) == (0, 0, [])


def test_without_saying_what_it_proves_it_is_not_attached(client, draft):
    url = place(draft, begun(client, draft))
    part(client, url, CONTENT, 0)

    answer = client.post(url, {})

    assert (answer.status_code, answer.json()) == (422, {"error": "Choose what the file proves."})


def test_a_file_on_its_way_is_given_up_by_a_button(client, draft, lying, django_capture_on_commit_callbacks):
    url = place(draft, begun(client, draft))
    part(client, url, CONTENT[:HALF], 0)

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.delete(url)

    assert (answer.status_code, Upload.objects.count(), UploadPart.objects.count(), lying()) == (204, 0, 0, [])
    assert client.get(url).status_code == 404


def test_it_is_its_own_person_s_alone(client, draft):
    url = place(draft, begun(client, draft))
    client.force_login(LinkFactory(organisation=draft.organisation, role="editor").user)
    other = ApplicationFactory(head=head_of(draft))

    assert client.get(url).status_code == 404
    client.force_login(head_of(draft))
    assert client.get(url.replace(draft.number, other.number)).status_code == 404


def test_who_only_reads_begins_nothing(client, draft):
    client.force_login(LinkFactory(organisation=draft.organisation, role="viewer").user)

    assert begun(client, draft).status_code == 403


def test_a_part_after_the_deadline_is_refused(draft):
    head, deadline = head_of(draft), draft.lot.call.deadline_at
    upload = actions.begin(draft, name="a.pdf", size=3, by=head, at=deadline)

    with pytest.raises(Refused, match="only until the deadline"):
        actions.take_part(upload, b"abc", start=0, at=deadline + timedelta(microseconds=1))


def test_a_part_that_was_changed_where_it_lay_is_found(draft, lying):
    upload = actions.begin(draft, name="a.pdf", size=3, by=head_of(draft), at=clock.now())
    upload = actions.take_part(upload, b"abc", start=0, at=clock.now())
    assert actions.whole(upload) == b"abc"
    lying()[0].write_bytes(b"other")

    with pytest.raises(Refused, match="changed on its way"):
        actions.whole(upload)


def test_fi13_when_the_disk_is_full_the_file_stays_where_it_has_come_to(client, draft, monkeypatch):
    url = place(draft, begun(client, draft))
    part(client, url, CONTENT[:HALF], 0)

    def full(storage, name, content):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(FileSystemStorage, "_save", full)
        answer = part(client, url, CONTENT[HALF:], HALF)

    assert (answer.status_code, "no room" in answer.json()["error"]) == (422, True)
    assert client.get(url).json()["offset"] == HALF
    assert part(client, url, CONTENT[HALF:], HALF).status_code == 200


def test_what_nobody_goes_on_with_is_thrown_away_after_a_day(draft, lying, django_capture_on_commit_callbacks):
    head, now = head_of(draft), clock.now()
    old = actions.begin(draft, name="old.pdf", size=3, by=head, at=now - timedelta(hours=25))
    actions.take_part(old, b"abc", start=0, at=now)
    new = actions.begin(draft, name="new.pdf", size=3, by=head, at=now)

    with django_capture_on_commit_callbacks(execute=True):
        tasks.drop_uploads()

    assert (list(Upload.objects.all()), lying()) == ([new], [])
    actions.drop(old)
