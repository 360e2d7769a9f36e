"""The outside of a backup: any damage shows, and without its key it says nothing."""

from io import BytesIO

import pytest

from myeloma_journal.backups import envelope
from myeloma_journal.backups.refusals import Damaged, Refused

KEY = "a long key that only a test uses"
SIZES = [0, 1, envelope.PIECE - 1, envelope.PIECE, 3 * envelope.PIECE, 200_001]


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setitem(envelope.SCRYPT, "n", 2)


def sealed(contents, key):
    file = BytesIO()
    seal = envelope.Seal(file, key)
    for start in range(0, len(contents), 10_000):
        seal.write(contents[start : start + 10_000])
    seal.close()
    return file.getvalue()


def opened(file, key):
    return b"".join(envelope.unseal(BytesIO(file), key))


@pytest.mark.parametrize("key", ["", KEY])
@pytest.mark.parametrize("size", SIZES)
def test_what_was_put_in_comes_out(key, size):
    contents = bytes(n % 251 for n in range(size))

    assert opened(sealed(contents, key), key) == contents


def test_sealed_contents_cannot_be_read():
    """BAK-1: encrypted when a key is set."""
    assert b"neuropathy" not in sealed(b"neuropathy " * 100, KEY)


@pytest.mark.parametrize("key", ["", KEY])
def test_any_flipped_byte_is_noticed(key):
    """BAK-2: a damaged file is refused."""
    whole = sealed(b"a bad night " * 20, key)

    for place in range(len(whole)):
        flipped = bytearray(whole)
        flipped[place] ^= 1
        with pytest.raises(Refused):
            opened(bytes(flipped), key)


@pytest.mark.parametrize("key", ["", KEY])
@pytest.mark.parametrize("left", [10, 60, envelope.PIECE, 2 * envelope.PIECE + 16])
def test_a_file_that_was_cut_short_is_noticed(key, left):
    """BAK-2: a truncated file is refused."""
    whole = sealed(bytes(3 * envelope.PIECE), key)

    with pytest.raises(Refused):
        opened(whole[:left], key)


def test_pieces_cannot_change_places_or_be_left_out():
    whole = sealed(bytes(range(256)) * 1024, KEY)
    start, piece = whole.index(b"\n") + 1, envelope.PIECE + envelope.TAG
    line, first = whole[:start], whole[start : start + piece]
    second, rest = whole[start + piece : start + 2 * piece], whole[start + 2 * piece :]

    for wrong in (
        line + second + first + rest,
        line + second + rest,
        line + first + second,
    ):
        with pytest.raises(Damaged):
            opened(wrong, KEY)


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("", "This backup is encrypted: set BACKUP_KEY to its key."),
        ("another", "BACKUP_KEY is not the key this backup was made with."),
    ],
)
def test_without_its_key_it_says_so(key, says):
    with pytest.raises(Refused, match=says):
        opened(sealed(b"words", KEY), key)


def test_some_other_file_is_called_one():
    with pytest.raises(Refused, match="not a backup of Myeloma Journal"):
        opened(b"%PDF-1.7 ...", "")
