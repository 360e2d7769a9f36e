"""The floor is a program of its own, with settings of its own."""

collect_ignore = ["floor"]
