"""The hidden fields of every form."""
