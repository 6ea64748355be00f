"""The pages of statistics in their order. One more is one more entry: an address, a title, a sentence, a function."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from registry.statistics import filed, growth, kinds, regions, reported, statuses
from registry.statistics.sections import Section


class Entry(NamedTuple):
    """A page of statistics: the last part of its address, its title, what it tells, who builds it for a day."""

    slug: str
    title: Any
    about: Any
    build: Callable[[date], Section]


# Counted in this register at the moment of asking.
COUNTED = (
    Entry("growth", _("Growth by year"), _("How many organisations were registered in each year."), growth.by_year),
    Entry("stages", _("Growth by stage"), _("The stages of the sector since the 1980s."), growth.by_stage),
    Entry("regions", _("Regions"), _("A map of the country and a row for each region."), regions.by_region),
    Entry("rural", _("Villages"), _("What share of organisations works in villages."), regions.rural),
    Entry("statuses", _("Active and registered"), _("How many of the registered are active."), statuses.today),
    Entry("classes", _("Classes"), _("Women's, youth, environmental and other organisations."), kinds.classes),
    Entry("spheres", _("Spheres"), _("The spheres of the state social order."), kinds.spheres),
    Entry("legal-forms", _("Legal forms"), _("Associations, foundations, institutions."), kinds.legal_forms),
    Entry("scale", _("Scale"), _("Republic-wide, regional, sectoral, local."), kinds.scales),
    Entry("filings", _("Reports in time"), _("How many filed their annual report, and when."), filed.in_time),
    Entry("money", _("Where the money comes from"), _("State, foreign and other income by year."), filed.sources),
)
# Told by others; each page names its source.
REPORTED = (
    Entry("statuses-2023", _("Statuses in April 2023"), _("The ministry's table with its gap."), statuses.in_2023),
    Entry("sector-2006", _("The sector in 2006"), _("More than, about: figures of the article."), reported.sector),
    Entry("activities-2006", _("Activities in 2006"), _("What NGOs did, in shares."), reported.activities),
    Entry("regions-2005", _("Regions with the most NGOs in 2005"), _("Then and today."), regions.most_of_2005),
)
ALL = {entry.slug: entry for entry in (*COUNTED, *REPORTED)}
