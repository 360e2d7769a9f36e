"""The outside of a backup: any damage shows, and without its key it says nothing."""

from io import BytesIO

import pytest

from myeloma_journal.platform.backups import encryption
from myeloma_journal.platform.backups.errors import BackupDamagedError, BackupError

KEY = "a long key that only a test uses"
SIZES = [0, 1, encryption.PIECE - 1, encryption.PIECE, 3 * encryption.PIECE, 200_001]


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setitem(encryption.SCRYPT, "n", 2)


def encrypted(contents, key):
    file = BytesIO()
    writer = encryption.BackupWriter(file, key)
    for start in range(0, len(contents), 10_000):
        writer.write(contents[start : start + 10_000])
    writer.close()
    return file.getvalue()


def decrypted(file, key):
    return b"".join(encryption.decrypt(BytesIO(file), key))


@pytest.mark.parametrize("key", ["", KEY])
@pytest.mark.parametrize("size", SIZES)
def test_what_was_put_in_comes_out(key, size):
    contents = bytes(n % 251 for n in range(size))

    assert decrypted(encrypted(contents, key), key) == contents


def test_encrypted_contents_cannot_be_read():
    """BAK-1: encrypted when a key is set."""
    assert b"neuropathy" not in encrypted(b"neuropathy " * 100, KEY)


@pytest.mark.parametrize("key", ["", KEY])
def test_any_flipped_byte_is_noticed(key):
    """BAK-2: a damaged file is refused."""
    whole = encrypted(b"a bad night " * 20, key)

    for place in range(len(whole)):
        flipped = bytearray(whole)
        flipped[place] ^= 1
        with pytest.raises(BackupError):
            decrypted(bytes(flipped), key)


@pytest.mark.parametrize("key", ["", KEY])
@pytest.mark.parametrize("left", [10, 60, encryption.PIECE, 2 * encryption.PIECE + 16])
def test_a_file_that_was_cut_short_is_noticed(key, left):
    """BAK-2: a truncated file is refused."""
    whole = encrypted(bytes(3 * encryption.PIECE), key)

    with pytest.raises(BackupError):
        decrypted(whole[:left], key)


def test_pieces_cannot_change_places_or_be_left_out():
    whole = encrypted(bytes(range(256)) * 1024, KEY)
    start, piece = whole.index(b"\n") + 1, encryption.PIECE + encryption.TAG
    line, first = whole[:start], whole[start : start + piece]
    second, rest = whole[start + piece : start + 2 * piece], whole[start + 2 * piece :]

    for wrong in (
        line + second + first + rest,
        line + second + rest,
        line + first + second,
    ):
        with pytest.raises(BackupDamagedError):
            decrypted(wrong, KEY)


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("", "This backup is encrypted: set BACKUP_KEY to its key."),
        ("another", "This backup was made with a different BACKUP_KEY."),
    ],
)
def test_without_its_key_it_says_so(key, says):
    with pytest.raises(BackupError, match=says):
        decrypted(encrypted(b"words", KEY), key)


def test_some_other_file_is_called_one():
    with pytest.raises(BackupError, match="not a backup of Myeloma Journal"):
        decrypted(b"%PDF-1.7 ...", "")
