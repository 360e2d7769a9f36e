"""The treatment record: diagnosis, lines of therapy, procedures, medications."""
