"""Lab results, as the laboratory printed them, and what other tests said."""
