"""Words for comparison: accents, British spellings, endings and slips of typing.

Pure: it knows no model, so that any search can read words in the same way.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from snowballstemmer import EnglishStemmer

Words = tuple[str, ...]

# They occur in every sentence, and say nothing of its subject.
STOP_WORDS = frozenset(
    """
    a about again all also always am an and any are aren as ask at be because been
    being but by can cannot cant could d did didn do does doesn doing don dont
    everybody everyone everything feel feeling feels felt few for from get gets
    getting give gives go goes going gonna got had has hasn have haven having he her
    here hers him his how i if in into is isn it its just keep let like ll lot made
    make makes many may maybe me might mine more most much must my never no nobody
    not nothing now of ok okay on one only or other our ours please problem problems
    re really s safe shall she should shouldn so some someone something still such t
    take takes taking tell than that the their them then there these they thing
    things this those time to too up us use used using ve very want wants was wasn
    way we were what whats when where which while who whom whose why will with won
    would yes yet you your yours
    """.split()  # noqa: SIM905 – a list of two hundred lines says no more
)
# British spellings, and the American of the same word. What else they change is
# changed in the query and in the text alike.
AMERICAN = (
    (re.compile(r"ae|oe"), "e"),
    (re.compile(r"(?<=\w\w)our"), "or"),
    (re.compile(r"ould"), "old"),
    (re.compile(r"(?<=\w\w[bt])re(?=s?$)"), "er"),
    (re.compile(r"(?<=\w\w\w)mme(?=s?$)"), "m"),
    (re.compile(r"(?<=\w\w\w)ys(?=e|ing)"), "yz"),
    (re.compile(r"(?<=\w\w\w)is(?=e|ing|ation)"), "iz"),
)
DOUBLED = re.compile(r"([^aeiou\d])\1")


def tokenize(text: str) -> Words:
    """The words of a text as they are compared: American, without accents or endings.

    >>> tokenize("Diarrhoea") == tokenize("diarrhea")
    True
    >>> tokenize("numbness in my bones") == tokenize("Numb in my bone")
    True
    >>> tokenize("t(4,14)"), tokenize("CAR-T"), tokenize("N\u00e1usea")
    (('t', '4', '14'), ('car', 't'), ('nausea',))
    """
    return tuple(map(stem, split(text)))


def split(text: str) -> list[str]:
    """The words of a text: lower case, without accents, not yet stemmed."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    bare = re.sub(r"[\u0300-\u036f'’]", "", bare)
    return re.findall(r"[^\W_]+", bare)


def stem(word: str) -> str:
    """What a word has in common with its plural, its other forms and spellings."""
    for british, american in AMERICAN:
        word = british.sub(american, word)
    # Of its own: a stemmer holds the word it is at, and requests run in threads.
    word = EnglishStemmer().stemWord(word)
    return DOUBLED.sub(r"\1", word) if len(word) > 3 else word


def contains(text: Words, phrase: Words) -> bool:
    """Whether the words of a phrase follow each other in a text.

    >>> contains(("my", "lab", "number"), ("numb",))
    False
    """
    length = len(phrase)
    return any(
        text[start : start + length] == phrase
        for start in range(len(text) - length + 1)
    )


@cache
def english_words() -> frozenset[str]:
    """Common English words of four letters or more, as they are written.

    Of SCOWL, which spelling checkers read; those that films, encyclopedias and
    names have often.
    """
    return frozenset(Path(__file__).with_name("english_words.txt").read_text().split())


def slips_allowed(word: str) -> int:
    """How many letters of a word of this length may be wrong.

    >>> [slips_allowed(word) for word in ("dara", "fevar", "constipashun", "12345")]
    [0, 1, 3, 0]
    """
    if len(word) < 5 or not word.isalpha():
        return 0
    return min(3, (len(word) + 1) // 4)


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """The known words that are as few slips from this one as any, if few enough.

    >>> nearest("diarhea", ["diarrhea", "dialysis"]), nearest("zebra", ["fever"])
    (['diarrhea'], [])
    """
    fewest = slips_allowed(word)
    found: list[str] = []
    for other in known:
        if abs(len(other) - len(word)) > fewest or len(other) < 4:
            continue
        # The first letter is seldom wrong, and never where several others are.
        if fewest > 1 and other[0] != word[0]:
            continue
        slips = count_slips(word, other, fewest)
        if slips < fewest:
            fewest, found = slips, []
        if slips == fewest and fewest:
            found.append(other)
    return found


def count_slips(typed: str, meant: str, most: int) -> int:
    """Letters left out, added, changed or swapped; counting stops above `most`.

    >>> count_slips("fevre", "fever", 2), count_slips("velcaid", "velcade", 2)
    (1, 2)
    """
    before: list[int] = []
    row = list(range(len(meant) + 1))
    for at, letter in enumerate(typed, 1):
        earlier, before, row = before, row, [at]
        for to, other in enumerate(meant, 1):
            cost = min(row[-1] + 1, before[to] + 1, before[to - 1] + (letter != other))
            is_swapped = at > 1 < to and typed[at - 2 : at] == other + meant[to - 2]
            row.append(min(cost, earlier[to - 2] + 1) if is_swapped else cost)
        if min(row) > most:
            return most + 1
    return row[-1]
