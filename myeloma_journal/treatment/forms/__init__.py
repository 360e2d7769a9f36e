"""Forms of the treatment record."""
