"""Every message file is in order with the program, and every text can be collected."""

import gettext
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from tests.architecture.messages import messages

pytestmark = pytest.mark.sqlite_only
FILES = sorted(settings.BASE_DIR.glob("locale/*/LC_MESSAGES/django.po"))
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[a-z]|</?\w+|\{\w*\}")
AMERICAN = re.compile(
    r"\b(?:cancel(?:ed|ing)|licenses?|\w*[ck]ol?ors?|gr[a]ys?|centers?|liters?"
    r"|diarrhea|an?emia|hemat\w+|hemog\w+|behaviors?|tumors?|checkups?|zippers?"
    r"|caregivers?|refrigerator|anymore|emergency room|organiz\w+|recogniz\w+"
    r"|smoldering|shots?|fall(?= %)|\d+/24/\d+|March \d+, \d+)\b",
    re.IGNORECASE,
)


def catalog(path: Path) -> dict[str, str]:
    """The messages of a compiled file; plural forms each under their own key."""
    with path.open("rb") as file:
        found = gettext.GNUTranslations(file)._catalog
    return {str(key): text for key, text in found.items() if key}


def compiled(po: Path, folder: Path, *options: str) -> dict[str, str]:
    subprocess.run(
        ["msgfmt", *options, "-o", folder / "django.mo", po],
        check=True,
        capture_output=True,
    )
    return catalog(folder / "django.mo")


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """What `makemessages` finds in the program, each text as its own translation."""
    folder = tmp_path_factory.mktemp("program")
    for name in ("myeloma_journal", "templates"):
        shutil.copytree(settings.BASE_DIR / name, folder / name)
    (folder / "locale").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr(settings, "LOCALE_PATHS", [str(folder / "locale")])
        call_command("makemessages", locale=["en_GB"], verbosity=0)
    full = folder / "full.po"
    empty = folder / "locale/en_GB/LC_MESSAGES/django.po"
    subprocess.run(["msgen", empty, "-o", full], check=True, capture_output=True)
    return compiled(full, folder)


def test_every_message_is_collected(collected):
    # A template has no formatting: its "%" is doubled when it is collected.
    texts = {key.split("\x04")[-1] for key in collected} | set(collected.values())
    texts |= {text.replace("%%", "%") for text in texts}
    missing = [str(message) for message in messages() if message.text not in texts]

    assert missing == []


@pytest.mark.parametrize("po", FILES, ids=lambda path: path.parts[-3])
def test_messages_of_a_language_are_messages_of_the_program(po, collected):
    """Else run `make messages`, and mend what it moved to the end of the file."""
    unknown = catalog(po.with_suffix(".mo")).keys() - collected.keys()

    assert sorted(unknown) == []


@pytest.mark.parametrize("po", FILES, ids=lambda path: path.parts[-3])
def test_translation_has_the_placeholders_and_tags_of_its_message(po, collected):
    differ = [
        key
        for key, text in catalog(po.with_suffix(".mo")).items()
        if sorted(PLACEHOLDER.findall(text))
        != sorted(PLACEHOLDER.findall(collected.get(key, key)))
    ]

    assert differ == []


@pytest.mark.parametrize("po", FILES, ids=lambda path: path.parts[-3])
def test_compiled_file_is_that_of_the_message_file(po, tmp_path):
    assert catalog(po.with_suffix(".mo")) == compiled(po, tmp_path, "--check")


def test_american_words_have_a_british_message(collected):
    british = catalog(settings.BASE_DIR / "locale/en_GB/LC_MESSAGES/django.mo")
    left = [
        text
        for key, text in collected.items()
        if AMERICAN.search(text) and key not in british
    ]

    assert left == []
