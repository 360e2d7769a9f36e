"""Pages for taking a journal out, and for deleting an account."""
