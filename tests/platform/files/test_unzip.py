"""One file of a ZIP from a stranger."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from myeloma_journal.platform.files.refusals import MEGABYTE, Limits, RefusedError
from myeloma_journal.platform.files.unzip import read_member

pytestmark = pytest.mark.sqlite_only

SYMLINK = 0o120777 << 16


def zipped(*names, text=b"words"):
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, text)
    return file


def locked():
    """A ZIP that says it has a password, in its local header and in its directory."""
    whole = bytearray(zipped("a.json").getvalue())
    whole[6] |= 1
    whole[whole.index(b"PK\x01\x02") + 8] |= 1
    return BytesIO(bytes(whole))


def two_of_one_name():
    return BytesIO(zipped("a.json", "c.json").getvalue().replace(b"c.j", b"a.j"))


@pytest.mark.parametrize("name", ["a.json", "journal/a.json", "../../etc/a.json"])
def test_file_is_found_in_whatever_folder(name):
    """Safari unpacks a download, and Finder packs the folder again."""
    file = zipped("b.json", name, "__MACOSX/journal/a.json")

    assert read_member(file, "a.json", Limits()) == b"words"


def test_link_is_read_as_the_text_it_is():
    file, link = BytesIO(), ZipInfo("a.json")
    link.external_attr = SYMLINK
    with ZipFile(file, "w") as archive:
        archive.writestr(link, "/etc/passwd")

    assert read_member(file, "a.json", Limits()) == b"/etc/passwd"


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (BytesIO(b"no zip"), "damaged"),
        (BytesIO(zipped("a.json").getvalue()[:-5]), "damaged"),
        (zipped("b.json"), "missing"),
        (
            BytesIO(zipped("a.json", "c.json").getvalue().replace(b"c.j", b"a.j")),
            "twice",
        ),
        (zipped("a.json", "b/a.json"), "twice"),
        (locked(), "locked"),
        (zipped(*"abcd", "a.json"), "too_many_files"),
        (zipped("a.json", text=b" " * 4 * MEGABYTE), "too_large"),
        # Packed a thousand times smaller, as only a bomb is.
        (zipped("a.json", text=b" " * 2 * MEGABYTE), "damaged"),
    ],
)
def test_what_is_refused(file, reason):
    """UPL-1: damaged, locked, doubled, bombs."""
    limits = Limits(files=4, unpacked_bytes=3 * MEGABYTE)

    with pytest.raises(RefusedError, match=f"^{reason}$"):
        read_member(file, "a.json", limits)
