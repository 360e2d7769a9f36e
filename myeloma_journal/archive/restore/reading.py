"""Reads an exported ZIP, which is untrusted input, and hands its records on.

`read` runs in the process of `platform.files`, so nothing here imports Django. What it
writes is small and simple: `unpack` can read it record by record, in little memory.
"""

import gzip
import json
from codecs import BOM_UTF8
from collections.abc import Iterator
from io import BytesIO
from typing import IO, Any

from myeloma_journal.archive.format import FORMAT, JSON_NAME, VERSION
from myeloma_journal.platform.files.refusals import MEGABYTE, Limits, RefusedError
from myeloma_journal.platform.files.unzip import read_member

READER = f"{__name__}:read"
# What a journal says of itself beside its tables.
HEADER = ("format", "version", "exported_at", "left_out")
MOST_PEOPLE = 200
# A record of ours is flat, but for answers: words, or lists of words, by a name.
MOST_NESTED = 2
# Far more than the longest note.
MOST_BYTES_OF_A_LINE = MEGABYTE
# Fast: the text is unpacked again in a moment.
COMPRESSION = 3

Record = dict[str, Any]


class Records:
    """The records of one table, parsed one at a time."""

    def __init__(self, count: int, packed: bytes) -> None:
        self._count, self._packed = count, packed

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Record]:
        with gzip.open(BytesIO(self._packed)) as lines:
            yield from map(json.loads, lines)


def read(file: IO[bytes], out: IO[bytes], limits: Limits) -> None:
    """Write the journal of a ZIP so that `unpack` can read it.

    Raises:
        RefusedError: It is damaged, too large, something else, or from a newer version.
    """
    journal = parse_journal(read_member(file, JSON_NAME, limits))
    tables = _tables(journal, limits)
    header = {name: journal.get(name) for name in HEADER}
    if not isinstance(header["exported_at"], str):
        header["exported_at"] = ""
    if not _is_flat(header["left_out"]):
        raise RefusedError("changed")
    header["people"] = _people(journal)
    packed = {name: _pack(records) for name, records in tables.items()}
    header["tables"] = [
        [name, len(tables[name]), len(body)] for name, body in packed.items()
    ]
    out.write(_line(header) + b"\n")
    for body in packed.values():
        out.write(body)


def unpack(file: IO[bytes]) -> dict[str, Any]:
    """The journal that `read` wrote, with `Records` for its tables."""
    journal: dict[str, Any] = json.loads(file.readline())
    journal["tables"] = {
        name: Records(count, file.read(size)) for name, count, size in journal["tables"]
    }
    return journal


def parse_journal(body: bytes) -> dict[str, Any]:
    """A journal in a version of the format that is known here.

    Raises:
        RefusedError: It is broken, something else, or from a newer version.
    """
    journal = _parse_json(body)
    if not isinstance(journal, dict) or journal.get("format") != FORMAT:
        raise RefusedError("other_format")
    version = journal.get("version")
    if not isinstance(version, int) or isinstance(version, bool):
        raise RefusedError("no_version")
    if version > VERSION:
        raise RefusedError("newer", version=min(version, 10**6), known=VERSION)
    return journal


def _parse_json(body: bytes) -> Any:
    try:
        text = body.removeprefix(BOM_UTF8).decode()
        return json.loads(text, parse_constant=_reject_constant)
    except json.JSONDecodeError as error:
        raise RefusedError(
            "syntax", line=error.lineno, column=error.colno, problem=error.msg
        ) from None
    except (ValueError, RecursionError):
        raise RefusedError("changed") from None


def _reject_constant(name: str) -> None:
    """JSON has no NaN and no Infinity."""
    raise ValueError(name)


def _tables(journal: dict[str, Any], limits: Limits) -> dict[str, list[Record]]:
    tables = journal.get("tables")
    if not isinstance(tables, dict):
        raise RefusedError("no_tables")
    for name, records in tables.items():
        _require_records(name, records)
    number = sum(map(len, tables.values()))
    if number > limits.records:
        raise RefusedError("too_many_records", number=number, limit=limits.records)
    return tables


def _people(journal: dict[str, Any]) -> list[Record]:
    people = journal.get("people", [])
    _require_records("people", people)
    if len(people) > MOST_PEOPLE:
        raise RefusedError("too_many_people", limit=MOST_PEOPLE)
    return list(people)


def _require_records(name: str, records: Any) -> None:
    if not isinstance(records, list) or not all(isinstance(r, dict) for r in records):
        raise RefusedError("no_records", name=name[:40])
    if not all(_is_flat(value) for record in records for value in record.values()):
        raise RefusedError("changed")


def _is_flat(value: Any, levels: int = MOST_NESTED) -> bool:
    if not isinstance(value, (dict, list)):
        return True
    parts = value.values() if isinstance(value, dict) else value
    return levels > 0 and all(_is_flat(part, levels - 1) for part in parts)


def _pack(records: list[Record]) -> bytes:
    return gzip.compress(b"\n".join(map(_line, records)), COMPRESSION)


def _line(record: Record) -> bytes:
    """A line that whoever unpacks it can hold in memory."""
    line = json.dumps(record).encode()
    if len(line) > MOST_BYTES_OF_A_LINE:
        raise RefusedError("changed")
    return line
