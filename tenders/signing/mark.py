"""What stands beside a signed statement: the key it was made with, and the signature itself."""

from typing import NamedTuple


class Mark(NamedTuple):
    """The fingerprint of the public key, and the signature in base64."""

    key: str
    value: str
