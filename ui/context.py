"""What every page knows about the site it belongs to."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """Whether this is a demonstration with invented people, which pages say aloud."""
    return {"is_demo": not settings.PRODUCTION}
