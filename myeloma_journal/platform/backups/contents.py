"""The inside of a backup: a list of contents, the database, and the keys made here."""

import gzip
import hashlib
import json
import os
import shutil
import tarfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, cast

from myeloma_journal.platform.backups.encryption import BackupWriter
from myeloma_journal.platform.backups.errors import BackupDamagedError

LIST = "contents.json"
DATABASE = "database"
KEYS = "keys/"


@dataclass(frozen=True)
class Contents:
    """What is in a backup, and what must be true of it.

    Attributes:
        made_at: When, in UTC, as ISO 8601.
        program: The version of the program that made it.
        engine: The kind of database, as Django names it.
        migrations: App and name of each that was applied.
        rows: How many rows each table had.
        files: The SHA-256 of each file in it, by its name.
    """

    made_at: str
    program: str
    engine: str
    migrations: list[list[str]]
    rows: dict[str, int]
    files: dict[str, str]

    @property
    def keys(self) -> list[str]:
        """The names of the key files in it."""
        return [name.removeprefix(KEYS) for name in self.files if name != DATABASE]


def fingerprint(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def pack(contents: Contents, files: dict[str, Path], writer: BackupWriter) -> None:
    """Write the list of contents and the files it names, compressed."""
    said = json.dumps(asdict(contents), indent=1).encode()
    squeezed = gzip.GzipFile(
        fileobj=cast(BinaryIO, writer), mode="wb", compresslevel=6, filename=""
    )
    with squeezed, tarfile.open(fileobj=squeezed, mode="w|") as tar:
        tar.addfile(_about(LIST, len(said)), BytesIO(said))
        for name, path in files.items():
            with path.open("rb") as file:
                tar.addfile(_about(name, os.stat(file.fileno()).st_size), file)
    writer.close()


def unpack(pieces: Iterable[bytes], folder: Path) -> tuple[Contents, dict[str, Path]]:
    """Put what is in a backup into `folder`, and check that it is what was listed.

    Returns:
        The list of contents, and where each file is now.

    Raises:
        BackupDamagedError: It is not.
    """
    body = folder / "body"
    with body.open("wb") as file:
        file.writelines(pieces)
    try:
        with tarfile.open(body, "r:gz") as tar:
            contents = Contents(**json.load(_member(tar, LIST)))
            files = {}
            for number, name in enumerate(contents.files):
                files[name] = folder / f"file-{number}"
                with files[name].open("wb") as file:
                    shutil.copyfileobj(_member(tar, name), file)
    except (tarfile.TarError, EOFError, KeyError, TypeError, ValueError):
        raise BackupDamagedError from None
    body.unlink()
    if {name: fingerprint(path) for name, path in files.items()} != contents.files:
        raise BackupDamagedError
    return contents, files


def _about(name: str, size: int) -> tarfile.TarInfo:
    about = tarfile.TarInfo(name)
    about.size, about.mode = size, 0o600
    return about


def _member(tar: tarfile.TarFile, name: str) -> Any:
    found = tar.extractfile(name)
    if found is None:
        raise BackupDamagedError
    return found
