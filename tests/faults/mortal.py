"""The site as production shows it, in a process that ends in the middle of a request when the request asks for that.

`X-Dies: before` ends it at the moment of COMMIT, which never reaches the database; `X-Dies: after`, once the view has
returned and before a byte of its answer has left. Nothing of it is known to the product.
"""

import os
import signal
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import connection

from config.wsgi import application as site

# Pages of a fault as people see them, not as developers do.
settings.DEBUG = False


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Answer as the site does, or die."""
    dies = environ.get("HTTP_X_DIES")
    if dies == "before":
        connection.commit = _die
    answer = site(environ, start_response)
    if dies == "after":
        _die()
    return answer


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
