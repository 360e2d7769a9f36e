"""The pages of the questions: the list, one question, what was said."""
