"""The pages everybody reads: home, history, help."""
