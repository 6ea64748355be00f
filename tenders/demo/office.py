"""The desk of the registry officer: what was done to many at once and taken back, and the searches of every day."""

from datetime import datetime, timedelta

from accounts.models import User
from registry.jobs import actions as jobs
from registry.jobs import running
from registry.organisations import bulk
from registry.organisations.models import Organisation
from registry.searches import actions as searches
from tenders.demo.register import IN_A_REGION

LATE = "Жылдық есеп мерзімінде тапсырылмады. / Годовой отчёт не сдан в срок."
FILED = "Есеп тапсырылды. / Отчёт сдан."
SEARCHES = {
    "Ауылдағы белсенді ұйымдар": "status__exact=active&is_rural__exact=1",
    "Тоқтатылғандар": "status__exact=suspended",
}


def of(officer: User, ngos: list[Organisation], now: datetime) -> None:
    """NGOs of five regions suspended by one act, but for those that could not be; a week later all are back."""
    some = ngos[4 * IN_A_REGION : 9 * IN_A_REGION]
    began = now - timedelta(days=40)
    _many("suspend", some, LATE, officer, began)
    done = [ngo for ngo in some if ngo.trail().filter(verb="active → suspended", at=began).exists()]
    _many("resume", done, FILED, officer, began + timedelta(days=7))
    for name, query in SEARCHES.items():
        searches.keep("registry.organisation", name, query, by=officer)


def _many(verb: str, ngos: list[Organisation], because: str, by: User, at: datetime) -> None:
    fresh = Organisation.objects.filter(pk__in=[ngo.pk for ngo in ngos]).select_related("legal_form").in_order()
    job = bulk.start(verb, bulk.plan(verb, fresh, by=by), because=because, by=by, at=at)
    if taken := jobs.take(job=job, at=at):
        running.run(taken, lambda: at, until=at + running.ENOUGH)
