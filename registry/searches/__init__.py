"""The filters of a list of the admin, kept under a name by the person who needs them every day."""
