"""How easily a text reads."""

import re

import pyphen

SYLLABLES = pyphen.Pyphen(lang="en_US")
WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


def grade(text: str) -> float:
    """Flesch-Kincaid: the school year in which a text reads easily."""
    words = WORD.findall(text)
    sentences = len(re.findall(r"[.?!:](?=\s|$)", text))
    beats = sum(len(SYLLABLES.positions(word)) + 1 for word in words)
    return 0.39 * len(words) / sentences + 11.8 * beats / len(words) - 15.59
