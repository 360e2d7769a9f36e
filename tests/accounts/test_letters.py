"""What stands in letters: the link, what it does, and nothing about anybody."""

import re
from pathlib import Path

import pytest
from allauth.account.adapter import get_adapter
from django.conf import settings

LETTERS = sorted(
    path.name.removesuffix("_message.txt")
    for path in Path(settings.BASE_DIR, "templates/account/email").glob("*_message.txt")
    if not path.name.startswith("base_")
)
FACTS = {
    "link": "https://site.example/account/x/",
    "password_reset_url": "https://site.example/account/y/",
}


@pytest.mark.parametrize("letter", LETTERS)
def test_letter_tells_nobody_what_the_site_is_for(letter, mailoutbox, settings):
    """PRI-5: a letter is read on a lock screen, and by whoever shares a mailbox."""
    settings.SITE_URL = "https://site.example"

    get_adapter().send_mail(f"account/email/{letter}", "anna@example.org", FACTS)

    (sent,) = mailoutbox
    said = f"{sent.subject}\n{sent.body}"
    assert "https://site.example" in sent.body
    assert not re.search("journal|myeloma|patient|anna", said, re.IGNORECASE)
    assert sent.alternatives == []
