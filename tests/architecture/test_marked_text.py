"""A page shows no text that a translator would not be given.

Each message is put between brackets, and pages of the sample journal are opened as
those who read them. What is left outside of brackets was written by people, or
published in the catalogue: a value of the database.
"""

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.urls import get_resolver, resolve, reverse
from django.utils import translation
from django.utils.text import capfirst

from myeloma_journal.care_circle.cities import cities
from myeloma_journal.care_circle.roles import Role
from myeloma_journal.welcome import demo
from tests.factories import make_membership

pytestmark = [
    pytest.mark.sqlite_only,
    pytest.mark.django_db,
    pytest.mark.usefixtures("catalogue"),
]
OPEN, CLOSE = "⟦", "⟧"
ATTRIBUTES = {
    "alt",
    "aria-label",
    "data-done",
    "data-drag",
    "data-h",
    "data-sure",
    "placeholder",
    "title",
}
NOT_READ = {"script", "style", "pre"}
PHONE_NUMBER = re.compile(r"[(+\d][\d() -]{6,}")
EACH_PAGE = 2
LETTERS = re.compile(r"[^\W\d_]{2,}")


@pytest.fixture
def marked(monkeypatch):
    """Put every message between brackets, once all modules are imported.

    A text that a module looks up while it is imported is in nobody's language.
    """
    _ = get_resolver().url_patterns

    def between(name):
        ours = getattr(translation._trans, name)
        monkeypatch.setattr(
            translation._trans, name, lambda *args: f"{OPEN}{ours(*args)}{CLOSE}"
        )

    for name in ("gettext", "ngettext", "pgettext", "npgettext"):
        between(name)


def _is_not_for_translators(tag: str, values: dict[str, str | None]) -> bool:
    """Whether an element holds no words, or says that its words stay as they are."""
    return tag in NOT_READ or values.get("translate") == "no"


def _outside(text: str, depth: int) -> tuple[list[str], int]:
    parts, current = [], ""
    for character in text:
        if character == OPEN:
            depth += 1
        elif character == CLOSE:
            depth -= 1
        elif not depth:
            current += character
            continue
        parts.append(current)
        current = ""
    parts = [" ".join(part.split()) for part in [*parts, current]]
    return [part for part in parts if LETTERS.search(part)], depth


class Unmarked(HTMLParser):
    """The texts of a page outside of brackets, and the pages it links to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.links: list[str] = []
        self._inside: list[str] = []
        self._depth = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        # Within such an element only its own kind is counted: others may stay open.
        if tag in self._inside or (
            not self._inside and _is_not_for_translators(tag, values)
        ):
            self._inside.append(tag)
        if tag == "a" and values.get("href"):
            self.links.append(values["href"])
        for name in ATTRIBUTES & values.keys():
            self.texts += _outside(values[name] or "", 0)[0]

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if self._inside:
            return
        outside, self._depth = _outside(data, self._depth)
        self.texts += outside


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        parts = [value, *value.splitlines(), *PHONE_NUMBER.split(value)]
        yield from (" ".join(part.split()) for part in parts)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner)


def written() -> set[str]:
    """All that people wrote and the catalogue publishes."""
    texts = {settings.SITE_NAME, *dict(settings.LANGUAGES).values()}
    texts |= {str(city) for city in cities()}
    for model in apps.get_models():
        if model.__module__.startswith("simple_history"):
            continue
        fields = [
            field.attname
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField)
            and not field.choices
        ]
        for row in model._base_manager.values_list(*fields) if fields else ():
            texts.update(_strings(row))
    texts |= {capfirst(text) for text in texts}
    return {text for text in texts if LETTERS.search(text)}


def not_written(text: str, texts: set[str], longest: list[str]) -> str:
    """What is left of a text without the values of the database."""
    if text in texts:
        return ""
    for value in longest:
        if value in text:
            text = re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", " ", text)
            if not LETTERS.search(text):
                return ""
    return " ".join(text.split())


def pages(client, start: list[str]) -> Iterator[tuple[str, Unmarked]]:
    """The pages that one comes to by links, each kind a few times."""
    waiting, known, opened = list(start), set(start), Counter()
    while waiting:
        address = waiting.pop(0)
        name = resolve(address.partition("?")[0]).view_name
        opened[name] += 1
        if opened[name] > EACH_PAGE:
            continue
        response = client.get(address, follow=True)
        if not response["Content-Type"].startswith("text/html"):
            continue
        page = Unmarked(response.content.decode())
        yield name, page
        for link in page.links:
            link = link.partition("#")[0]
            if link.startswith("/") and not link.startswith("//") and link not in known:
                known.add(link)
                waiting.append(link)


@pytest.mark.parametrize("who", [*Role, None])
def test_every_text_of_a_page_is_a_message(client, marked, who):
    owner = demo.load()
    start = ["/", reverse("catalogue:checklist_list")]
    if who == Role.OWNER:
        client.force_login(owner.user)
    elif who:
        member = make_membership(patient=owner.patient, role=who)
        client.force_login(member.user)
    if who:
        start.append(reverse("today", args=[owner.patient_id]))
    texts = written()
    longest = sorted(texts, key=len, reverse=True)

    unmarked = {
        (name, left)
        for name, page in pages(client, start)
        for text in page.texts
        if (left := not_written(text, texts, longest))
    }

    assert sorted(unmarked) == []
