"""Questions about a call and their public answers; who asked is known to the audit alone."""
