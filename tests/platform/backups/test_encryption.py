"""Who can open a backup, and that any damage shows."""

import tarfile
from io import BytesIO

import pyrage
import pytest

from myeloma_journal.platform.backups import contents, encryption
from myeloma_journal.platform.backups.errors import BackupError


def opened(path, folder, key):
    """The manifest and files of a backup, as `restore` reads them."""
    folder.mkdir(exist_ok=True)
    plain = encryption.open_sealed(path, folder / "opened", key)
    listed, files = contents.unpack(plain, folder)
    return listed, {name: file.read_bytes() for name, file in files.items()}


def test_age_and_tar_open_a_backup_without_us(made_by_hand, key):
    """BAK-1: encrypted when a key is set, in a format of others."""
    sealed = made_by_hand(key).read_bytes()

    plain = pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(key)])

    assert b"tingling" not in sealed
    with tarfile.open(fileobj=BytesIO(plain)) as tar:
        assert tar.getnames() == ["contents.json", "database"]
        assert b"tingling" in tar.extractfile("database").read()


def test_public_key_seals_for_its_secret_key(made_by_hand, key, place):
    public = str(pyrage.x25519.Identity.from_str(key).to_public())

    _listed, files = opened(made_by_hand(public), place / "opened", key)

    assert b"tingling" in files["database"]


@pytest.mark.parametrize("is_sealed", [True, False])
def test_flipped_byte_is_noticed_or_changes_nothing(
    made_by_hand, key, place, is_sealed
):
    """BAK-2: a damaged file is refused."""
    key = key if is_sealed else ""
    path = made_by_hand(key)
    whole = path.read_bytes()
    before = opened(path, place / "opened", key)

    for spot in [*range(0, 40), *range(40, len(whole), 97), *range(-8, 0)]:
        flipped = bytearray(whole)
        flipped[spot] ^= 1
        path.write_bytes(flipped)
        try:
            assert opened(path, place / "opened", key) == before
        except BackupError:
            continue


@pytest.mark.parametrize("is_sealed", [True, False])
@pytest.mark.parametrize("left", [0.05, 0.5, 0.99])
def test_file_that_was_cut_short_is_refused(made_by_hand, key, place, is_sealed, left):
    """BAK-2: a truncated file is refused."""
    key = key if is_sealed else ""
    path = made_by_hand(key)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * left)])

    with pytest.raises(BackupError):
        opened(path, place / "opened", key)


def test_without_its_key_it_says_so(made_by_hand, key, place):
    path = made_by_hand(key)

    with pytest.raises(BackupError, match="is encrypted: set BACKUP_KEY to its key"):
        opened(path, place / "opened", "")


def test_public_key_opens_nothing_and_says_so(made_by_hand, key, place):
    public = str(pyrage.x25519.Identity.from_str(key).to_public())

    with pytest.raises(BackupError, match="a public key, which only seals"):
        opened(made_by_hand(key), place / "opened", public)


def test_word_that_is_no_key_of_age_is_refused():
    with pytest.raises(BackupError, match="BACKUP_KEY is not an age key"):
        encryption.recipient_of("a long word of the operator")


def test_some_other_file_is_called_one(place):
    path = place / "letter.pdf"
    path.write_bytes(b"%PDF-1.7 ...")

    with pytest.raises(BackupError, match="not a backup of Myeloma Journal"):
        opened(path, place / "opened", "")
