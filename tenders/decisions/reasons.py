"""Why an application got what it got, in a language, from the facts of its placing (R-068)."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import override

from tenders.calls.models import Criterion
from tenders.procedure.models import Profile
from tenders.scoring.ranking import DRAW, OPEN_CONTRACTS, Ground, Outcome, Placing, Reason
from ui import words


def of(placing: Placing, criteria: Mapping[str, Criterion], profile: Profile, language: str) -> str:
    """All reasons for one application, a sentence each; sums in tenge, means of 0–5, totals of 0–100."""
    with override(language):
        said = [_place(placing, language)]
        if placing.outcome is Outcome.WINNER:
            said.append(_("The sum requested fits the budget of the lot."))
        if placing.outcome is Outcome.RESERVE:
            said.append(_("The application is on the reserve list and is called if a winner drops out."))
        said += [_ground(reason, placing, criteria, profile, language) for reason in placing.reasons]
        if placing.tie_path:
            said.append(_tie(placing, criteria, language))
        return " ".join(said)


def _place(placing: Placing, language: str) -> str:
    total = words.points(placing.total, language)
    if placing.rank is None:
        return _("The total is %(total)s of 100.") % {"total": total}
    return _("The total is %(total)s of 100, rank %(rank)d.") % {"total": total, "rank": placing.rank}


def _ground(
    reason: Reason, placing: Placing, criteria: Mapping[str, Criterion], profile: Profile, language: str
) -> str:
    left = words.tenge(Decimal(reason.left), language) if reason.left is not None else ""
    if reason.ground is Ground.CRITERION_BELOW_MINIMUM:
        criterion = criteria[reason.criterion]
        return _("The mean mark for “%(criterion)s” is %(mean)s; at least %(least)s is needed.") % {
            "criterion": getattr(criterion, f"name_{language}"),
            "mean": words.points(placing.means[reason.criterion], language),
            "least": words.points(criterion.min_points, language),
        }
    if reason.ground is Ground.TOTAL_BELOW_THRESHOLD:
        least = words.points(profile.total_threshold, language)
        return _("The total is below the passing threshold of %(least)s.") % {"least": least}
    if reason.ground is Ground.DOES_NOT_FIT:
        return _("The sum requested does not fit: %(left)s of the budget of the lot was left.") % {"left": left}
    if reason.ground is Ground.AWARDS_USED_UP:
        return _("All awards of the lot went to applications ranked higher; %(left)s was left.") % {"left": left}
    return _("The funding line ended above: application %(number)s did not fit, %(left)s was left.") % {
        "number": reason.stopped_at,
        "left": left,
    }


def _tie(placing: Placing, criteria: Mapping[str, Criterion], language: str) -> str:
    rung = placing.tie_path[-1]
    if rung == DRAW:
        return _("Equal totals: the public draw decided the order.")
    if rung == OPEN_CONTRACTS:
        return _("Equal totals: the number of open contracts decided the order, fewer first.")
    name = getattr(criteria[rung], f"name_{language}")
    return _("Equal totals: the mean mark for “%(criterion)s” decided the order.") % {"criterion": name}
