"""Calls for applications: drafted, approved by a second person, published, closed by the clock."""
