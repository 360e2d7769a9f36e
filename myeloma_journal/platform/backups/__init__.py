"""Copies of the whole database and the way back; what an operator's watch asks."""
