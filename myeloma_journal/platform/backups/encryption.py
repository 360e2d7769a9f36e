"""The file format of a backup: a header and the contents, encrypted if there is a key.

The first line is the header. Without a key the contents follow in plain text, then 32
bytes: the SHA-256 of all before. With a key they follow in chunks of 64 KiB, each
encrypted by ChaCha20-Poly1305 with a key derived for this file. The nonce is the number
of the chunk and whether it is the last, and the header is authenticated with every
chunk: none can be changed, moved or left out. (The `age` program does it in this way.)
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
# Each guess of the key costs 64 MiB and a fifth of a second.
SCRYPT = {"n": 2**16, "r": 8, "p": 1, "maxmem": 128 * 1024**2}


class NotABackupError(BackupError):
    def __init__(self) -> None:
        super().__init__(f"This file is not a backup of {settings.SITE_NAME}.")


class _Cipher:
    """The key of one file, and the nonces of its chunks."""

    def __init__(self, key: str, salt: bytes) -> None:
        both = hashlib.scrypt(key.encode(), salt=salt, dklen=48, **SCRYPT)
        self.cipher, self.check = ChaCha20Poly1305(both[:32]), both[32:]
        self.number = 0

    def nonce(self, *, is_last: bool) -> bytes:
        """The nonce of the next chunk."""
        self.number += 1
        return self.number.to_bytes(11, "big") + bytes([is_last])


class BackupWriter:
    """A file object that writes a backup as its contents come."""

    def __init__(self, file: BinaryIO, key: str) -> None:
        """Write the header to `file`; encrypt what follows if `key` is not empty."""
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
        self.waiting += contents
        # Always hold some back, so that `close` knows which chunk is the last.
        while len(self.waiting) > PIECE:
            self._piece(bytes(self.waiting[:PIECE]), is_last=False)
            del self.waiting[:PIECE]
        return len(contents)

    def close(self) -> None:
        """Write the last chunk and the checksum; the file itself stays open."""
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
    """The contents of a backup; do not use any before the last was checked.

    Raises:
        BackupError: The file is no backup or damaged, or the key is wrong or missing.
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
            raise BackupError("This backup was made with a different BACKUP_KEY.")
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
