"""What is kept of a search: the filters of the list of calls that are filled in, and no others."""

from tenders.calls.filters import CallFilter
from tenders.calls.models import Call


def filters_of(data: dict[str, str]) -> dict[str, str]:
    """The filters that are filled in, each as it was typed; none where one of them is out of order."""
    found = CallFilter(data, queryset=Call.objects.none())
    if not found.is_valid():
        return {}
    return {name: data[name] for name in found.filters if data.get(name)}
