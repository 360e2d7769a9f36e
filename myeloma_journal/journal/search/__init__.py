"""Search of the words that people wrote in one journal."""
