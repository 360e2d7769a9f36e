"""A journal on its way out: as JSON, as CSV, as a page to read, and all in one ZIP."""
