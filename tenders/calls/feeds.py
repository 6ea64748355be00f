"""The published calls as an Atom feed, in the language of its address."""

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tenders.calls.models import Call
from ui import words

LATEST = 30


class CallFeed(Feed):
    """The latest thirty published calls."""

    feed_type = Atom1Feed

    def title(self) -> str:
        """What the feed is called."""
        return _("Calls of the state social order – Tapsyrys")

    def link(self) -> str:
        """Where the calls stand."""
        return reverse("calls:index")

    def items(self) -> Any:
        """Newest first."""
        return Call.objects.public().order_by("-published_at", "-pk")[:LATEST]

    def item_title(self, item: Call) -> str:
        """The number and the title, in the language of the feed."""
        return f"{item.number}. {words.spoken(item, 'title', get_language() or 'kk')[1]}"

    def item_description(self, item: Call) -> str:
        """What for."""
        return words.spoken(item, "purpose", get_language() or "kk")[1]

    def item_pubdate(self, item: Call) -> datetime | None:
        """When it was published."""
        return item.published_at
