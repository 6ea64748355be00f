"""Heavy work that a person starts: it goes on in batches, survives a killed worker, tells what became of each row."""
