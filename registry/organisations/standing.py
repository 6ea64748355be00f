"""What keeps an organisation from applying, and how each is mended (R-010, R-012, domain 2.8)."""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.organisations.models import Organisation

Status = Organisation.Status

OF_STATUS: dict[str, tuple[Any, Any]] = {
    Status.FILED: (
        gettext_lazy("A registry officer is checking the data."),
        gettext_lazy("You need not do anything. You will get a message."),
    ),
    Status.RETURNED: (
        gettext_lazy("The data were returned for correction."),
        gettext_lazy("Mend what the officer names, then file again."),
    ),
    Status.SUSPENDED: (
        gettext_lazy("The organisation is suspended."),
        gettext_lazy("The history below says why. When the reason is gone, ask a registry officer to end it."),
    ),
    Status.LIQUIDATING: (
        gettext_lazy("The organisation is in liquidation."),
        gettext_lazy("An organisation in liquidation takes no part in tenders."),
    ),
    Status.LIQUIDATED: (
        gettext_lazy("The organisation is liquidated."),
        gettext_lazy("This is final."),
    ),
}


class Obstacle(NamedTuple):
    """What is in the way, and what to do about it."""

    what: str
    remedy: str


def obstacles(organisation: Organisation) -> list[Obstacle]:
    """Everything that keeps an organisation from applying today; nothing while it may."""
    found = []
    if organisation.status in OF_STATUS:
        what, remedy = OF_STATUS[organisation.status]
        found.append(Obstacle(str(what), str(remedy)))
    if not organisation.bin:
        found.append(Obstacle(_("The organisation has no BIN in the register."), _how_to_add_a_bin(organisation)))
    if not organisation.legal_form.is_ngo:
        what, remedy = _("The legal form is not that of an NGO."), _("Ask a registry officer to check it with you.")
        found.append(Obstacle(what, remedy))
    return found


def why_not_verified(organisation: Organisation) -> str:
    """Why an organisation cannot be verified as it stands; nothing if it can (R-003, R-012)."""
    if organisation.status != Status.FILED:
        return _("Only an organisation that awaits verification can be verified.")
    if not organisation.legal_form.is_ngo:
        return _("This legal form is not an NGO: return it with the reason.")
    if not (organisation.name_kk.strip() and organisation.name_ru.strip()):
        return _("The names in Kazakh and in Russian are needed before verification.")
    return ""


def _how_to_add_a_bin(organisation: Organisation) -> str:
    if organisation.may_be_revised:
        return _("Change the data and write the BIN there.")
    return _("Ask a registry officer to add it, with a copy of the certificate.")
