"""That an application waits to be finished or submitted: a colleague says so to the head, or the clock to everybody."""
