"""What the rules of eligibility ask about organisations, gathered in a fixed number of queries."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.utils.functional import lazy
from django.utils.timezone import localdate

from registry.bodies.models import RestrictedParty
from registry.eligibility.checks import Facts, Terms
from registry.organisations.models import Organisation
from registry.reference.models import Duty, Filing, spoken

# A text of a record in the language of whoever reads it later.
spoken_lazily = lazy(spoken, str)


def of(organisation: Organisation, *, on: date, terms: Terms | None = None) -> Facts:
    """What is known of one organisation on a day."""
    return of_all([organisation], on=on, terms=terms)[organisation.pk]


def of_all(organisations: Iterable[Organisation], *, on: date, terms: Terms | None = None) -> dict[int, Facts]:
    """What is known of these organisations on a day, by their keys; in two queries, however many they are."""
    year = Duty.report_year(on)
    entries = RestrictedParty.objects.on(on).filter(bin=OuterRef("bin")).order_by("-since")
    works_in = Organisation.spheres.through.objects.filter(organisation=OuterRef("pk"), sphere=terms and terms.sphere)
    asked = Organisation.objects.filter(pk__in=[one.pk for one in organisations]).with_filing(year)
    found = asked.select_related("legal_form").annotate(
        court_act=Subquery(entries.values("court_act")[:1]), works_in_sphere=Exists(works_in)
    )
    return {one.pk: _facts(one, year, on, terms) for one in found}


def _facts(one: Any, year: int | None, day: date, terms: Terms | None) -> Facts:
    # What was filed after that day was not there on it.
    is_filed_later = one.report_filed_at is not None and localdate(one.report_filed_at) > day
    return Facts(
        status=one.status,
        has_bin=bool(one.bin),
        is_ngo=one.legal_form.is_ngo,
        form_refusal="" if one.legal_form.is_ngo else spoken_lazily(one.legal_form, "refusal"),
        is_foreign_branch=one.legal_form.code.startswith("foreign_"),
        works_in_sphere=one.works_in_sphere,
        report_year=year,
        filing=str(Filing.MISSING if is_filed_later else one.filing),
        restriction=one.court_act or "",
        terms=terms,
    )
