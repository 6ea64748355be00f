"""Every fault gets its own sentence beside its field, in three languages; what was typed stays, nothing is written."""

import re
from html import unescape

import pytest
from django.conf import settings
from django.utils import translation

from tests.permissions.asking import fingerprint
from tests.registry.bad_input import PLACES, ROWS
from tests.registry.said import SAID

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _name in settings.LANGUAGES]
# Where the site and the admin draw what is wrong with a field.
BESIDE = (r'id="id_{field}_error">(.*?)</div>', r'id="id_{field}_error">(.*?)</ul>')


def beside(page, field):
    """The sentences that stand beside a field, as people read them."""
    for pattern in BESIDE:
        if found := re.search(pattern.format(field=field), page, re.S):
            parts = re.findall(r"<(?:p|li)>(.*?)</(?:p|li)>", found[1], re.S)
            plain = [re.sub(r'<span class="sr-only">.*?</span>', "", part) for part in parts]
            return [unescape(part).strip() for part in plain]
    return []


def test_the_table_has_sixty_rows_and_more_and_no_sentence_is_left_over():
    assert len(ROWS) >= 60
    assert sorted({row.said for row in ROWS}) == sorted(SAID)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.place}-{row.field}-{row.name or row.typed}")
def test_a_fault_is_named_beside_its_field_and_what_was_typed_stays(client, row, language):
    with translation.override(language):
        place = PLACES[row.place]()
        wrong = row.typed() if callable(row.typed) else row.typed
        told = {name: value for name, value in {**place.whole, row.field: wrong}.items() if value is not None}
        client.force_login(place.person)
        before = fingerprint()

        answer = client.post(place.url, told)

        form = answer.context["adminform"].form if "adminform" in answer.context else answer.context["form"]
        assert (answer.status_code, beside(answer.text, row.field)) == (200, [SAID[row.said][language]])
        assert list(form.errors) == [row.field]
        kept = {name: form[name].value() for name in told if name in form.fields and name != "file"}
        assert kept == {name: _as_sent(value) for name, value in told.items() if name != "file"}
        assert fingerprint() == before


def _as_sent(value):
    return [str(part) for part in value] if isinstance(value, list) else str(value)
