"""Pages of the journal: an entry, the bin, a week, and what is asked about."""
