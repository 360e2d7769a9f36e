"""Log lines without personal data: what failed and where in the code."""

import logging
import re
from typing import Any

# A long part of a URL: a secret token, or a record's id.
LONG_PART = re.compile(r"/[^/\s]{20,}")
# PostgreSQL quotes the row or the statement that it refuses.
QUOTED = re.compile(
    r"\n(?:DETAIL|LINE \d+):.*?(?=\n\n(?:The above|During)|\Z)", re.DOTALL
)


class PiiSafeFormatter(logging.Formatter):
    def formatMessage(self, record: logging.LogRecord) -> str:
        return LONG_PART.sub("/…", super().formatMessage(record))

    def formatException(self, ei: Any) -> str:
        return QUOTED.sub("", super().formatException(ei))
