"""Lines of therapy, medications, allergies."""
