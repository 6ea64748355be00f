"""What the page of an organisation's own people shows: what is verified, what expires, what blocks a bid today."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from registry.eligibility import checks, facts
from registry.eligibility.checks import Finding
from registry.filings import rules as filings
from registry.filings import years
from registry.organisations import rules
from registry.organisations.models import Organisation
from registry.people.models import Link


class Obstacle(NamedTuple):
    """A rule that keeps the organisation from bidding, and the page where it is mended, if there is one."""

    finding: Finding
    url: str
    label: str


class Expiry(NamedTuple):
    """What has a last day."""

    what: str
    on: date
    is_past: bool


def page(organisation: Organisation, user: Any, day: date) -> dict[str, Any]:
    """Everything the page shows, in a fixed number of queries."""
    findings = checks.assess(facts.of(organisation, on=day))
    asked = years.of(organisation, day)
    people = list(Link.objects.of(organisation, on=day).select_related("user").order_by("pk"))
    return {
        "organisation": organisation,
        "findings": findings,
        "obstacles": [_obstacle(finding, organisation) for finding in checks.obstacles(findings)],
        "years": asked,
        "may_start": filings.can_prepare(user, organisation),
        "dates": [*_reports(asked), *_links(people, day)],
        "offers": rules.offers(user, organisation),
        "people": people,
        "asking": organisation.claims.filter(status="filed").select_related("person"),
        "today": day,
        "alike": _alike_in_public(organisation),
    }


def _alike_in_public(organisation: Organisation) -> list[Organisation]:
    """Who of the public register is likely the same as one that nobody has verified yet; then it is asked no more."""
    if not organisation.may_be_revised:
        return []
    others = Organisation.objects.public().exclude(pk=organisation.pk)
    return others.like(organisation.known, organisation.region)


def _obstacle(finding: Finding, organisation: Organisation) -> Obstacle:
    url, label = "", ""
    if finding.rule == "R-011":
        url, label = reverse("filings:index", args=[organisation.code]), _("Open the annual reports")
    elif finding.rule == "R-014":
        url, label = reverse("bodies:restricted"), _("See the list of restricted parties")
    elif organisation.may_be_revised and finding.rule in ("R-001", "R-010", "R-012"):
        url, label = reverse("organisations:edit", args=[organisation.code]), _("Change the data")
    return Obstacle(finding, url, label)


def _reports(asked: Iterable[years.Year]) -> Iterable[Expiry]:
    # Of those that are overdue only the last is asked for by the calls of today.
    for year in asked:
        if year.standing is None:
            yield Expiry(_("Annual report for %(year)s") % {"year": year.year}, year.due_on, year.is_overdue)
        if year.is_overdue:
            return


def _links(people: Iterable[Link], day: date) -> Iterable[Expiry]:
    for link in people:
        if link.proxy_until is not None:
            what = _("Power of attorney of %(person)s") % {"person": link.user}
            yield Expiry(what, link.proxy_until, link.proxy_until < day)
        if link.until is not None:
            yield Expiry(f"{link.user}, {link.get_role_display()}", link.until, False)
