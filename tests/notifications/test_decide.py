import pytest
from django.contrib.admin.sites import site

from lifecycle.models import Entry, Refused
from notifications import actions
from notifications.models import Notice
from tests.factories.accounts import UserFactory
from tests.factories.notifications import THEN, NoticeFactory

pytestmark = pytest.mark.django_db

LIST = "/en/admin/notifications/notice/"


@pytest.fixture
def administrator(client):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


def choose(client, action: str, *notices: Notice, because: str = ""):
    chosen = {"action": action, "_selected_action": [notice.pk for notice in notices], "because": because}
    return client.post(LIST, chosen, follow=True)


def test_a_dead_notice_is_seen_in_the_admin_by_its_state(client, administrator):
    dead, waiting = NoticeFactory(dead=True), NoticeFactory()

    page = client.get(f"{LIST}?state__exact=dead").content.decode()

    assert "550 No such mailbox" in page
    assert dead.address in page
    assert waiting.address not in page


def test_a_dead_notice_is_sent_once_more(client, administrator):
    notice = NoticeFactory(dead=True)

    page = choose(client, "retry", notice)

    notice.refresh_from_db()
    assert (notice.state, notice.attempts) == ("queued", 0)
    assert [(line.verb, line.by) for line in Entry.objects.of(notice)] == [("retried", administrator)]
    assert "Done for 1 of the chosen rows." in page.content.decode()


def test_a_dead_notice_is_given_up_with_a_reason_that_stays(client, administrator):
    notice = NoticeFactory(dead=True, is_listed=False)

    choose(client, "give_up", notice, because="The person has left.")

    notice.refresh_from_db()
    assert (notice.state, notice.last_error, notice.facts) == ("dropped", "The person has left.", {})
    assert [(line.verb, line.because) for line in Entry.objects.of(notice)] == [("given up", "The person has left.")]


def test_without_a_reason_nothing_is_given_up(client, administrator):
    notice = NoticeFactory(dead=True)

    page = choose(client, "give_up", notice)

    notice.refresh_from_db()
    assert notice.state == "dead"
    assert "Say why this notice is given up." in page.content.decode()


@pytest.mark.parametrize("act", ["retry", "give_up"])
@pytest.mark.parametrize("facts", [{}, {"sent": True}, {"state": "dropped", "last_error": "Left."}])
def test_only_a_dead_notice_is_decided_on(act, facts):
    notice, because = NoticeFactory(**facts), {"because": "Why not."} if act == "give_up" else {}

    with pytest.raises(Refused, match="could not be sent"):
        getattr(actions, act)(notice, by=UserFactory(), at=THEN, **because)

    assert Entry.objects.count() == 0


def test_what_a_notice_tells_is_not_the_administrators_reading(client, administrator):
    notice = NoticeFactory(is_listed=False, url="/kk/account/password/reset/key/secret/", facts={"role_en": "unspoken"})

    page = client.get(f"{LIST}{notice.pk}/change/").content.decode()

    assert notice.address in page
    assert "secret" not in page
    assert "unspoken" not in page


def test_nobody_writes_changes_or_deletes_a_notice(client, administrator, rf):
    notice = NoticeFactory()

    answers = [client.get(f"{LIST}add/"), client.post(f"{LIST}{notice.pk}/delete/", {"post": "yes"})]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert Notice.objects.count() == 1
    assert all(not field.startswith(("facts", "url")) for field in site.get_model_admin(Notice).fields)
