"""Who reads jobs, and who stops one."""

from typing import Any

from registry.jobs.models import Job


def can_read(user: Any) -> bool:
    """Registry officers, whose work it is, and the system administrator."""
    return user.holds("registry_officer") or user.is_superuser


def can_cancel(user: Any, job: Job) -> bool:
    """Any registry officer: the one who started it may be away."""
    return user.holds("registry_officer") and not job.is_over
