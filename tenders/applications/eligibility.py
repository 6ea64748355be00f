"""Whether an organisation may apply for a lot, rule by rule, before anybody takes pains over it (U2)."""

from datetime import datetime
from typing import NamedTuple

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from registry.organisations.models import Organisation
from tenders.applications.models import Application
from tenders.calls.models import Lot
from ui import words

STANDING = {
    "filed": gettext_lazy("Its data await verification by the registry officer."),
    "returned": gettext_lazy("The registry officer returned its data for correction."),
    "suspended": gettext_lazy("Its work is suspended in the register."),
    "liquidating": gettext_lazy("It is in liquidation."),
    "liquidated": gettext_lazy("It is liquidated."),
    "merged": gettext_lazy("It was merged into another record of the register."),
}
REMEDIES = {
    "filed": gettext_lazy("Wait for the verification; you will get a message."),
    "returned": gettext_lazy("Correct the data in the register and file them again."),
}


class Condition(NamedTuple):
    """A rule: whether it is met; if not, why, and what to do. Advice stops nobody."""

    is_met: bool
    rule: str
    because: str = ""
    remedy: str = ""
    is_advice: bool = False

    @property
    def stops(self) -> bool:
        """Whether nobody may begin because of this."""
        return not (self.is_met or self.is_advice)


def conditions(organisation: Organisation, lot: Lot, at: datetime) -> list[Condition]:
    """Whether this organisation may apply for the lot now (R-010, R-012, R-013, R-040; domain 2.8)."""
    return [
        _time(lot, at),
        _form(organisation),
        _register(organisation),
        _bin(organisation),
        _once(organisation, lot),
        _sphere(organisation, lot),
    ]


def standing_of(organisation: Organisation, lot: Lot) -> Application | None:
    """The application this organisation has for the lot already, if any."""
    own = Application.objects.filter(lot=lot, organisation=organisation)
    return own.exclude(status=Application.Status.WITHDRAWN).first()


def _time(lot: Lot, at: datetime) -> Condition:
    return Condition(
        lot.call.accepts_applications(at),
        _("The call accepts applications."),
        _("The call takes no applications now."),
        _("Look for another open call."),
    )


def _form(organisation: Organisation) -> Condition:
    form = organisation.legal_form
    reason = words.spoken(form, "refusal", (get_language() or "kk")[:2])[1]
    return Condition(
        form.is_ngo,
        _("Its legal form is that of an NGO."),
        reason or _("Organisations of this legal form take no part in the state social order."),
        _("If the legal form in the register is wrong, ask the registry officer to correct it."),
    )


def _register(organisation: Organisation) -> Condition:
    status = organisation.status
    return Condition(
        status == Organisation.Status.ACTIVE,
        _("It is verified and active in the register."),
        str(STANDING.get(status, "")),
        str(REMEDIES.get(status, _("Ask the registry officer what can be done."))),
    )


def _bin(organisation: Organisation) -> Condition:
    return Condition(
        bool(organisation.bin),
        _("It has a BIN."),
        _("There is no BIN in the register."),
        _("Add the BIN to its data in the register."),
    )


def _once(organisation: Organisation, lot: Lot) -> Condition:
    return Condition(
        standing_of(organisation, lot) is None,
        _("It has no other application for this lot."),
        _("It has an application for this lot already."),
        _("Open that application; it can be changed until the deadline."),
    )


def _sphere(organisation: Organisation, lot: Lot) -> Condition:
    sphere = lot.call.sphere
    name = {"sphere": words.spoken(sphere, "name", (get_language() or "kk")[:2])[1]}
    return Condition(
        any(own.pk == sphere.pk for own in organisation.spheres.all()),
        _("Its spheres include the sphere of the call: %(sphere)s.") % name,
        _("Its spheres in the register do not include the sphere of the call: %(sphere)s.") % name,
        _("You may apply. Explain in the application why you can do this work; the commission decides."),
        is_advice=True,
    )
