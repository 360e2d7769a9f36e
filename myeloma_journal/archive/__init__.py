"""Export, restore and erasure of whole journals."""
