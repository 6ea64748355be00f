"""Applications: drafted, submitted under seal with a receipt, recalled, withdrawn."""
