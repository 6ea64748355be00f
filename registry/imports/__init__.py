"""An officer brings a file of organisations: it is checked row by row, confirmed, written in batches, and can be undone."""
