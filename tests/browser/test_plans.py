"""From a problem to an approved theme, by a citizen on a phone and two officials; every page with axe at zero."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tenders.plans.models import Comment, Problem, Theme
from tests.factories.accounts import UserFactory
from tests.factories.bodies import OpinionFactory
from tests.factories.calls import CallFactory
from tests.factories.plans import CommentFactory, ProblemFactory, SupportFactory, ThemeFactory
from tests.factories.registry import StateBodyFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_citizen_names_a_problem_and_comments_on_a_theme_on_a_phone(live_server, page: Page, axe, sign_in):
    body = StateBodyFactory(code="MKI")
    problem = SupportFactory().problem
    theme = ThemeFactory(body=body, year=2027, discussion=True, problems=[problem])
    ThemeFactory(body=body, year=2027, discussion=True)
    CallFactory(customer=body, theme=ThemeFactory(body=body, year=2027, approved=True), published=True)
    CommentFactory(theme=theme, answered=True)
    OpinionFactory(about=theme)
    page.set_viewport_size({"width": 360, "height": 800})
    sign_in(UserFactory(language="kk"))

    def opened(path):
        page.goto(f"{live_server.url}/kk{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
        axe(page)

    for path in ("/plans/", "/plans/MKI/2027/", "/plans/problems/", "/plans/problems/mine/", "/participation/"):
        opened(path)
    opened(f"/plans/problems/{problem.code}/")
    page.get_by_role("button", name="Мәселені қолдау").click()
    expect(page.get_by_text("Сіз бұл мәселені қолдадыңыз.")).to_be_visible()

    opened("/plans/problems/new/")
    page.get_by_label("мәселе бір сөйлеммен").fill("Ауылда автобус жоқ")
    page.get_by_role("button", name="Мәселені жіберу").click()
    axe(page)
    page.locator("[name=text]").fill("Балалар мектепке бес шақырым жаяу барады.")
    page.locator("[name=evidence]").fill("Наурызда өзім көрдім.")
    page.locator("[name=body]").select_option(str(body.pk))
    page.locator("[name=sphere]").select_option(index=1)
    page.get_by_role("button", name="Мәселені жіберу").click()
    expect(page.get_by_role("heading", name="Ауылда автобус жоқ")).to_be_visible()
    axe(page)

    opened(f"/plans/themes/{theme.number}/")
    page.get_by_role("link", name="Тақырыпқа пікір жазу").click()
    axe(page)
    page.locator("[name=text]").fill("Медбике де керек.")
    page.get_by_role("button", name="Пікірді жариялау").click()
    expect(page.get_by_text("Медбике де керек.")).to_be_visible()

    assert (Problem.objects.count(), Comment.objects.count()) == (2, 2)


def test_officials_moderate_answer_and_look_after_themes(live_server, page: Page, axe, sign_in):
    body = StateBodyFactory(code="MKI")
    officer = UserFactory(role="call_officer", body=body, language="ru")
    problem, theme = ProblemFactory(body=body), ThemeFactory(body=body, discussion=True, drafted_by=officer)
    draft = ThemeFactory(body=body, drafted_by=officer, year=timezone.localdate().year + 1)
    CommentFactory(theme=theme)
    page.set_viewport_size({"width": 360, "height": 800})
    sign_in(officer)

    def opened(path):
        page.goto(f"{live_server.url}/ru{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
        axe(page)

    for path in ("", "problems/", "themes/new/", f"themes/{draft.number}/discussion/", f"themes/{draft.number}/edit/"):
        opened(f"/office/plans/{path}")
    opened(f"/office/plans/problems/{problem.code}/refuse/")
    opened(f"/plans/problems/{problem.code}/")
    page.get_by_role("button", name="Поместить на доску").click()
    page.get_by_role("link", name="Предложить из неё тему").click()
    expect(page.locator("[name=codes]")).to_have_value(problem.code)

    opened(f"/office/plans/themes/{theme.number}/")
    page.get_by_role("link", name="Ответить на комментарий").click()
    axe(page)
    page.locator("[name=answer_kk]").fill("Ескерілді.")
    page.locator("[name=answer_ru]").fill("Учтено.")
    page.get_by_role("button", name="Опубликовать ответ").click()
    expect(page.get_by_text("Ваш ответ опубликован.")).to_be_visible()

    assert Problem.objects.get().status == "published"
    assert Theme.objects.get(pk=theme.pk).comments.get().answer_ru == "Учтено."
