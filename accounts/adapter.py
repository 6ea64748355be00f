"""What allauth does not know about this site: messages are owed, not sent, and second factors are kept encrypted."""

from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import get_language

from accounts.models import User
from lifecycle import clock
from notifications import outbox, wording

# Of what allauth tells a template, what ours tell too; and the one address of each mail, the first that is there.
FACTS = ("from_email", "to_email", "deleted_email")
LINKS = ("activate_url", "password_reset_url", "signup_url")
DAYS = {
    "email_confirmation": app_settings.EMAIL_CONFIRMATION_EXPIRE_DAYS,
    "email_confirmation_signup": app_settings.EMAIL_CONFIRMATION_EXPIRE_DAYS,
    "password_reset_key": settings.PASSWORD_RESET_TIMEOUT // 86400,
}


class Adapter(DefaultAccountAdapter):
    """Sign-up, sign-in and their mails."""

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """A new person, with the name and the language they chose."""
        user.name, user.language = form.cleaned_data["name"], form.cleaned_data["language"]
        return super().save_user(request, user, form, commit)

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell a person that something about their account has changed; this is kept on the site, too."""
        news = {"user": user, "is_news": True}
        super().send_notification_mail(template_prefix, user, {**(context or {}), **news}, email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Owe a mail of the kind `accounts/<name>`. One with a link that opens an account is forgotten once sent."""
        name = template_prefix.rsplit("/", 1)[-1]
        user = context.get("user") or User.objects.filter(email__iexact=email).first()
        at = clock.now()
        outbox.post(
            f"accounts/{name}",
            to=[_recipient(user, email)],
            at=at,
            key=at.isoformat(),
            url=_path(context),
            is_listed=bool(context.get("is_news")),
            done_at=at,
            days=DAYS.get(name, 0),
            **{fact: context[fact] for fact in FACTS if fact in context},
        )

    def is_safe_url(self, url: str | None) -> bool:
        """Whether a page may be led to after signing in: only one of this very site that exists (S32)."""
        if not url or not super().is_safe_url(url):
            return False
        parts = urlsplit(url)
        if parts.netloc not in ("", allauth_context.request.get_host()):
            return False
        try:
            resolve(wording.localised(parts.path, get_language() or "kk"))
        except Resolver404:
            return False
        return True


class SecondFactorAdapter(DefaultMFAAdapter):
    """Seeds of second factors and of recovery codes, encrypted under SECRET_KEY; old keys still read (S1, S41)."""

    def encrypt(self, text: str) -> str:
        """As it is stored."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """As the phone has it."""
        return _box().decrypt(encrypted_text.encode()).decode()


def _recipient(user: User | None, email: str) -> User | outbox.Address:
    if user and user.email.lower() == email.lower():
        return user
    language = user.language if user else (get_language() or "kk")[:2]
    return outbox.Address(email=email, language=language)


def _path(context: dict[str, Any]) -> str:
    found = next((context[link] for link in LINKS if link in context), reverse("account_reset_password"))
    return urlsplit(found).path


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(urlsafe_b64encode(sha256(f"second factor {key}".encode()).digest())) for key in keys])
