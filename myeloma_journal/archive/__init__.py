"""My data: everything out, in again, and erased for good."""
