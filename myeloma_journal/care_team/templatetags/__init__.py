"""What templates need to make a number one that can be dialled."""
