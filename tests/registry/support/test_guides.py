"""Guides and templates: every version of every file stays where it was, and none of them opens on this site."""

import hashlib

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lifecycle import clock
from lifecycle.models import Entry, Refused
from registry.support import actions, filekinds
from registry.support.models import Edition, Guide
from tests.factories.accounts import UserFactory
from tests.factories.support import PDF, GuideFactory, archive, office

pytestmark = pytest.mark.django_db

FACTS = {"code": "report", "title_kk": "Есеп", "title_ru": "Отчёт", "about_kk": "Үлгі.", "about_ru": "Образец."}
ODT = archive(mimetype=filekinds.TYPES["odt"])


def added(guide, name="guide.pdf", content=PDF, language="kk"):
    return actions.add_edition(guide, language=language, name=name, content=content, by=UserFactory(), at=clock.now())


@pytest.mark.parametrize("was", Guide.Status.values)
@pytest.mark.parametrize("then", Guide.Status.values)
def test_a_guide_moves_along_its_map_and_nowhere_else(was, then):
    assert Guide(status=was).may_move_to(then) == ((was, then) in {("draft", "published"), ("published", "withdrawn")})


def test_a_guide_is_drafted_revised_and_published_with_its_files(client):
    officer, now = UserFactory(), clock.now()
    guide = actions.draft_guide(FACTS, by=officer, at=now)
    actions.revise_guide(guide, {"title_ru": "Годовой отчёт"}, by=officer, at=now)
    unseen = client.get(guide.get_absolute_url()).status_code
    added(guide)

    actions.publish_guide(guide, by=officer, at=now)

    guide.refresh_from_db()
    assert (unseen, guide.title_ru, guide.form.code, guide.status) == (
        404,
        "Годовой отчёт",
        "methodological",
        "published",
    )
    assert [line.verb for line in Entry.objects.of(guide)] == ["drafted", "revised", "file added", "draft → published"]
    assert client.get(reverse("support:guides")).context["page"].rows == [guide]


def test_a_guide_without_a_file_is_not_published():
    guide = GuideFactory(files=())

    with pytest.raises(Refused, match="Add a file first"):
        actions.publish_guide(guide, by=UserFactory(), at=clock.now())

    guide.refresh_from_db()
    assert guide.status == "draft"


def test_a_newer_version_takes_the_place_and_the_older_stays_at_its_address(client):
    guide = GuideFactory(published=True)
    newer = added(guide, content=PDF + b"2")
    other = added(guide, name="guide.ODT", content=ODT, language="ru")

    page = client.get(guide.get_absolute_url()).text
    files = [client.get(reverse("support:edition", args=[guide.code, "kk", version])).content for version in (1, 2)]

    assert (newer.version, other.version, other.kind) == (2, 1, "odt")
    assert files == [PDF, PDF + b"2"]
    assert hashlib.sha256(PDF).hexdigest() in page
    [shown] = client.get(reverse("support:guides")).context["page"].rows
    assert [(file.language, file.version) for file in shown.latest()] == [("kk", 2), ("ru", 1)]


def test_a_file_is_only_saved_and_never_opened_here(client):
    guide = GuideFactory(published=True)

    answer = client.get(reverse("support:edition", args=[guide.code, "kk", 1]))

    assert answer["Content-Disposition"] == f'attachment; filename="{guide.code}-kk-1.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize("address", [("kk", 2), ("ru", 1), ("xx", 1)])
def test_there_is_no_file_that_was_not_added(client, address):
    guide = GuideFactory(published=True)

    assert client.get(reverse("support:edition", args=[guide.code, *address])).status_code == 404


def test_the_files_of_a_draft_are_nobodys(client):
    guide = GuideFactory()

    assert client.get(reverse("support:edition", args=[guide.code, "kk", 1])).status_code == 404


def test_a_withdrawn_guide_says_why_and_takes_nothing_more(client):
    guide, by, at = GuideFactory(published=True), UserFactory(), clock.now()

    actions.withdraw_guide(guide, because="Форма изменилась.", by=by, at=at)

    guide.refresh_from_db()
    assert "Форма изменилась." in client.get(guide.get_absolute_url()).text
    assert client.get(reverse("support:guides")).context["page"].rows == []
    with pytest.raises(Refused, match="This file cannot be added"):
        added(guide)
    with pytest.raises(Refused, match="A withdrawn guide is changed no more"):
        actions.revise_guide(guide, {"title_ru": "Новое"}, by=by, at=at)
    assert Edition.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.pdf", PDF, "pdf"),
        ("a.DOCX", office("docx"), "docx"),
        ("a.xlsx", office("xlsx"), "xlsx"),
        ("a.odt", ODT, "odt"),
        ("a.ods", archive(mimetype=filekinds.TYPES["ods"]), "ods"),
    ],
)
def test_a_file_is_known_by_what_is_in_it(name, content, kind):
    assert filekinds.judged(name, content) == (kind, None)


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("a.pdf", b"", "empty"),
        ("a.pdf", PDF + b" " * filekinds.LARGEST, "too_large"),
        ("a.pdf", b"<html>", "wrong_kind"),
        ("a.docm", office("docx", word__vbaProject="x"), "wrong_kind"),
        ("a.odt", archive(mimetype=filekinds.TYPES["odt"], Basic__script="x"), "wrong_kind"),
        ("a.odt", archive(mimetype="application/zip"), "wrong_kind"),
        ("a.docx", archive(readme="x"), "wrong_kind"),
        ("a.docx", b"PK\x03\x04", "wrong_kind"),
        ("a.docx", archive(**{"[Content_Types].xml": "<Types/>"}), "wrong_kind"),
        ("a.pdf.exe", PDF, "lying_name"),
        ("pdf", PDF, "lying_name"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_and_leaves_nothing(name, content, fault):
    guide = GuideFactory(files=())

    with pytest.raises(Refused, match="This file cannot be added"):
        added(guide, name, content)

    assert filekinds.judged(name, content) == ("", fault)
    assert (Edition.objects.count(), Entry.objects.count()) == (0, 0)


def test_the_database_itself_keeps_a_file_as_it_was_added():
    GuideFactory()

    with pytest.raises(DatabaseError), transaction.atomic():
        Edition.objects.update(content=b"other")

    assert bytes(Edition.objects.get().content) == PDF


def test_the_list_asks_as_much_for_three_guides_as_for_one_and_reads_no_file(client):
    def queries():
        with CaptureQueriesContext(connection) as counted:
            client.get(reverse("support:guides"))
        return [query["sql"] for query in counted]

    GuideFactory(published=True)
    one = queries()
    GuideFactory.create_batch(2, published=True, files=(PDF, PDF + b"2"))

    assert len(queries()) == len(one)
    assert [sql for sql in one if '"content"' in sql] == []
