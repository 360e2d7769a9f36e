"""The front page, and Today: the one thing to do now."""
