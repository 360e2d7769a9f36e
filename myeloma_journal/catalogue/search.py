"""Finding questions by any name of what they are about: "t(4,14)" finds "t(4;14)"."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Words = tuple[str, ...]
# They are in every question, so they tell none apart.
STOP = {"a", "and", "are", "can", "do", "for", "i", "in", "is", "my", "of", "the", "to"}
ENDING = re.compile(r"(?<=\w{3})(ness|ings?|ed|e?s|e)$")
# British letters that stand where US spelling has one.
BRITISH = {"ae": "e", "oe": "e", "our": "or"}


def words_of(text: str) -> Words:
    """The words of a text as they are compared: small, bare, US, without endings.

    >>> words_of("Is t(4,14) found?") == words_of("is T(4;14) found")
    True
    >>> words_of("Diarrhoea"), words_of("numbness in my bones")
    (('diarrhea',), ('numb', 'in', 'my', 'bon'))
    """
    bare = unicodedata.normalize("NFKD", text.casefold())
    for british, american in BRITISH.items():
        bare = bare.replace(british, american)
    words = re.findall(r"[^\W_]+", re.sub(r"[\u0300-\u036f]", "", bare))
    return tuple(re.sub(ENDING, "", word) for word in words)


def holds(text: Words, part: Words) -> bool:
    """Whether `part` stands in `text`; a long last word may go on.

    >>> holds(("immunization", "today"), ("immuniz",))
    True
    >>> holds(("my", "lab", "number"), ("numb",))
    False
    """
    *before, last = part
    for start in range(len(text) - len(before)):
        *there, ending = text[start : start + len(part)]
        goes_on = len(last) > 4 and ending.startswith(last)
        if there == before and (ending == last or goes_on):
            return True
    return False


@dataclass(frozen=True)
class Search:
    """What somebody looks for: each idea under all the names it has."""

    ideas: tuple[frozenset[Words], ...]

    @classmethod
    def of(cls, query: str, names: Iterable[Sequence[str]]) -> "Search":
        """Read a query, knowing things by their `names`, each thing by several."""
        known = [frozenset(map(words_of, several)) - {()} for several in names]
        rest, ideas = words_of(query), []
        while rest:
            longest = _longest_name(rest, known)
            if longest:
                same = (several for several in known if longest in several)
                ideas.append(frozenset().union(*same))
            elif rest[0] not in STOP:
                ideas.append(frozenset({rest[:1]}))
            rest = rest[max(len(longest), 1) :]
        return cls(tuple(ideas))

    def hits(self, text: str) -> int:
        """How many of the ideas a text speaks of."""
        words = words_of(text)
        return sum(any(holds(words, name) for name in idea) for idea in self.ideas)

    def is_named(self, names: Iterable[str]) -> bool:
        """Whether one of the ideas is this very thing."""
        own = set(map(words_of, names))
        return any(own & idea for idea in self.ideas)


def _longest_name(words: Words, known: Iterable[frozenset[Words]]) -> Words:
    """The longest known name that these words begin with, or none."""
    fits = (name for several in known for name in several if words[: len(name)] == name)
    return max(fits, key=len, default=())
