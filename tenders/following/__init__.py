"""Who follows a call, and who is told of each new one that fits a search."""
