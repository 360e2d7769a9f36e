"""What templates ask about questions."""
