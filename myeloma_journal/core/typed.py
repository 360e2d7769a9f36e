"""What people typed: answers that wait, and the words of a form that got lost."""

import re

from django.http import HttpRequest, QueryDict

# Shown to nobody, not even to the person who typed them.
SECRETS = ("password", "csrfmiddlewaretoken", "token")
# What a form carries unseen; nobody typed it.
UNSEEN = {"version", "window", "client_uuid", "device_at", "id"}
UNSEEN |= {f"{which}_FORMS" for which in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")}


class Unsent(QueryDict):
    """Answers that nobody has sent yet: shown as they are, not judged, not saved."""


def answers_of(request: HttpRequest) -> dict[str, list[str]]:
    """Every answer of a form that was sent, without passwords and tokens.

    And without NULs: nobody typed them, and no database takes them.
    """
    return {
        name.replace("\x00", ""): [str(value).replace("\x00", "") for value in values]
        for name, values in request.POST.lists()
        if not any(secret in name for secret in SECRETS)
    }


def what_was_typed(request: HttpRequest) -> str:
    """The answers of a form that got lost, to be copied; one on each line."""
    return "\n".join(
        f"{_in_words(name)}: {value}"
        for name, values in answers_of(request).items()
        if name.rpartition("-")[2] not in UNSEEN
        for value in values
        if value.strip()
    )


def _in_words(name: str) -> str:
    """The name of a field as words, without the part of the form and the record.

    >>> _in_words("m-pain_now-unit")
    'pain now unit'
    >>> _in_words("s-4f235a57-035f-4c76-9ba6-8bbafbdcfd28-severity")
    'severity'
    """
    own = re.sub(r"^[a-z]-([0-9a-f-]{36}-)?", "", name)
    return own.replace("_", " ").replace("-", " ")
