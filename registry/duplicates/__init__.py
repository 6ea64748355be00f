"""What is in the register twice: found, told apart, or merged (R-002)."""
