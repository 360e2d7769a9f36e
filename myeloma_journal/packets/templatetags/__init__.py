"""Template tags of the packet."""
