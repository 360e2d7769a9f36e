"""When, where, with whom."""
