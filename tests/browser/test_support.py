"""Support on a phone and at an officer's desk: for everybody, and nothing that the policy refuses."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from registry.support.models import Consultation
from tests.factories.accounts import UserFactory
from tests.factories.support import ConsultationFactory, GuideFactory, NewsFactory, SupportMeasureFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_of_support_fit_their_screen_and_are_for_everybody(live_server, page: Page, axe, sign_in, width):
    measure, news, guide = SupportMeasureFactory(), NewsFactory(published=True), GuideFactory(published=True)
    question = ConsultationFactory(public=True)
    sign_in(question.asked_by)
    page.set_viewport_size({"width": width, "height": 800})

    for path in [
        *("", "news/", "questions/", "questions/ask/", "questions/mine/", "guides/"),
        *(f"measures/{measure.pk}/", f"news/{news.pk}/", f"questions/{question.code}/", f"guides/{guide.code}/"),
    ]:
        page.goto(f"{live_server.url}/kk/support/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        axe(page)


def test_an_officer_answers_a_question_and_opens_it_to_everybody(live_server, page: Page, axe, sign_in):
    question = ConsultationFactory()
    sign_in(UserFactory(role="registry_officer"))
    page.goto(live_server.url + reverse("admin:registry_consultation_change", args=[question.pk]))
    axe(page)

    page.get_by_role("link", name="Answer the question").click()
    axe(page)
    page.get_by_label("Answer").fill("Сюда.")
    page.get_by_role("button", name="Answer the question").click()
    page.get_by_role("link", name="Let everybody read the answer").click()
    for name in ("question_kk", "question_ru", "answer_kk", "answer_ru"):
        page.locator(f"#id_{name}").fill("Сюда?")
    page.get_by_role("button", name="Let everybody read the answer").click()

    expect(page.get_by_text("answered and public").first).to_be_visible()
    assert Consultation.objects.get().status == "published"
