"""The page that shows exactly what will be published, in both languages side by side."""

import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from tenders.calls import actions
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory, DocumentFactory
from tests.factories.commission import CommissionFactory

pytestmark = pytest.mark.django_db

TEXTS = ("title", "purpose", "subsidiarity")
LOT = ("title", "description", "target_group", "results")


@pytest.fixture
def draft(body, officer):
    call = CallFactory(customer=body, drafted_by=officer, lots=2)
    DocumentFactory(call=call)
    return call


def test_every_text_is_there_in_both_languages(client, draft, approver):
    client.force_login(approver)

    page = client.get(reverse("calls:check", args=[draft.number]))

    lot, line, document = draft.lots.first(), draft.lots.first().cost_lines.first(), draft.documents.get()
    for code in ("kk", "ru"):
        told = [getattr(draft, f"{name}_{code}") for name in TEXTS] + [getattr(lot, f"{name}_{code}") for name in LOT]
        told += [getattr(line, f"name_{code}"), getattr(line, f"ground_{code}"), getattr(document, f"text_{code}")]
        told += [text for criterion in draft.criteria.all() for text in getattr(criterion, f"anchors_{code}")]
        told += [
            getattr(one, f"{name}_{code}") for one in draft.requirements.all() for name in ("text", "proof", "reason")
        ]
        assert [text for text in told if text not in unescape(page.text)] == []


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_what_is_shown_is_what_everybody_reads_after_publication(client, draft, officer, approver, language):
    client.force_login(approver)
    sides = dict(client.get(reverse("calls:check", args=[draft.number])).context["pages"])
    actions.approve(draft, by=approver, at=timezone.now())
    CommissionFactory(call=draft)
    published = actions.publish(draft, by=approver, at=timezone.now())
    client.logout()

    public = client.get(f"/{language}/calls/{published.number}/").text

    def words(html, start):
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html[html.index(start) :])).strip()

    first = "<h2>" + {"kk": "Өлшемшарттар", "ru": "Критерии"}[language]
    shown = words(sides[language], first)
    assert len(shown) > 5_000
    assert shown in words(public, first)


def test_no_id_stands_twice_on_the_page(client, draft, approver):
    client.force_login(approver)

    ids = re.findall(r'\sid="([^"]+)"', client.get(reverse("calls:check", args=[draft.number])).text)

    assert sorted(ids) == sorted(set(ids))


def test_an_auditor_looks_on_and_a_stranger_finds_nothing(client, draft):
    url = reverse("calls:check", args=[draft.number])

    client.force_login(UserFactory(role="auditor"))
    assert client.get(url).status_code == 200
    client.force_login(UserFactory())
    assert client.get(url).status_code == 404


def test_the_page_costs_the_same_with_one_lot_and_with_many(client, body, officer, django_assert_max_num_queries):
    client.force_login(officer)
    counts = []
    for lots in (1, 30):
        call = CallFactory(customer=body, drafted_by=officer, lots=lots)
        with django_assert_max_num_queries(25) as asked:
            client.get(reverse("calls:check", args=[call.number]))
        counts.append(len(asked))

    assert counts[0] == counts[1]
