"""Whether the site is alive, fit to serve and rid of its messages: plain text for probes, no page."""

from dataclasses import dataclass
from datetime import timedelta

from asgiref.sync import sync_to_async
from django.http import HttpResponse
from health_check.base import HealthCheck
from health_check.exceptions import ServiceWarning
from health_check.views import HealthCheckView

from lifecycle import clock
from notifications.models import Notice

PATIENCE = timedelta(minutes=2)


@dataclass
class Notices(HealthCheck):
    """No message waits for longer than two minutes, and none waits for a person to decide (Q5, Q10)."""

    async def run(self) -> None:
        """Warns with how long the oldest message has waited, and how many could not be sent."""
        await sync_to_async(self.look)()

    def look(self) -> None:
        """A worker that lives but does nothing shows here, and nowhere else."""
        now = clock.now()
        oldest, dead = Notice.objects.due(now).first(), Notice.objects.dead().count()
        waited = now - oldest.available_at if oldest else timedelta()
        if waited > PATIENCE or dead:
            raise ServiceWarning(f"the oldest waits for {waited.total_seconds():.0f} s, {dead} could not be sent")


class Health(HealthCheckView):
    """The outcome of some checks in plain text: 200 if all are well, 500 if not."""

    def render_to_response(self, context: dict, status: int, **_) -> HttpResponse:
        """Plain text for everybody: the package's own page needs a looser content policy than ours."""
        return self.render_to_response_text(status)


live = Health.as_view(checks=[])
ready = Health.as_view(checks=["health_check.checks.Database", "health_check.checks.Cache"])
# Apart from `ready`: a mail server that is away is no reason to send people away from the site.
notices = Health.as_view(checks=[Notices])
