"""What keeps an organisation from being verified (R-003, R-012)."""

from django.utils.translation import gettext as _

from registry.organisations.models import Organisation


def why_not_verified(organisation: Organisation) -> str:
    """Why an organisation cannot be verified as it stands; nothing if it can (R-003, R-012)."""
    if organisation.status != Organisation.Status.FILED:
        return _("Only an organisation that awaits verification can be verified.")
    if not organisation.legal_form.is_ngo:
        return _("This legal form is not an NGO: return it with the reason.")
    if not (organisation.name_kk.strip() and organisation.name_ru.strip()):
        return _("The names in Kazakh and in Russian are needed before verification.")
    return ""
