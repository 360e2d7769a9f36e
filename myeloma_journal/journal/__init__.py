"""What was felt, how strongly, and when."""
