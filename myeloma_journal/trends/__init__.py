"""The journal looked back on: days, months, charts, what changed."""
