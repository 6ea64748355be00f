"""What was decided: numbered, hashed, published, never changed (R-092)."""
