"""People who sign in, where, and how they prove it."""
