"""Every page of an application is drawn, in every language, in every state it can be asked in."""

import pytest

from tenders.applications import wording
from tests.factories.applications import ApplicationFactory, head_of

pytestmark = pytest.mark.django_db

SECTIONS = [section for section in wording.SECTIONS if section != "attachments"]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("complete", [True, False])
def test_the_pages_of_a_draft_are_drawn(client, language, complete):
    application = ApplicationFactory(complete=complete)
    client.force_login(head_of(application))
    here = f"/{language}/applications/{application.number}/"
    lot = application.lot

    pages = [here, f"{here}check/", f"/{language}/applications/", f"/{language}/calls/{lot.call.number}/lots/1/apply/"]
    pages += [f"{here}{section}/" for section in SECTIONS]

    assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_pages_of_a_submitted_application_are_drawn(client, language):
    application = ApplicationFactory(submitted=True)
    client.force_login(head_of(application))
    here = f"/{language}/applications/{application.number}/"

    pages = [here, f"{here}check/", f"{here}receipt/", f"{here}receipt.pdf", f"{here}recall/", f"{here}withdraw/"]

    assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)
