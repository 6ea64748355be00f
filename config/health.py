"""Whether the site is alive and fit to serve: plain text for probes, no page."""

from django.http import HttpResponse
from health_check.views import HealthCheckView


class Health(HealthCheckView):
    """The outcome of some checks in plain text: 200 if all are well, 500 if not."""

    def render_to_response(self, context: dict, status: int, **_) -> HttpResponse:
        """Plain text for everybody: the package's own page needs a looser content policy than ours."""
        return self.render_to_response_text(status)


live = Health.as_view(checks=[])
ready = Health.as_view(checks=["health_check.checks.Database", "health_check.checks.Cache"])
