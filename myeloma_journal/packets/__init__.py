"""Everything printed: the appointment packet, the question sheet."""
