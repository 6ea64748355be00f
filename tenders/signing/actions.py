"""Sign: the one act of this stage."""

from datetime import datetime

from tenders.signing import sign as signing
from tenders.signing.models import Signature


def sign(paper: signing.Paper, signer: signing.Signer, *, provider: str, at: datetime) -> Signature | None:
    """Write down that somebody signs a frozen document; nothing where the profile of the call wants no signature.

    Whoever calls holds the record and has asked whether this person may sign for it.
    """
    mark = signing.sign(paper, signer, provider=provider, at=at)
    if mark is None:
        return None
    who = signer._asdict()
    return Signature.objects.create(
        **paper._asdict(), **mark._asdict(), provider=provider, signed_by_id=who.pop("person"), signed_at=at, **who
    )
