"""What the register's people of the demonstration wait for: claims with a document, a power of attorney, an offer."""

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from accounts.models import User
from registry.claims import actions as claims
from registry.claims.models import Claim
from registry.organisations.models import Organisation
from registry.people import actions as people
from registry.people.models import Link

PAGE = "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj"
DOCUMENT = (
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    f"{PAGE}\ntrailer<</Root 1 0 R>>\n%%EOF\n"
).encode()


def everything(ngos: list[Organisation], heads: list[User], officer: User, now: datetime) -> None:
    """An accountant asks to be connected, a signatory signs by proxy; of other NGOs claims wait or are decided."""
    first, second, third = ngos[:3]
    asked = "2026 жылғы бұйрықпен қабылдандым. / Принята приказом 2026 года."
    _claim(first, heads[6], "accountant", asked, now - timedelta(days=2))
    _claim(second, heads[7], "head", "Төраға болып сайландым. / Избрана председателем.", now - timedelta(days=1))
    refused = _claim(third, heads[8], "signatory", asked, now - timedelta(days=9))
    because = "Сенімхатқа қол қойылмаған. / Доверенность не подписана."
    claims.refuse(refused, because=because, by=officer, at=now - timedelta(days=8))
    signs = _claim(first, heads[9], "signatory", asked, now - timedelta(days=40))
    link = claims.accept(signs, by=heads[0], at=now - timedelta(days=39))
    _empower(link, by=heads[0], at=now - timedelta(days=39))
    claims.hand_over(third, email=heads[10].email, stays_as="viewer", by=heads[2], at=now - timedelta(days=1))


def _claim(ngo: Organisation, person: User, role: str, statement: str, at: datetime) -> Claim:
    return claims.claim(ngo, role=role, statement=statement, document=DOCUMENT, by=person, at=at)


def _empower(link: Link, by: User, at: datetime) -> None:
    first = localdate(at)
    people.empower(link, number="12/45", first=first, last=first + timedelta(days=50), by=by, at=at)
