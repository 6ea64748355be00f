"""The yearly report of an NGO on its activity: drafted, filed by a last day or late, corrected by a new version."""
