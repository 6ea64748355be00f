"""The versions of an application: looked at, compared word by word, and restored."""
