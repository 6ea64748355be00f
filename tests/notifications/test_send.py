from smtplib import SMTPServerDisconnected

import pytest

from notifications import mail
from notifications.models import Notice
from tests.factories.accounts import UserFactory
from tests.factories.notifications import NoticeFactory

pytestmark = pytest.mark.django_db

WICKED = "Win! https://evil.kz \r\nBcc: everybody@example.kz <b>now</b>"


def send(notice: Notice) -> None:
    with mail.line() as line:
        mail.send(notice, over=line)


def parts(letter) -> tuple[str, str]:
    return tuple(letter.get_body([kind]).get_content() for kind in ("plain", "html"))


@pytest.mark.parametrize(
    ("language", "role", "link"),
    [("kk", "тіркеуші", "/kk/desk/"), ("ru", "регистратор", "/ru/desk/"), ("en", "registry officer", "/en/desk/")],
)
def test_a_letter_is_in_the_language_of_its_reader(post_office, settings, language, role, link):
    send(NoticeFactory(to=UserFactory(language=language)))

    [letter] = post_office.letters
    text, html = parts(letter)
    assert letter["Content-Language"] == language
    assert role in letter["Subject"]
    assert role in text
    assert role in html
    assert f"\n{settings.SITE_URL}{link}\n" in text.replace("\r\n", "\n")
    assert f'<a href="{settings.SITE_URL}{link}">' in html
    assert f'<html lang="{language}">' in html


def test_a_letter_greets_says_the_news_leads_on_and_says_what_comes_next(settings, post_office):
    send(NoticeFactory(to=UserFactory(name="Әсел")))

    text = parts(post_office.letters[0])[0].replace("\r\n", "\n")
    assert text == (
        "Hello, Әсел!\n\n"
        "From 2 June 2025 you act as registry officer.\n\n"
        f"{settings.SITE_URL}/en/desk/\n\n"
        "What awaits you in this role stands on your desk.\n\n"
        "-- \n"
        "Tapsyrys, state social orders for NGOs\n"
        "This message was sent automatically. Answers to it are not read.\n"
    )


def test_the_text_and_the_html_say_the_same(post_office):
    notice = NoticeFactory()

    send(notice)

    text, html = parts(post_office.letters[0])
    for sentence in ("From 2 June 2025 you act as registry officer.", "What awaits you in this role", "Hello, "):
        assert sentence in text
        assert sentence in html


def test_each_letter_goes_to_one_person_and_says_a_machine_wrote_it(post_office, settings):
    notice = NoticeFactory()

    send(notice)

    [letter] = post_office.letters
    assert (letter["To"], post_office.recipients) == (notice.address, [[notice.address]])
    assert (letter["Cc"], letter["Bcc"], letter["Auto-Submitted"]) == (None, None, "auto-generated")
    assert letter["Message-ID"] == f"<{notice.dedupe_key[:32]}@localhost>"


def test_two_copies_of_one_notice_have_one_message_id(post_office):
    notice = NoticeFactory()

    send(notice)
    send(notice)

    assert [letter["Message-ID"] for letter in post_office.letters] == [notice.message_id] * 2


def test_what_people_typed_breaks_no_header_and_becomes_no_link(post_office):
    notice = NoticeFactory(to=UserFactory(name=WICKED), facts={"role_en": WICKED, "since_on": "2025-06-02"})

    send(notice)

    [letter] = post_office.letters
    text, html = parts(letter)
    assert letter["Bcc"] is None
    assert "\u2060//evil.\u2060kz Bcc: everybody@" in letter["Subject"]
    assert "https://evil.kz" not in text + html
    assert html.count("<a ") == 1
    assert "&lt;b&gt;now&lt;/b&gt;" in html
    assert "<b>" not in html


def test_many_letters_share_one_connection(post_office):
    with mail.line() as line:
        for notice in NoticeFactory.create_batch(3):
            mail.send(notice, over=line)

    assert (len(post_office.letters), post_office.connections) == (3, 1)


def test_a_mailbox_that_does_not_exist_is_a_fault_for_good(post_office):
    notice, other = NoticeFactory(), NoticeFactory()
    post_office.refused[notice.address] = f"550 5.1.1 <{notice.address}> unknown"

    with mail.line() as line:
        with pytest.raises(mail.Undelivered) as failure:
            mail.send(notice, over=line)
        mail.send(other, over=line)

    assert (str(failure.value), failure.value.is_permanent) == ("550 5.1.1 … unknown", True)
    assert post_office.recipients == [[other.address]]
    assert post_office.connections == 1


@pytest.mark.parametrize(("answer", "is_permanent"), [("450 4.2.0 Try later", False), ("550 5.7.1 No", True)])
def test_a_refused_letter_is_tried_again_if_the_server_says_so(post_office, answer, is_permanent):
    post_office.answer_to_letter = answer

    with pytest.raises(mail.Undelivered) as failure:
        send(NoticeFactory())

    assert (str(failure.value), failure.value.is_permanent) == (answer, is_permanent)


def test_a_mailbox_that_asks_to_wait_is_tried_again(post_office):
    notice = NoticeFactory()
    post_office.refused[notice.address] = "450 4.2.0 Greylisted"

    with pytest.raises(mail.Undelivered) as failure:
        send(notice)

    assert (str(failure.value), failure.value.is_permanent) == ("450 4.2.0 Greylisted", False)


@pytest.mark.parametrize("fault", ["hangs", "drops"])
def test_a_server_that_falls_silent_holds_up_one_letter_only(post_office, fault):
    setattr(post_office, fault, 1)
    first, second = NoticeFactory(), NoticeFactory()

    with mail.line() as line:
        with pytest.raises(mail.Undelivered) as failure:
            mail.send(first, over=line)
        mail.send(second, over=line)

    assert not failure.value.is_permanent
    assert isinstance(failure.value.__cause__, SMTPServerDisconnected)
    assert post_office.recipients[-1] == [second.address]


def test_a_server_that_is_away_is_told_apart(post_office, settings, nobodys_port):
    settings.EMAIL_PORT = nobodys_port

    with pytest.raises(mail.Unreachable) as failure:
        send(NoticeFactory())

    assert not failure.value.is_permanent
    assert str(failure.value).startswith("ConnectionRefusedError")


@pytest.mark.parametrize("address", ["two\r\nBcc: lines@example.kz", "a@example.kz\n"])
def test_an_address_that_would_break_a_header_is_a_fault_for_good(post_office, address):
    with pytest.raises(mail.Undelivered) as failure:
        send(NoticeFactory(address=address))

    assert failure.value.is_permanent
    assert post_office.letters == []


def test_a_kind_without_words_is_a_fault_for_good(post_office):
    with pytest.raises(mail.Undelivered) as failure:
        send(NoticeFactory(kind="accounts/never_written"))

    assert failure.value.is_permanent


def test_somebody_without_an_account_is_greeted_without_a_name(post_office):
    send(NoticeFactory(to=None, address="new@example.kz", language="ru"))

    text = parts(post_office.letters[0])[0]
    assert "{" not in text
    assert "None" not in text
    assert post_office.recipients == [["new@example.kz"]]
