"""Template tags that pages of several apps use."""
