"""The figures of the register and of those who counted before it: a page, a table and a file for each (a reader)."""
