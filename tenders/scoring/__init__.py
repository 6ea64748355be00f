"""Score sheets, locked for good, and the ranking computed from them."""
