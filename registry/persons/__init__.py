"""The people behind an organisation: its founders, who holds which post, and what about them nobody else may read."""
