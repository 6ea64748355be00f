"""Following a call, keeping a search, and hearing of a new call once."""

from datetime import timedelta

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from notifications import wording
from notifications.models import Notice
from registry.reference.models import Sphere
from tenders import tasks
from tenders.following import actions
from tenders.following.models import Alert, CallSearch, Follow
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory

pytestmark = pytest.mark.django_db


def test_a_call_is_followed_once_and_left_again(client, call):
    person = UserFactory()
    client.force_login(person)

    for _ in range(2):
        client.post(reverse("following:follow", args=[call.number]))
    followed = Follow.objects.count()
    page = client.get(call.get_absolute_url()).text
    client.post(reverse("following:unfollow", args=[call.number]))

    assert (followed, Follow.objects.count()) == (1, 0)
    assert "Stop following this call" in page
    actions.follow(call, by=person, at=timezone.now())
    actions.unfollow(call, by=UserFactory())
    assert Follow.objects.get().user == person


def test_drafts_cannot_be_followed(client):
    client.force_login(UserFactory())

    assert client.post(reverse("following:follow", args=[CallFactory().number])).status_code == 404


def test_a_search_is_kept_from_the_filters_of_the_list(client, call):
    client.force_login(UserFactory())

    client.post(reverse("following:keep"), {"words": "  дети ", "sphere": "", "level": "central", "page": "x"})
    empty = client.post(reverse("following:keep"), {"words": ""}, follow=True)
    wrong = client.post(reverse("following:keep"), {"level": "of the moon"}, follow=True)

    assert [search.filters for search in CallSearch.objects.all()] == [{"words": "  дети ", "level": "central"}]
    assert all("Choose a filter first" in page.text for page in (empty, wrong))
    assert "level=central" in client.get(reverse("following:index")).text


def test_the_list_offers_to_save_a_search_to_whoever_has_signed_in(client, call):
    url = reverse("calls:index") + "?words=дети"

    anonymous = client.get(url).text
    client.force_login(UserFactory())
    signed_in = client.get(url).text

    assert reverse("following:keep") not in anonymous
    assert 'name="words" value="дети"' in signed_in


def test_whoever_keeps_a_fitting_search_hears_of_a_new_call_once(call):
    now, fits, other = timezone.now(), UserFactory(), UserFactory()
    sphere = Sphere.objects.exclude(pk=call.sphere_id).first()
    for person, filters in (
        (fits, {"sphere": str(call.sphere_id)}),
        (fits, {"words": call.number}),
        (other, {"sphere": str(sphere.pk)}),
    ):
        actions.keep(filters, by=person, at=now)

    tasks.alert_of_new_calls()
    tasks.alert_of_new_calls()

    [notice] = Notice.objects.filter(kind="following/found")
    assert notice.to == fits
    assert call.title_kk in wording.of(notice, "kk").news
    assert Alert.objects.count() == 1


def test_a_closed_call_alerts_nobody():
    CallFactory(closed=True)

    tasks.alert_of_new_calls()

    assert Alert.objects.count() == 0


def test_an_alert_is_written_even_when_nobody_searches(call):
    actions.alert(call, at=timezone.now())

    assert (Alert.objects.count(), Notice.objects.count()) == (1, 0)


def test_a_search_is_forgotten_by_its_owner_alone(client, call):
    owner = UserFactory()
    search = actions.keep({"words": "дети"}, by=owner, at=timezone.now() - timedelta(days=1))
    client.force_login(UserFactory())

    assert client.post(reverse("following:forget", args=[search.pk])).status_code == 404
    actions.forget(search, by=UserFactory())
    assert CallSearch.objects.count() == 1
    client.force_login(owner)
    client.post(reverse("following:forget", args=[search.pk]))
    assert CallSearch.objects.count() == 0


def test_the_address_of_a_search_is_the_list_with_its_filters(call):
    search = actions.keep({"words": "дети Атырау"}, by=UserFactory(), at=timezone.now())

    query = QueryDict(search.get_absolute_url().partition("?")[2])
    assert query.dict() == {"words": "дети Атырау"}
