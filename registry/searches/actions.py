"""Keep a search, remove a search: a person's own notes, never a decided thing."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lifecycle.models import Refused
from registry.searches.models import SavedSearch


def keep(page: str, name: str, query: str, *, by: Any) -> SavedSearch:
    """Keep the filters of a list under a name. Refused where this person has a search of that name for that list."""
    try:
        with transaction.atomic():
            return SavedSearch.objects.create(user=by, page=page, name=name, query=query)
    except IntegrityError as taken:
        raise Refused(_("You have a search of this name for this list. Choose another name.")) from taken


def remove(search: SavedSearch, *, by: Any) -> None:
    """Forget a search; its owner alone reaches it."""
    SavedSearch.objects.of(by).filter(pk=search.pk).delete()
