"""Lab results, as the laboratory printed them."""
