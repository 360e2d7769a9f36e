import pytest
from django.conf import settings as ours
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import override_settings

pytestmark = pytest.mark.sqlite_only

REAL = "myeloma_journal.platform.web.static.BundledStaticFilesStorage"


@pytest.fixture(scope="module")
def sent(tmp_path_factory):
    """Where a file lies after collecting, by its name."""
    folder = tmp_path_factory.mktemp("static")
    storages = ours.STORAGES | {"staticfiles": {"BACKEND": REAL}}
    with override_settings(STORAGES=storages, STATIC_ROOT=folder):
        call_command("collectstatic", interactive=False, verbosity=0)
        names = staticfiles_storage.hashed_files
    return lambda name: folder / names[name]


def test_collectstatic_finds_every_file_that_another_names(sent):
    sheet = sent("css/app.css")

    assert sheet.exists()
    assert sheet.with_name(f"{sheet.name}.br").exists()


def test_a_style_sheet_is_sent_with_what_it_imports(sent):
    text = sent("css/app.css").read_text()

    assert "@import" not in text
    assert text.index(".visually-hidden,") < text.index(".visually-hidden-focusable:f")


def test_a_style_sheet_is_sent_without_what_explains_it_but_for_licences(sent):
    text = sent("css/app.css").read_text()

    assert [line for line in text.splitlines() if "/*" in line] == ["/*!"]


def test_a_script_is_sent_with_what_it_imports_each_once_and_in_order(sent):
    text = sent("js/signed_in.js").read_text()

    parts = [
        "details.drop",
        "const offlineQueue =",
        "offlineQueue.draftKey(answers)",
        "session-idle",
    ]
    assert "\nimport " not in text
    assert text.count("const offlineQueue =") == 1
    assert sorted(parts, key=text.index) == parts


def test_a_script_is_sent_without_what_explains_it(sent):
    lines = sent("js/signed_in.js").read_text().splitlines()

    assert [line for line in lines if line.lstrip().startswith(("//", "/*"))] == []


def test_what_every_page_loads_leaves_a_third_of_60_kib_to_the_page(sent):
    texts = [sent(name) for name in ("css/app.css", "js/signed_in.js")]
    fonts = [
        sent(f"fonts/atkinson-hyperlegible-{weight}.woff2") for weight in (400, 700)
    ]

    compressed = [path.with_name(f"{path.name}.br") for path in texts]
    assert sum(path.stat().st_size for path in compressed + fonts) <= 40 * 1024
