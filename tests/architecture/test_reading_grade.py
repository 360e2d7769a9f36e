"""Sentences read easily; those of the catalogue have their own test."""

import re
from collections import defaultdict

from tests.architecture.messages import messages
from tests.reading_grade import WORD, grade

# A few words say little about a page.
ENOUGH = 25
LONGEST = 30


def sentences() -> list[tuple[str, str]]:
    """The whole sentences of the program, each with the file it is in."""
    found = []
    for message in messages():
        text = re.sub(r"<[^>]+>", "", message.text)
        text = re.sub(r"%\(\w+\)[a-z]", "Ann", text)  # a name or number stands here
        if text.rstrip().endswith((".", "?", "!")):
            found.append((str(message.path), text))
    return found


def test_every_page_reads_at_grade_six_or_less():
    pages = defaultdict(str)
    for path, text in sentences():
        pages[path] += f"{text} "

    hard = {
        path: round(grade(text), 1)
        for path, text in pages.items()
        if len(WORD.findall(text)) >= ENOUGH and grade(text) > 6
    }

    assert hard == {}


def test_no_sentence_is_very_long():
    long = [
        sentence
        for _, text in sentences()
        for sentence in re.split(r"(?<=[.?!:])\s", text)
        if len(WORD.findall(sentence)) > LONGEST
    ]

    assert long == []
