"""What is asked about a journal as a whole."""
