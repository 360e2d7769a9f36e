"""The patient's own questions: taken, ordered, asked, answered."""
