"""The baseline runs as the product does: the same workers and threads."""

import os

bind = os.environ["BIND"]
workers = 2
threads = 4
loglevel = "warning"
