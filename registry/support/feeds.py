"""The news as an Atom feed, in the language of its address."""

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from registry.reference.models import spoken
from registry.support.models import News

LATEST = 30


class NewsFeed(Feed):
    """The latest thirty pieces of news."""

    feed_type = Atom1Feed

    def title(self) -> str:
        """What the feed is called."""
        return _("News for NGOs – Tapsyrys")

    def link(self) -> str:
        """Where the news stands."""
        return reverse("support:news")

    def items(self) -> Any:
        """Newest first."""
        return News.objects.published()[:LATEST]

    def item_title(self, item: News) -> str:
        """In the language of the feed."""
        return spoken(item, "title")

    def item_description(self, item: News) -> str:
        """The whole text."""
        return spoken(item, "text")

    def item_pubdate(self, item: News) -> datetime | None:
        """When it was published."""
        return item.published_at

    def item_updateddate(self, item: News) -> datetime | None:
        """The same moment: what is published is not changed."""
        return item.published_at
