"""What was typed and is not saved yet, and what was saved already."""
