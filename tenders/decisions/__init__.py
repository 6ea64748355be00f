"""The session of the commission, its votes, and the results with their reasons."""
