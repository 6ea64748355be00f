"""The opening, its public list, and who is admitted or rejected on which requirement."""
