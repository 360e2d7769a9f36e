"""A journal on its way in: the file opened, its values read, its records restored."""
