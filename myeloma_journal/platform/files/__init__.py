"""Files that people bring: read in a process of their own, and never trusted."""
