"""When, where, with whom, and what came out of it."""
