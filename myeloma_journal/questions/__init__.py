"""The patient's own questions: copied, ordered, asked, answered."""
