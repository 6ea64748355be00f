"""Every legal number, versioned, and the calendar of working days."""
