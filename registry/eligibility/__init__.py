"""Whether an organisation may bid, rule by rule, and its own page, which shows it."""
