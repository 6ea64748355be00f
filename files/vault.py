"""Where files lie: outside every web root, under names that tell nothing, in cipher, each under a key of its own (Q39).

The key is kept by whoever owns the file, in a row; without it the bytes are noise, and without them so is the key.
"""

import errno
import hashlib
import secrets
import shutil
from pathlib import Path
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

NONCE = 12
FULL = (errno.ENOSPC, errno.EDQUOT)


class NoRoom(Exception):
    """The place where files lie is full."""


class Changed(Exception):
    """What lies there is not what was put there, or is gone."""


class Kept(NamedTuple):
    """Where a file lies, and the key that reads it."""

    place: str
    key: str


def keep(content: bytes, *, folder: str) -> Kept:
    """Lay a file down. Raises NoRoom when the disk is full or nearly so; then nothing of it stays."""
    if not has_room():
        raise NoRoom
    key, nonce = AESGCM.generate_key(bit_length=256), secrets.token_bytes(NONCE)
    name = f"{folder}/{secrets.token_hex(16)}"
    try:
        place = default_storage.save(name, ContentFile(nonce + AESGCM(key).encrypt(nonce, content, None)))
    except OSError as failure:
        default_storage.delete(name)
        if failure.errno in FULL:
            raise NoRoom from failure
        raise
    return Kept(place, key.hex())


def read(place: str, key: str, *, sha256: str = "") -> bytes:
    """A file as it was laid down; its hash is asked each time. Raises Changed (Q42)."""
    try:
        with default_storage.open(place) as file:
            sealed = bytes(file.read())
        content = AESGCM(bytes.fromhex(key)).decrypt(sealed[:NONCE], sealed[NONCE:], None)
    except (InvalidTag, FileNotFoundError, ValueError) as wrong:
        raise Changed from wrong
    if sha256 and hashlib.sha256(content).hexdigest() != sha256:
        raise Changed
    return content


def destroy(*places: str) -> None:
    """Destroy files; nothing happens where there is none."""
    for place in filter(None, places):
        default_storage.delete(place)


def has_room() -> bool:
    """Whether the disk has the share free below which nothing more is taken (Q40)."""
    root = Path(settings.MEDIA_ROOT)
    disk = shutil.disk_usage(next(place for place in (root, *root.parents) if place.exists()))
    return disk.free * 100 >= disk.total * settings.FILES_FREE_PERCENT
