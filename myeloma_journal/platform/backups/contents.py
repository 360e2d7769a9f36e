"""The contents of a backup: a tar.gz with a manifest, the database, and key files."""

import gzip
import hashlib
import json
import os
import shutil
import tarfile
import zlib
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from myeloma_journal.platform.backups.errors import BackupDamagedError

MANIFEST = "contents.json"
DATABASE = "database"
KEYS = "keys/"
PIECE = 64 * 1024


@dataclass(frozen=True)
class Contents:
    """The manifest of a backup.

    Attributes:
        made_at: In UTC, as ISO 8601.
        program: The version of the program that made it.
        engine: The vendor of the database, as Django names it.
        migrations: App and name of each that was applied.
        rows: The number of rows of each table.
        files: The SHA-256 of each file in it, by name.
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


def pack(contents: Contents, files: dict[str, Path], file: BinaryIO) -> None:
    """Write the manifest and the files it names, compressed."""
    manifest = json.dumps(asdict(contents), indent=1).encode()
    compressed = gzip.GzipFile(fileobj=file, mode="wb", compresslevel=6, filename="")
    with compressed, tarfile.open(fileobj=compressed, mode="w|") as tar:
        tar.addfile(_tar_info(MANIFEST, len(manifest)), BytesIO(manifest))
        for name, path in files.items():
            with path.open("rb") as part:
                tar.addfile(_tar_info(name, os.stat(part.fileno()).st_size), part)


def unpack(body: Path, folder: Path) -> tuple[Contents, dict[str, Path]]:
    """Extract a backup into `folder`, and compare it with its manifest.

    Returns:
        The manifest, and the path of each file.

    Raises:
        BackupDamagedError: They differ.
    """
    try:
        with gzip.open(body) as whole, tarfile.open(fileobj=whole, mode="r|") as tar:
            contents = Contents(**json.load(_member(tar, MANIFEST)))
            files = {}
            for number, name in enumerate(contents.files):
                files[name] = folder / f"file-{number}"
                with files[name].open("wb") as file:
                    shutil.copyfileobj(_member(tar, name), file)
            # The checksum of all stands at the very end.
            while whole.read(PIECE):
                pass
    except (tarfile.TarError, EOFError, gzip.BadGzipFile, zlib.error):
        raise BackupDamagedError from None
    except (KeyError, TypeError, ValueError):
        raise BackupDamagedError from None
    if {name: fingerprint(path) for name, path in files.items()} != contents.files:
        raise BackupDamagedError
    return contents, files


def _tar_info(name: str, size: int) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info


def _member(tar: tarfile.TarFile, name: str) -> Any:
    """The next file of a stream, which must be this one."""
    found = tar.next()
    if found is None or found.name != name:
        raise BackupDamagedError
    return tar.extractfile(found)
