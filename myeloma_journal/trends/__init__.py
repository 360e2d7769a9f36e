"""Charts, and what changed between two spans of days."""
