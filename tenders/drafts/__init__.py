"""What is kept beside the working copy of an application: how it stood before, and who is at work on it now."""
