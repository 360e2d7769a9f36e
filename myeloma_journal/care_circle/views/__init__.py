"""The pages about the patient and the circle."""
