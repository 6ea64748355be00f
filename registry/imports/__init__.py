"""An officer brings a file of organisations: checked row by row, confirmed, written in batches, and undone if wrong."""
