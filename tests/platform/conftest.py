"""What tests of several folders of the platform need."""

import pytest


@pytest.fixture
def place(tmp_path, settings):
    """Where the data would lie, and the backups; there is no key."""
    settings.DATA_DIR = tmp_path / "data"
    settings.BACKUP_DIR = tmp_path / "backups"
    settings.BACKUP_KEY = ""
    settings.DATA_DIR.mkdir()
    settings.BACKUP_DIR.mkdir()
    return tmp_path
