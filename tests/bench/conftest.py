"""The baseline is a program of its own, with settings of its own."""

collect_ignore = ["baseline"]
