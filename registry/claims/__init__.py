"""How a person becomes connected with an NGO: finds it, claims to act for it, takes it over from its head (R-007)."""
