"""Which tenders failed before a call: two failures of one order may end in a direct agreement (R-030)."""

from django.db.models import QuerySet

from tenders.calls.models import Call


def before(call: Call) -> QuerySet[Call]:
    """The calls of the same customer and sphere that had failed before this one was published, the last one first."""
    same = Call.objects.filter(customer=call.customer_id, sphere=call.sphere_id, status=Call.Status.FAILED)
    return same.filter(opened_at__lt=call.published_at).order_by("-opened_at")
