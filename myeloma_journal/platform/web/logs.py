"""Log lines without personal data: when, in which request, what failed, and where."""

import logging
import re
import time
from contextvars import ContextVar
from typing import Any

from myeloma_journal.platform.database.errors import is_unavailable

# The request that this thread answers, or has answered last: of a download that breaks
# off, the middleware has long returned.
request_id: ContextVar[str] = ContextVar("request_id", default="-")

# A long part of a URL: a secret token, or a record's id.
LONG_PART = re.compile(r"/[^/\s]{20,}")
# What a form with method="get" asked for.
QUERY = re.compile(r"(/[^\s?]*)\?\S+")
# PostgreSQL quotes the row or the statement that it refuses.
QUOTED = re.compile(
    r"\n(?:DETAIL|LINE \d+):.*?(?=\n\n(?:The above|During)|\Z)", re.DOTALL
)


class PiiSafeFormatter(logging.Formatter):
    converter = time.gmtime  # type: ignore[assignment]

    def formatMessage(self, record: logging.LogRecord) -> str:
        record.request_id = request_id.get()
        line = QUERY.sub(r"\1?…", super().formatMessage(record))
        return LONG_PART.sub("/…", line)

    def formatException(self, ei: Any) -> str:
        return QUOTED.sub("", super().formatException(ei))


class DropTracebackFilter(logging.Filter):
    """For what strangers cause at will, when the message says it all."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.exc_info = None
        return True


class DatabaseUnavailableFilter(logging.Filter):
    """One line for each request that finds no database: no code of ours is broken."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if error and is_unavailable(error):
            reason = (str(error).splitlines() or [""])[0]
            record.args = (record.getMessage(), type(error).__name__, reason)
            record.msg = "%s (%s: %s)"
            record.exc_info = None
        return True
