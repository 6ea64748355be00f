"""An application held for a submission, with all that is asked of it and no more."""

from tenders.applications import content
from tenders.applications.models import Application
from tenders.calls.models import Call

# What is asked of a submission, all of it in two rows: on the evening of a deadline everybody submits at once.
OF_CALL = (
    "number", "status", "instrument", "title_kk", "title_ru", "deadline_at", "opening_at", "profile__overhead_percent",
    "profile__quote_from_amount", "sphere", "profile__requires_annual_report", "profile__allows_foreign_branches",
    "profile__signing",
    "seal_key__public",
)  # fmt: skip
OF_APPLICATION = (
    *(field.name for field in Application._meta.concrete_fields),
    *(f"lot__{name}" for name in ("call", "number", "budget_amount", "starts_on", "ends_on", "own_share_percent")),
    *(f"organisation__{name}" for name in (*content.REGISTERED, "bin", "merged_into")),
    *(f"organisation__{entry}__name_{code}" for entry in ("legal_form", "region") for code in ("kk", "ru", "en")),
)


def held(application: Application) -> Application:
    """The application held, its call held before it: the opening takes both in the same order (Q19).

    Its working copy is read afterwards: joined, it would be that of a moment before the lock.
    """
    calls = Call.objects.select_for_update(of=("self",), no_key=True).select_related("profile", "seal_key")
    call = calls.only(*OF_CALL).get(lots=application.lot_id)
    whole = ("lot", "organisation__legal_form", "organisation__region")
    rows = Application.objects.select_for_update(of=("self",)).select_related(*whole)
    application = rows.only(*OF_APPLICATION).prefetch_related(content.FILES).get(pk=application.pk)
    application.lot.call = call
    return application
