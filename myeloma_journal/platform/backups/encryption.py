"""Seals a backup with age (https://age-encryption.org), and opens it.

Whoever holds the key opens it without this program: `age -d -i key.txt FILE | tar xz`.
`BACKUP_KEY` is the secret key, or the public one that belongs to it, with which this
machine can make backups and not read them.
"""

import os
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import BinaryIO

import pyrage
from django.conf import settings

from myeloma_journal.platform.backups.errors import BackupDamagedError, BackupError

SEALED = b"age-encryption.org/v1\n"
GZIP = b"\x1f\x8b"
PUBLIC = "age1"


class NotABackupError(BackupError):
    def __init__(self) -> None:
        super().__init__(f"This file is not a backup of {settings.SITE_NAME}.")


def recipient_of(key: str) -> "pyrage.x25519.Recipient":
    """Who can open what is sealed with this key.

    Raises:
        BackupError: It is no key of age.
    """
    try:
        if key.startswith(PUBLIC):
            return pyrage.x25519.Recipient.from_str(key)
        return pyrage.x25519.Identity.from_str(key).to_public()
    except (pyrage.IdentityError, pyrage.RecipientError):
        raise BackupError(
            "BACKUP_KEY is not an age key. Make one with `manage.py backup_key`."
        ) from None


def write_sealed(
    pack: Callable[[BinaryIO], None],
    file: BinaryIO,
    recipient: "pyrage.x25519.Recipient",
) -> None:
    """Seal what `pack` writes, as it comes: it is never on the disk in plain."""
    failed: list[BaseException] = []
    read_end, write_end = os.pipe()
    reader, writer = os.fdopen(read_end, "rb"), os.fdopen(write_end, "wb")

    def write() -> None:
        try:
            with writer:
                pack(writer)
        except BaseException as error:
            failed.append(error)

    thread = Thread(target=write)
    thread.start()
    try:
        with reader:
            pyrage.encrypt_io(reader, file, [recipient])
    except pyrage.EncryptError as error:
        raise OSError(str(error)) from None
    finally:
        # If the disk is full, the pipe is closed now, and `pack` fails as well.
        thread.join()
    if failed:
        raise failed[0]


def open_sealed(path: Path, into: Path, key: str) -> Path:
    """The plain file of a backup: itself, or a new file that `key` has opened.

    Raises:
        BackupError: The file is no backup or damaged, or the key is wrong or missing.
    """
    with path.open("rb") as file:
        start = file.read(len(SEALED))
        if start.startswith(GZIP):
            return path
        if start != SEALED:
            raise NotABackupError
        if not key:
            raise BackupError("This backup is encrypted: set BACKUP_KEY to its key.")
        if key.startswith(PUBLIC):
            raise BackupError(
                "BACKUP_KEY is a public key, which only seals. Set it to the secret "
                "key (AGE-SECRET-KEY-…) to restore."
            )
        recipient_of(key)
        file.seek(0)
        with into.open("wb") as opened:
            _decrypt(file, opened, pyrage.x25519.Identity.from_str(key))
    return into


def _decrypt(file: BinaryIO, opened: BinaryIO, key: "pyrage.x25519.Identity") -> None:
    try:
        pyrage.decrypt_io(file, opened, [key])
    except (pyrage.DecryptError, OSError) as error:
        if isinstance(error, OSError) and error.errno:
            raise  # the disk is full
        if "No matching keys" in str(error):
            raise BackupError(
                "This backup was made with a different BACKUP_KEY."
            ) from None
        raise BackupDamagedError from None
