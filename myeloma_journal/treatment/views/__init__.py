"""Views of the treatment record."""
