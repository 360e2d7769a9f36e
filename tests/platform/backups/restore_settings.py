"""The product's settings, for a restore into the tests' server, which never syncs."""

from myeloma_journal.settings import *  # noqa: F403

SILENCED_SYSTEM_CHECKS = ["database.E003"]
