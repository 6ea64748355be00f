"""A text shut under a key: it opens for that key and that label alone, whole or not at all (Q53, Q56). Pure.

AES-256-GCM. The label is what the box belongs to; under another one it does not open. Every text is filled up to one
of a few sizes, so that a box does not tell how long its text is.
"""

import os
from base64 import b64decode, b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

# The first byte names the suite: another one may follow without a change to what is shut already.
SUITE = b"\x01"
NONCE = 12
LENGTH = 4
LEAST = 32 * 1024


class Broken(Exception):
    """A box that was changed, cut, put in another's place, or shut under another key."""


def new_key() -> str:
    """A key of 32 random bytes, in base64."""
    return b64encode(AESGCM.generate_key(bit_length=256)).decode()


def shut(key: str, text: str, label: str) -> bytes:
    """The box of a text; another one each time."""
    nonce = os.urandom(NONCE)
    return SUITE + nonce + AESGCM(b64decode(key)).encrypt(nonce, _filled(text.encode()), label.encode())


def read(key: str, box: bytes, label: str) -> str:
    """The text of a box. Raises `Broken` unless box, key and label belong together, to the last bit."""
    box = bytes(box)
    if box[:1] != SUITE or len(box) <= NONCE:
        raise Broken
    try:
        filled = AESGCM(b64decode(key)).decrypt(box[1 : NONCE + 1], box[NONCE + 1 :], label.encode())
    except (InvalidTag, ValueError) as failure:
        raise Broken from failure
    return filled[LENGTH : LENGTH + int.from_bytes(filled[:LENGTH])].decode()


def _filled(content: bytes) -> bytes:
    size = LEAST
    while size < LENGTH + len(content):
        size *= 2
    return (len(content).to_bytes(LENGTH) + content).ljust(size, b"\0")
