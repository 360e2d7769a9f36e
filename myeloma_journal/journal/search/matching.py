"""Which texts have all words of a query, and where they stand in them. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from myeloma_journal.catalogue.words import STOP_WORDS, split, stem

# A word as it was typed, with the apostrophes and accents within it.
WORD = re.compile(r"[^\W_](?:[\u0300-\u036f'’]*[^\W_])*[\u0300-\u036f]*")
# How much of a long text is shown, and how much of it before the first match.
EXCERPT_LENGTH, BEFORE = 240, 80


@dataclass(frozen=True)
class Part:
    """A piece of an excerpt."""

    text: str
    is_match: bool = False


class Query:
    """The words somebody searches for. It is made for one search and not kept."""

    def __init__(self, typed: str) -> None:
        self._stems: dict[str, str] = {}
        words = split(typed)
        telling = [word for word in words if word not in STOP_WORDS]
        self.wanted = {self._stem(word) for word in telling or words}

    def matches(self, texts: Iterable[str]) -> bool:
        """Whether each word of the query stands in one of these texts."""
        missing = set(self.wanted)
        for text in texts:
            found = {self._stem(word) for word in split(text)}
            missing = {word for word in missing if not _is_in(word, found)}
            if not missing:
                return bool(self.wanted)
        return False

    def has_match(self, text: str) -> bool:
        """Whether any word of the query stands in this text."""
        return any(map(self._is_match, WORD.finditer(text)))

    def excerpt(self, text: str) -> list[Part]:
        """The text around the first match, with every match in it set apart."""
        spans = [match.span() for match in WORD.finditer(text) if self._is_match(match)]
        start, end = _window(text, spans[0][0] if spans else 0)
        parts = [Part("…")] if start else []
        for first, last in spans:
            if start <= first and last <= end:
                parts += [Part(text[start:first]), Part(text[first:last], True)]
                start = last
        parts += [Part(text[start:end]), Part("…" if end < len(text) else "")]
        return [part for part in parts if part.text]

    def _is_match(self, match: re.Match[str]) -> bool:
        found = {self._stem(word) for word in split(match[0])}
        return any(_is_in(word, found) for word in self.wanted)

    def _stem(self, word: str) -> str:
        """The stem of a word; each word of a journal is stemmed only once."""
        if word not in self._stems:
            self._stems[word] = stem(word)
        return self._stems[word]


def _is_in(wanted: str, found: set[str]) -> bool:
    """Whether a word is one of those found, or the beginning of one.

    In scripts that put no spaces between words it may stand anywhere.
    """
    if wanted in found:
        return True
    if not wanted.isascii():
        return any(wanted in word for word in found)
    return len(wanted) > 3 and any(word.startswith(wanted) for word in found)


def _window(text: str, first: int) -> tuple[int, int]:
    """Where the excerpt of a text begins and ends: between words, if it can."""
    if len(text) <= EXCERPT_LENGTH:
        return 0, len(text)
    start = max(first - BEFORE, 0)
    if start:
        space = text.find(" ", start, first)
        start = space + 1 if space >= 0 else start
    end = min(start + EXCERPT_LENGTH, len(text))
    if end < len(text):
        space = text.rfind(" ", first, end)
        end = space if space > first else end
    return start, end
