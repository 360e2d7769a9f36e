"""What the log says: that something failed and where in the program, not for whom."""

import logging
import re
from typing import Any

# The long part of an address: a secret that opens something, or somebody's id.
LONG_PART = re.compile(r"/[^/\s]{20,}")
# PostgreSQL repeats the row or the statement that it refuses, with the words in it.
REPEATED = re.compile(
    r"\n(?:DETAIL|LINE \d+):.*?(?=\n\n(?:The above|During)|\Z)", re.DOTALL
)


class Discreet(logging.Formatter):
    """The usual line, without what would open a journal or tell what stands in it."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        """What was said, with the long parts of addresses left out."""
        return LONG_PART.sub("/…", super().formatMessage(record))

    def formatException(self, ei: Any) -> str:
        """How it came to that, without the row that a database would not take."""
        return REPEATED.sub("", super().formatException(ei))
