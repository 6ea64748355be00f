"""Notices on a page: how many are new, and the words of one."""

from django import template
from django.db.models.functions import Now
from django.template.context import RequestContext
from django.urls import reverse
from django.utils.translation import get_language

from notifications import wording
from notifications.models import Notice

register = template.Library()


@register.simple_tag(takes_context=True)
def unread_notices(context: RequestContext) -> int:
    """How many notices the person has not marked as read: one query, and none for a stranger."""
    user = getattr(context.get("request"), "user", None)
    if user is None or not user.is_authenticated:
        return 0
    return Notice.objects.for_reader(user, Now()).unread().count()


@register.filter
def worded(notice: Notice) -> wording.Wording:
    """A notice in the language of the page."""
    return wording.of(notice, (get_language() or "kk")[:2])


@register.simple_tag
def whole_address(name: str, *arguments: str) -> str:
    """The whole address of a second page that a mail leads to, in the language of the mail."""
    return wording.whole(reverse(name, args=arguments))
