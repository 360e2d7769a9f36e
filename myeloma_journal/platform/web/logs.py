"""Log lines without personal data: what failed and where in the code."""

import logging
import re
from typing import Any

# A long part of a URL: a secret token, or a record's id.
LONG_PART = re.compile(r"/[^/\s]{20,}")
# What a form with method="get" asked for.
QUERY = re.compile(r"(/[^\s?]*)\?\S+")
# PostgreSQL quotes the row or the statement that it refuses.
QUOTED = re.compile(
    r"\n(?:DETAIL|LINE \d+):.*?(?=\n\n(?:The above|During)|\Z)", re.DOTALL
)


class PiiSafeFormatter(logging.Formatter):
    def formatMessage(self, record: logging.LogRecord) -> str:
        line = QUERY.sub(r"\1?…", super().formatMessage(record))
        return LONG_PART.sub("/…", line)

    def formatException(self, ei: Any) -> str:
        return QUOTED.sub("", super().formatException(ei))


class DropTracebackFilter(logging.Filter):
    """For what strangers cause at will, when the message says it all."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.exc_info = None
        return True
