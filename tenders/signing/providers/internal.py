"""The site signs for a person who is signed in to it: Ed25519 under a key of the site (`SIGNATURE_KEYS`).

It proves that this site took the statement from this account and that nothing in it was changed since. It is no
electronic digital signature of the person.
"""

import hashlib
from base64 import b64decode, b64encode, urlsafe_b64decode
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from tenders.signing.mark import Mark


def mark(statement: str) -> Mark | None:
    """The mark of the site, made with the first of its keys."""
    private = _private(settings.SIGNATURE_KEYS[0])
    return Mark(_fingerprint(private.public_key()), b64encode(private.sign(statement.encode())).decode())


def holds(statement: str, given: Mark) -> bool:
    """Whether one of the keys of the site made this mark for this statement, to the letter."""
    public = _ring(tuple(settings.SIGNATURE_KEYS)).get(given.key)
    if public is None:
        return False
    try:
        public.verify(b64decode(given.value), statement.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


@lru_cache(maxsize=8)
def _private(key: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(urlsafe_b64decode(key))


@lru_cache(maxsize=8)
def _ring(keys: tuple[str, ...]) -> dict[str, Ed25519PublicKey]:
    public = [_private(key).public_key() for key in keys]
    return {_fingerprint(one): one for one in public}


def _fingerprint(public: Ed25519PublicKey) -> str:
    return hashlib.sha256(public.public_bytes_raw()).hexdigest()[:16]
