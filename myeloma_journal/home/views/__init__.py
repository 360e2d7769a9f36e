"""The front page, the first of all pages, and Today."""
