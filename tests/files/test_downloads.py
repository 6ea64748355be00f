"""A file on its way out opens nowhere here, and keeps its name in every alphabet (Q39)."""

import pytest

from files import downloads, kinds


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("report.pdf", 'attachment; filename="report.pdf"'),
        ("Жарғы.pdf", "attachment; filename*=utf-8''%D0%96%D0%B0%D1%80%D2%93%D1%8B.pdf"),
        ("Устав № 1.pdf", "attachment; filename*=utf-8''%D0%A3%D1%81%D1%82%D0%B0%D0%B2%20%E2%84%96%201.pdf"),
        ('a"b.pdf', 'attachment; filename="a\\"b.pdf"'),
    ],
)
def test_its_name_is_said_so_that_every_browser_reads_it(name, said):
    assert downloads.headers(name)["Content-Disposition"] == said


def test_no_browser_opens_it():
    headers = downloads.headers("a.pdf")

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "private, no-store"


def test_no_kind_is_one_that_a_browser_runs():
    assert {downloads.type_of(kind) for kind in kinds.ALL}.isdisjoint({"text/html", "image/svg+xml", "text/xml"})
