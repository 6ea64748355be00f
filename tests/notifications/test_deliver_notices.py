import ast
from pathlib import Path

import pytest
from django.conf import settings as site
from django.core.mail.backends.smtp import EmailBackend
from django.template import TemplateDoesNotExist, loader

from notifications import tasks
from notifications.models import Notice
from tests.factories.notifications import NoticeFactory

pytestmark = pytest.mark.django_db

OURS = ["accounts", "config", "lifecycle", "notifications", "registry", "tenders", "ui"]
SOURCES = [
    path for app in OURS for path in sorted((site.BASE_DIR / app).rglob("*.py")) if "migrations" not in path.parts
]


def states() -> list[tuple[str, int]]:
    return list(Notice.objects.order_by("pk").values_list("state", "attempts"))


def test_everything_that_is_owed_leaves_oldest_first(post_office):
    notices = NoticeFactory.create_batch(3)

    tasks.deliver_notices()

    assert post_office.recipients == [[notice.address] for notice in notices]
    assert states() == [("sent", 1)] * 3
    assert not Notice.objects.filter(sent_at=None).exists()


def test_a_second_run_sends_nothing_twice(post_office):
    NoticeFactory()

    tasks.deliver_notices()
    tasks.deliver_notices(of_a_newer_caller=True)

    assert len(post_office.letters) == 1


def test_one_refused_mailbox_holds_up_nobody_and_is_seen(post_office, caplog):
    refused, other = NoticeFactory(), NoticeFactory()
    post_office.refused[refused.address] = f"550 <{refused.address}> unknown"

    tasks.deliver_notices()

    refused.refresh_from_db()
    assert (refused.state, refused.last_error) == ("dead", "550 … unknown")
    assert post_office.recipients == [[other.address]]
    assert f"Notice {refused.pk} (accounts/role_given) could not be sent." in caplog.text
    assert refused.address not in "".join(r.getMessage() for r in caplog.records if r.name == "notifications.tasks")


def test_a_mailbox_that_asks_to_wait_is_written_to_later(post_office):
    waiting, other = NoticeFactory(), NoticeFactory()
    post_office.refused[waiting.address] = "450 Greylisted"

    tasks.deliver_notices()

    waiting.refresh_from_db()
    assert (waiting.state, waiting.attempts, waiting.last_error) == ("queued", 1, "450 Greylisted")
    assert waiting.available_at > waiting.send_after
    assert post_office.recipients == [[other.address]]


def test_a_server_that_is_away_costs_one_try_of_one_letter(post_office, settings, nobodys_port):
    settings.EMAIL_PORT = nobodys_port
    NoticeFactory.create_batch(3)

    tasks.deliver_notices()

    assert states() == [("queued", 1), ("queued", 0), ("queued", 0)]


def test_a_kind_without_words_dies_alone(post_office):
    NoticeFactory(kind="accounts/never_written")
    NoticeFactory()

    tasks.deliver_notices()

    assert states() == [("dead", 1), ("sent", 1)]


def test_a_row_that_takes_every_worker_down_is_tried_eight_times_and_holds_up_nobody(post_office, caplog):
    poison = NoticeFactory(facts={"role_en": "officer", "since_on": "no day at all"})
    other = NoticeFactory()

    for _ in range(8):
        with pytest.raises(ValueError, match="no day at all"):
            tasks.deliver_notices()
        tasks.deliver_notices()
        Notice.objects.filter(pk=poison.pk).update(claimed_until=poison.available_at)
    tasks.deliver_notices()

    poison.refresh_from_db()
    assert (poison.state, poison.attempts, poison.last_error) == ("dead", 8, "The worker stopped at every try.")
    assert post_office.recipients == [[other.address]]
    assert "They wait in the admin." in caplog.text


def test_a_worker_that_dies_between_sent_and_marked_sends_a_copy_that_is_known_as_one(post_office, monkeypatch):
    notice = NoticeFactory()
    send_messages = EmailBackend.send_messages

    def send_and_die(backend, letters):
        send_messages(backend, letters)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(EmailBackend, "send_messages", send_and_die)
        with pytest.raises(KeyboardInterrupt):
            tasks.deliver_notices()
    Notice.objects.update(claimed_until=notice.available_at)  # the lease has run out
    tasks.deliver_notices()

    assert [letter["Message-ID"] for letter in post_office.letters] == [notice.message_id] * 2
    assert states() == [("sent", 2)]


def test_a_long_queue_is_left_to_the_next_tick(post_office, monkeypatch):
    monkeypatch.setattr(tasks, "MOST", 2)
    NoticeFactory.create_batch(3)

    tasks.deliver_notices()

    assert [state for state, _ in states()] == ["sent", "sent", "queued"]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(site.BASE_DIR)))
def test_no_code_waits_for_a_broker_or_a_mail_server(path: Path):
    tree = ast.parse(path.read_text())
    called = {node.func.attr for node in ast.walk(tree) if isinstance(node, ast.Call) and hasattr(node.func, "attr")}

    forbidden = {"delay", "apply_async", "delay_on_commit", "send_task", "send_mail", "mail_admins", "send_messages"}
    allowed = {"notifications/mail.py": {"send_messages"}}.get(str(path.relative_to(site.BASE_DIR)), set())
    assert called & forbidden <= allowed


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(site.BASE_DIR)))
def test_every_kind_of_message_that_code_owes_has_words(path: Path):
    for node in ast.walk(ast.parse(path.read_text())):
        is_post = isinstance(node, ast.Call) and ast.unparse(node.func) in ("outbox.post", "post")
        if is_post and node.args and isinstance(node.args[0], ast.Constant):
            for part in ("subject", "body"):
                try:
                    loader.get_template(f"mail/{node.args[0].value}/{part}.txt")
                except TemplateDoesNotExist:
                    pytest.fail(f"{path}: {node.args[0].value} has no {part}.txt")
