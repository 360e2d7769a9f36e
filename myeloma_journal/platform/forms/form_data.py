"""The data of submitted forms: as a draft, and as text to be copied."""

import re

from django.http import HttpRequest, QueryDict

# Fields whose names contain these are never saved or shown.
SECRETS = ("password", "csrfmiddlewaretoken", "token")
# A hidden field with the name of the record that the other fields are about.
CALLED = "called"
# Hidden fields, which nobody typed.
UNSEEN = {CALLED, "version", "tab_id", "client_uuid", "device_at", "id", "take"}
UNSEEN |= {f"{which}_FORMS" for which in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")}
RECORD = r"[0-9a-f]{8}-[0-9a-f-]{27}"
PART = re.compile(rf"{RECORD}|\d{{4}}-\d\d-\d\d|[^-]+")
# Parts of a field's name that are no words: a form's prefix, the id of a record.
NO_WORD = re.compile(rf"[a-z]|{RECORD}")


class DraftData(QueryDict):
    """The data of a draft: a form bound to it is rendered, and never validated."""


def submitted_data(request: HttpRequest) -> dict[str, list[str]]:
    """The submitted data without passwords, tokens and NUL characters.

    Nobody types a NUL, and PostgreSQL refuses it.
    """
    return {
        name.replace("\x00", ""): [str(value).replace("\x00", "") for value in values]
        for name, values in request.POST.lists()
        if not any(secret in name for secret in SECRETS)
    }


def submitted_text(request: HttpRequest) -> str:
    """The submitted data as text to be copied, one field on each line."""
    data = submitted_data(request)
    called = {
        name.partition("-")[2].removesuffix(f"-{CALLED}"): values[0]
        for name, values in data.items()
        if name.endswith(f"-{CALLED}")
    }
    return "\n".join(
        f"{_in_words(name, called)}: {value}"
        for name, values in data.items()
        if name.rpartition("-")[2] not in UNSEEN
        for value in values
        if value.strip()
    )


def _in_words(name: str, called: dict[str, str]) -> str:
    """The name of a field as words, with the name of its record for the record's id.

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
