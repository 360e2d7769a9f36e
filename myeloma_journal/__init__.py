"""A journal between visits, the right questions on one sheet, and what was said."""
