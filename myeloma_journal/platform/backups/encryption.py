"""The outside of a backup: one file that shows any damage, encrypted if there is a key.

The first line says what it is. Without a key the contents follow as they are, then 32
bytes: the SHA-256 of all that came before. With a key they follow in pieces of 64 KiB,
each encrypted by ChaCha20-Poly1305 under a key of this one file. The number of a piece,
and whether it is the last, are its nonce, and the first line is bound to every piece:
none can be changed, moved, or left out. (This is how the `age` program does it.)
"""

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from django.conf import settings

from myeloma_journal.platform.backups.errors import BackupDamagedError, BackupError

PIECE = 64 * 1024
TAG = 16
DIGEST = hashlib.sha256().digest_size
HEADER = f"{settings.SITE_NAME} backup 1, ".encode()
PLAIN = HEADER + b"not encrypted\n"
ENCRYPTED = re.compile(
    re.escape(HEADER) + rb"encrypted ([0-9a-f]{32}) ([0-9a-f]{32})\n"
)
LONGEST_LINE = 200
# A guess at the key costs 64 MiB and a fifth of a second.
SCRYPT = {"n": 2**16, "r": 8, "p": 1, "maxmem": 128 * 1024**2}


class NotABackupError(BackupError):
    """It is some other file."""

    def __init__(self) -> None:
        super().__init__(f"This file is not a backup of {settings.SITE_NAME}.")


class _Cipher:
    """The key of one file, and the nonces of its pieces."""

    def __init__(self, key: str, salt: bytes) -> None:
        both = hashlib.scrypt(key.encode(), salt=salt, dklen=48, **SCRYPT)
        self.cipher, self.check = ChaCha20Poly1305(both[:32]), both[32:]
        self.number = 0

    def nonce(self, *, is_last: bool) -> bytes:
        """Used once: the number of the next piece, and whether it is the last."""
        self.number += 1
        return self.number.to_bytes(11, "big") + bytes([is_last])


class BackupWriter:
    """Writes contents as they come: between header and checksum, or encrypted."""

    def __init__(self, file: BinaryIO, key: str) -> None:
        """Begin a backup in `file`, encrypted if `key` is not empty."""
        self.file = file
        self.waiting = bytearray()
        self.cipher: _Cipher | None = None
        self.digest = hashlib.sha256()
        self.line = PLAIN
        if key:
            salt = secrets.token_bytes(16)
            self.cipher = _Cipher(key, salt)
            known_by = f"{salt.hex()} {self.cipher.check.hex()}"
            self.line = HEADER + f"encrypted {known_by}\n".encode()
        self._put(self.line)

    def write(self, contents: bytes) -> int:
        """Take some more."""
        self.waiting += contents
        # One byte more than a piece: the last piece is known to be the last.
        while len(self.waiting) > PIECE:
            self._piece(bytes(self.waiting[:PIECE]), is_last=False)
            del self.waiting[:PIECE]
        return len(contents)

    def close(self) -> None:
        """Write what waits, and what shows that it is the end."""
        self._piece(bytes(self.waiting), is_last=True)
        if not self.cipher:
            self.file.write(self.digest.digest())

    def _piece(self, contents: bytes, *, is_last: bool) -> None:
        if self.cipher:
            nonce = self.cipher.nonce(is_last=is_last)
            contents = self.cipher.cipher.encrypt(nonce, contents, self.line)
        self._put(contents)

    def _put(self, contents: bytes) -> None:
        self.digest.update(contents)
        self.file.write(contents)


def decrypt(file: BinaryIO, key: str) -> Iterator[bytes]:
    """The contents of a backup. None are to be used before all have come.

    Raises:
        BackupError: It is another file, it is damaged, or the key does not open it.
    """
    line = file.readline(LONGEST_LINE)
    if line == PLAIN:
        yield from _read_plain(file, line)
    elif found := ENCRYPTED.fullmatch(line):
        salt, check = (bytes.fromhex(group.decode()) for group in found.groups())
        if not key:
            raise BackupError("This backup is encrypted: set BACKUP_KEY to its key.")
        cipher = _Cipher(key, salt)
        if not hmac.compare_digest(check, cipher.check):
            raise BackupError("BACKUP_KEY is not the key this backup was made with.")
        yield from _decrypt_pieces(file, line, cipher)
    else:
        raise NotABackupError


def _read_plain(file: BinaryIO, line: bytes) -> Iterator[bytes]:
    digest = hashlib.sha256(line)
    waiting = b""
    while more := file.read(PIECE):
        waiting += more
        contents, waiting = waiting[:-DIGEST], waiting[-DIGEST:]
        digest.update(contents)
        yield contents
    if not hmac.compare_digest(waiting, digest.digest()):
        raise BackupDamagedError


def _decrypt_pieces(file: BinaryIO, line: bytes, cipher: _Cipher) -> Iterator[bytes]:
    piece = file.read(PIECE + TAG)
    while piece:
        more = file.read(PIECE + TAG)
        nonce = cipher.nonce(is_last=not more)
        try:
            yield cipher.cipher.decrypt(nonce, piece, line)
        except InvalidTag:
            raise BackupDamagedError from None
        piece = more
    if not cipher.number:
        raise BackupDamagedError
