"""Whoever acts for an organisation, in a role, from a day on (R-007)."""
