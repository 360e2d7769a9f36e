"""Whatever a file does to its reader, the web process gets a reason."""

from tempfile import TemporaryFile

import pytest

from myeloma_journal.platform.files import client
from myeloma_journal.platform.files.refusals import MEGABYTE, Limits, RefusedError

pytestmark = pytest.mark.sqlite_only

LIMITS = Limits(
    cpu_seconds=1, wall_seconds=10, memory_bytes=256 * MEGABYTE, output_bytes=MEGABYTE
)


def read(reader, limits=LIMITS):
    with TemporaryFile() as file:
        file.write(b"numb fingers")
        with client.read_file(
            file, f"tests.platform.files.readers:{reader}", limits
        ) as out:
            return out.read()


def test_reader_gets_the_file_from_its_beginning():
    assert read("copies") == b"numb fingers"


def test_reader_reaches_no_file_network_program_or_key(monkeypatch):
    """UPL-1: the kernel lets it open nothing."""
    monkeypatch.setenv("SECRET_KEY", "secret")
    monkeypatch.setenv("DATABASE_URL", "postgres://")

    reached = read("tells_what_it_reaches").decode().split(",")

    assert set(reached) <= {"LANG", "LC_CTYPE", "PATH", "VIRTUAL_ENV"}


@pytest.mark.parametrize(
    ("reader", "reason"),
    [
        ("refuses", "strange"),
        ("works_for_ever", "too_much"),
        ("takes_memory", "too_much"),
        ("writes_too_much", "too_much"),
    ],
)
def test_file_that_takes_too_much_is_refused(reader, reason):
    """UPL-1: time, memory and output have their limits."""
    with pytest.raises(RefusedError) as refused:
        read(reader)

    assert refused.value.reason == reason
    assert refused.value.details == ({"number": 3} if reader == "refuses" else {})


@pytest.mark.parametrize("reader", ["is_killed", "waits_for_ever"])
def test_reader_that_dies_or_hangs_asks_to_try_again(reader):
    """UPL-1: the web process goes on."""
    limits = Limits(**{**vars(LIMITS), "wall_seconds": 1})

    with pytest.raises(client.ReaderBusyError):
        read(reader, limits)


def test_error_leaves_without_the_words_of_the_file():
    with pytest.raises(client.ReaderCrashedError, match="ValueError") as crashed:
        read("breaks")

    assert "numb fingers" not in str(crashed.value)


def test_second_file_waits_for_the_first(monkeypatch):
    monkeypatch.setattr(client, "WAIT_SECONDS", 0)

    with client._slot, pytest.raises(client.ReaderBusyError):
        read("copies")
    assert read("copies")
