"""The one way a file of a stranger comes into the site: named, sniffed, inspected apart, scanned, kept in cipher."""
