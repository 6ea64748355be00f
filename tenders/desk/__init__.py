"""What awaits me: a reader of every stage."""
