"""As told by the team, lines of therapy, procedures, medications, allergies."""
