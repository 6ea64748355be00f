"""From where the application stands to the explanation of its price in a real browser, on a telephone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tenders.explanations.models import PriceExplanation
from tests.factories.applications import head_of
from tests.factories.commission import seat
from tests.tenders.explanations.test_explain import opened

pytestmark = pytest.mark.django_db(transaction=True)
WIDTH = 360


def test_a_low_price_is_explained_on_a_telephone_and_read_by_the_commission(page, live_server, sign_in, axe):
    page.set_viewport_size({"width": WIDTH, "height": 800})
    application = opened()
    sign_in(head_of(application))
    page.goto(live_server.url + reverse("applications:standing", args=[application.number]))
    axe(page)

    page.get_by_role("link", name="Explain the price").click()
    page.get_by_label("Your explanation").fill("The hall is ours.")
    axe(page)
    page.get_by_role("button", name="Send the explanation").click()

    expect(page.get_by_text("Your explanation is sent.")).to_be_visible()
    assert PriceExplanation.objects.get().text == "The hall is ours."
    sign_in(seat(application.lot.call.commission, "member").user)
    page.goto(live_server.url + application.get_absolute_url())
    expect(page.get_by_text("The hall is ours.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTH
    axe(page)
