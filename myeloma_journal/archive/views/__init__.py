"""Pages about a journal as a whole: taking it out, and deleting it."""
