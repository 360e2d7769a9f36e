"""Pages that are paper, and those that lead to it."""
