"""A notice as a letter, and what a mail server may answer to it. The network, so never inside a transaction."""

import re
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template import TemplateDoesNotExist, TemplateSyntaxError, loader
from django.utils import translation

from notifications import facts, wording
from notifications.models import Notice

ADDRESS = re.compile(r"\S+@\S+")


class Undelivered(Exception):
    """A letter that did not leave, for a reason in words without anybody's address."""

    def __init__(self, reason: str, *, is_permanent: bool = False):
        super().__init__(ADDRESS.sub("…", " ".join(reason.split())))
        self.is_permanent = is_permanent


class Unreachable(Undelivered):
    """The mail server itself is away: no other letter would fare better now."""


@contextmanager
def line() -> Iterator[BaseEmailBackend]:
    """A connection to the mail server for many letters, opened at the first of them."""
    connection = get_connection()
    try:
        yield connection
    finally:
        connection.close()


def send(notice: Notice, *, over: BaseEmailBackend) -> None:
    """Hand one letter to the mail server. Raises Undelivered, which says whether another try can help (Q5)."""
    letter = compose(notice)
    _reach(over)
    try:
        over.send_messages([letter])
    except smtplib.SMTPRecipientsRefused as refused:
        [(code, answer)] = refused.recipients.values()
        raise _refusal(code, answer) from refused
    except smtplib.SMTPDataError as refused:
        raise _refusal(refused.smtp_code, refused.smtp_error) from refused
    except ValueError as fault:  # of Django: an address that is none, a header of two lines
        raise Undelivered("The address or the subject breaks the header.", is_permanent=True) from fault
    except (smtplib.SMTPException, OSError) as fault:
        over.close()
        raise Undelivered(f"{type(fault).__name__}: {fault}") from fault


def compose(notice: Notice) -> EmailMultiAlternatives:
    """The letter itself: text and HTML with the same words, to one person, in their language."""
    try:
        words = wording.of(notice, notice.language)
        context = {
            "words": words,
            "name": facts.unlinked(notice.to.name) if notice.to else "",
            "link": wording.whole(words.path),
            "language": notice.language,
        }
        with translation.override(notice.language):
            text = wording.written("mail/layout.txt", context)
            html = loader.render_to_string("mail/layout.html", context)
    except (TemplateDoesNotExist, TemplateSyntaxError) as fault:
        raise Undelivered(f"{type(fault).__name__}: {fault}", is_permanent=True) from fault
    headers = {
        "Message-ID": notice.message_id,
        "Auto-Submitted": "auto-generated",
        "Content-Language": notice.language,
    }
    letter = EmailMultiAlternatives(words.subject, text, to=[notice.address], headers=headers)
    letter.attach_alternative(html, "text/html")
    return letter


def _reach(connection: BaseEmailBackend) -> None:
    try:
        connection.open()
    except (smtplib.SMTPException, OSError) as fault:
        connection.close()
        raise Unreachable(f"{type(fault).__name__}: {fault}") from fault


def _refusal(code: int, answer: bytes | str) -> Undelivered:
    words = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    return Undelivered(f"{code} {words}", is_permanent=code >= 500)
