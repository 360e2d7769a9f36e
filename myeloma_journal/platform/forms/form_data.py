"""What people typed: answers that wait, and the words of a form that got lost."""

import re

from django.http import HttpRequest, QueryDict

# Shown to nobody, not even to the person who typed them.
SECRETS = ("password", "csrfmiddlewaretoken", "token")
# Says unseen, beside the answers about a record, what people call the record.
CALLED = "called"
# What a form carries unseen; nobody typed it.
UNSEEN = {CALLED, "version", "tab_id", "client_uuid", "device_at", "id"}
UNSEEN |= {f"{which}_FORMS" for which in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")}
RECORD = r"[0-9a-f]{8}-[0-9a-f-]{27}"
PART = re.compile(rf"{RECORD}|\d{{4}}-\d\d-\d\d|[^-]+")
# The letter of a form, and a record that we do not know by name.
NO_WORD = re.compile(rf"[a-z]|{RECORD}")


class DraftData(QueryDict):
    """Answers that nobody has sent yet: shown as they are, not judged, not saved."""


def submitted_data(request: HttpRequest) -> dict[str, list[str]]:
    """Every answer of a form that was sent, without passwords and tokens.

    And without NULs: nobody typed them, and no database takes them.
    """
    return {
        name.replace("\x00", ""): [str(value).replace("\x00", "") for value in values]
        for name, values in request.POST.lists()
        if not any(secret in name for secret in SECRETS)
    }


def submitted_text(request: HttpRequest) -> str:
    """The answers of a form that got lost, to be copied; one on each line."""
    answers = submitted_data(request)
    called = {
        name.partition("-")[2].removesuffix(f"-{CALLED}"): values[0]
        for name, values in answers.items()
        if name.endswith(f"-{CALLED}")
    }
    return "\n".join(
        f"{_in_words(name, called)}: {value}"
        for name, values in answers.items()
        if name.rpartition("-")[2] not in UNSEEN
        for value in values
        if value.strip()
    )


def _in_words(name: str, called: dict[str, str]) -> str:
    """The name of a field as words, with what the record it asks about is called.

    >>> _in_words("m-pain_now-unit", {})
    'pain now unit'
    >>> record = "4f235a57-035f-4c76-9ba6-8bbafbdcfd28"
    >>> _in_words(f"s-{record}-severity", {record: "Bone pain"})
    'Bone pain severity'
    >>> _in_words(f"s-{record}-severity", {})
    'severity'
    >>> _in_words(f"d-2026-11-16-s-{record}", {record: "Bone pain"})
    '2026-11-16 Bone pain'
    """
    parts = [
        called.get(part, part.replace("_", " "))
        for part in PART.findall(name)
        if part in called or not NO_WORD.fullmatch(part)
    ]
    return " ".join(parts) or name
