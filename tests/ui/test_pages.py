"""Lists in pages: every row once, in order, forwards and backwards, at the same cost."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.db.models import Count
from django.test import RequestFactory
from django.utils import timezone

from accounts.models import User
from tests.factories.accounts import UserFactory
from ui.pages import answer, page_of

pytestmark = pytest.mark.django_db


def page_at(query: str, queryset, per: int = 3):
    return page_of(queryset, RequestFactory().get(f"/{query}"), per=per)


def walk(queryset, step: str, query: str = "") -> list[list]:
    pages = [page_at(query, queryset)]
    while following := getattr(pages[-1], step):
        pages.append(page_at(following, queryset))
    return [page.rows for page in pages]


@pytest.fixture
def people():
    now = timezone.now()
    names = ["Б", "А", "В", "А", "Г", "А", "В", "А"]
    return [UserFactory(name=name, last_login=now if number % 3 else None) for number, name in enumerate(names)]


@pytest.mark.parametrize(
    "ordering",
    [("name",), ("-name",), ("name", "-pk"), ("-last_login", "name"), ("last_login",), ("-joined", "name"), ()],
)
def test_pages_hold_every_row_once_in_either_direction(people, ordering):
    everybody = User.objects.annotate(joined=Count("groups")).order_by(*ordering)

    forwards = walk(everybody, "next")
    last = forwards[-1][0]
    end = [page for page in _queries(everybody)][-1]
    backwards = walk(everybody, "previous", end)

    rows = [row.pk for page in forwards for row in page]
    assert sorted(rows) == sorted(person.pk for person in people)
    assert [len(page) for page in forwards] == [3, 3, 2]
    assert backwards[0][0] == last
    assert [row.pk for page in reversed(backwards) for row in page] == rows


def _queries(queryset) -> list[str]:
    queries = [""]
    while following := page_at(queries[-1], queryset).next:
        queries.append(following)
    return queries


def test_rows_may_be_dictionaries(people):
    rows = walk(User.objects.order_by("name", "pk").values("name", "pk"), "next")

    assert [row["name"] for page in rows for row in page] == ["А", "А", "А", "А", "Б", "В", "В", "Г"]


def test_a_page_costs_two_queries_wherever_it_is(people, django_assert_num_queries):
    queries = _queries(User.objects.order_by("name"))

    for query in queries:
        with django_assert_num_queries(2):
            page_at(query, User.objects.order_by("name"))


def test_a_list_of_one_page_is_not_counted_apart(people, django_assert_num_queries):
    with django_assert_num_queries(1):
        page = page_at("", User.objects.order_by("name"), per=50)

    assert (page.total, page.previous, page.next) == (8, "", "")


def test_other_parameters_stay(people):
    page = page_at("?q=%D0%90&after=x", User.objects.order_by("name"))

    assert parse_qs(urlsplit(page.next).query)["q"] == ["А"]


@pytest.mark.parametrize("mark", ["x", "!!!", "WzFd", "bnVsbA", "WyJhIiwgImIiLCAiYyJd", "WzEsICJ4Il0"])
def test_a_mark_that_cannot_be_read_gives_the_beginning(people, mark):
    beginning = page_at("", User.objects.order_by("name")).rows

    assert page_at(f"?after={mark}", User.objects.order_by("name")).rows == beginning


def test_a_list_is_ordered_by_plain_columns():
    with pytest.raises(TypeError):
        page_at("", User.objects.order_by("?"))


def test_an_empty_list_is_one_empty_page():
    page = page_at("", User.objects.order_by("name"))

    assert (list(page), len(page), page.total, page.next, page.previous) == ([], 0, 0, "", "")


@pytest.mark.parametrize(
    ("headers", "is_whole"),
    [
        ({}, True),
        ({"HX-Request": "true"}, False),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, True),
    ],
)
def test_htmx_gets_its_part_and_everybody_else_the_page(settings, tmp_path, headers, is_whole):
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    (tmp_path / "list.html").write_text(
        "{% load partials %}<main>{% partialdef rows inline %}<p>{{ word }}</p>{% endpartialdef %}</main>"
    )
    request = RequestFactory().get("/", headers=headers)

    response = answer(request, "list.html", {"word": "Сәлем"}, part="rows")

    assert response.content.decode() == ("<main><p>Сәлем</p></main>" if is_whole else "<p>Сәлем</p>")
    assert response.headers["Vary"] == "HX-Request"
