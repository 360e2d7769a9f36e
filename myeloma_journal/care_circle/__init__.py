"""The patient, the people they let in, and what each may do."""
