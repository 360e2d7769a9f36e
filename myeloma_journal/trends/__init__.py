"""What changed since the last appointment."""
