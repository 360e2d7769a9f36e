import pytest
from django.conf import settings as ours
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import override_settings

REAL = "myeloma_journal.core.static.WholeSheets"


@pytest.fixture(scope="module")
def sheet(tmp_path_factory):
    """Where the style sheet of all pages lies after collecting."""
    folder = tmp_path_factory.mktemp("static")
    storages = ours.STORAGES | {"staticfiles": {"BACKEND": REAL}}
    with override_settings(STORAGES=storages, STATIC_ROOT=folder):
        call_command("collectstatic", interactive=False, verbosity=0)
        address = staticfiles_storage.url("css/app.css")
    return folder / address.removeprefix("/static/")


def test_collectstatic_finds_every_file_that_another_names(sheet):
    assert sheet.exists()
    assert sheet.with_name(f"{sheet.name}.br").exists()


def test_a_style_sheet_is_sent_with_what_it_imports(sheet):
    text = sheet.read_text()

    assert "@import" not in text
    assert text.index(".visually-hidden,") < text.index(".visually-hidden-focusable:f")


def test_a_style_sheet_is_sent_without_what_explains_it_but_for_licences(sheet):
    comments = [one for one in sheet.read_text().split("\n") if "/*" in one]

    assert comments == ["/*!"]
