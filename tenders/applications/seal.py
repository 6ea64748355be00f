"""The seal: what was submitted is read by nobody before the opening (R-041, Q53, Q56). Pure; level `access`.

Four verbs are all that the rest knows of it: `seal`, `release`, `unseal`, `destroy`. Here a call has a pair of keys:
the public half seals, and the private half lies encrypted under the keys of the site and is released by the opening
alone. A level at which several people hold the private half in shares replaces this file and nothing else.

A sealed document is the key of this one document, sealed to the call by HPKE (RFC 9180), and the text under that key.
Both are bound to the call, the application, the receipt and the hash on it.
"""

from base64 import b64decode, b64encode
from datetime import datetime
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.fernet import InvalidToken
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from django.utils.translation import gettext as _

from lifecycle import boxes, chain
from lifecycle.models import Refused

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
# The sealed key: what HPKE adds to the 44 letters of a key in base64.
WRAPPED = 32 + 44 + 16


class KeyLost(Refused):
    """The private half cannot be read: the site's key that it lies under is not among those set."""


class Binding(NamedTuple):
    """What a sealed document belongs to, and no other place will do."""

    call: str
    application: str
    receipt: str
    sha256: str

    @property
    def label(self) -> str:
        """The same, as one line."""
        return "|".join(("tapsyrys seal", *self))


def pair() -> dict[str, str]:
    """A pair of keys for a call: the public half, and the private one, which its row keeps encrypted."""
    private = X25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    return {"public": b64encode(public).decode(), "private": b64encode(private.private_bytes_raw()).decode()}


def seal(key: Any, text: str, to: Binding) -> bytes:
    """The document under the seal of a call. Needs no more than the public half of its key."""
    own = boxes.new_key()
    public = X25519PublicKey.from_public_bytes(b64decode(key.public))
    return bytes(SUITE.encrypt(own.encode(), public, to.label.encode())) + boxes.shut(own, text, to.label)


def release(key: Any, *, at: datetime) -> X25519PrivateKey:
    """The private half, at the opening. Refused before its time and for ever once it is destroyed; as `KeyLost`."""
    if at < key.call.opening_at:
        raise Refused(_("The opening time has not come yet."))
    if key.destroyed_at:
        raise Refused(_("The key of this call is destroyed: what is sealed stays sealed for ever."))
    try:
        return X25519PrivateKey.from_private_bytes(b64decode(key.private.whole))
    except InvalidToken as failure:
        raise KeyLost(_("The key of this call cannot be read.")) from failure


def unseal(released: X25519PrivateKey, document: bytes, of: Binding) -> str:
    """The text that was sealed. Raises `Broken` unless it is, to the letter, the one whose hash the receipt bears."""
    document = bytes(document)
    try:
        own = SUITE.decrypt(document[:WRAPPED], released, of.label.encode()).decode()
    except (InvalidTag, ValueError) as failure:
        raise boxes.Broken from failure
    text = boxes.read(own, document[WRAPPED:], of.label)
    if chain.fingerprint(text) != of.sha256:
        raise boxes.Broken
    return text


def destroy(key: Any, *, at: datetime) -> dict[str, Any]:
    """What is written over the key of a call so that nobody opens what it sealed, whatever becomes of the backups."""
    return {"private": "", "destroyed_at": at}
