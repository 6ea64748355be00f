"""A believable year for a new installation: NGOs, calls in every state, all roles. Never in production."""
