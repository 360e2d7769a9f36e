"""Search of what we publish, by everyday words: the best match first.

Pure: it knows entries and meanings, not where they come from. All of it is built for
one search and forgotten with it: decision 17 says why that is fast enough.
"""

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

from myeloma_journal.catalogue.words import (
    STOP_WORDS,
    Words,
    contains,
    english_words,
    nearest,
    split,
    stem,
)

# How much a match counts: all of the first name, all of another, a part of either, in
# what is written below it, and in what it belongs to.
WHOLE_NAME, WHOLE_ALIAS, IN_NAME, IN_ALIAS = 4.0, 3.4, 2.0, 1.0
IN_TEXT, IN_CONTEXT = 1.0, 0.5
# How much what a typed word means counts: the first, and how much less each after it.
MEANT, LESS_EACH, MEANT_AT_LEAST = 0.9, 0.1, 0.3
# How much a word counts of which only the start was typed.
STARTS_ALIKE = 0.7
# What scores less, beside the best of its kind, is left out; and so is a kind of which
# the best scores less, beside the best of all.
WORTH_SHOWING, KIND_WORTH_SHOWING = 0.3, 0.5
# Longer queries are read so far: nobody asks about more at once.
MOST_WORDS = 24
MOST_CONCEPTS = 8
MOST_MENDED = 10
# Shorter words are not read as the start of another, nor two of them as one.
SHORTEST_START, SHORTEST_JOINED = 4, 7

# What we publish is stemmed once; words that somebody searches for are never kept.
_published_stem = lru_cache(maxsize=20_000)(stem)


@lru_cache(maxsize=20_000)
def _published_spellings(text: str) -> Words:
    return tuple(split(text))


@lru_cache(maxsize=20_000)
def _published(text: str) -> Words:
    return tuple(map(_published_stem, _published_spellings(text)))


@dataclass(frozen=True)
class Entry:
    """Something that can be found."""

    key: Hashable
    kind: str
    names: tuple[str, ...]
    text: str = ""
    # What it belongs to: the title of its list, the class of its drug.
    context: str = ""


@dataclass(frozen=True)
class Meaning:
    """What people type, and the words of our texts that it stands for, best first."""

    typed: tuple[str, ...]
    means: tuple[str, ...]

    @classmethod
    def same(cls, *names: str) -> "Meaning":
        """Names of one thing, each of which stands for all."""
        return cls(names, names)


class Hit(NamedTuple):
    entry: Entry
    score: float


@dataclass(frozen=True)
class Concept:
    """One idea of a query: all the phrases that stand for it, with their weights."""

    phrases: dict[Words, float]


@dataclass(frozen=True)
class Found:
    """What was found, the best of each kind first, and how the query was read."""

    hits: tuple[Hit, ...] = ()
    # Where a slip of typing was mended: the words that were looked for.
    read_as: str = ""

    def of(self, kind: str) -> list[Hashable]:
        """The keys of what was found of one kind."""
        return [hit.entry.key for hit in self.hits if hit.entry.kind == kind]

    @property
    def kinds(self) -> list[str]:
        """The kinds that were found, that of the best match first."""
        return list(dict.fromkeys(hit.entry.kind for hit in self.hits))


class Index:
    """What is searched, by its words."""

    def __init__(
        self,
        entries: Iterable[Entry],
        meanings: Iterable[Meaning],
        *,
        always: str = "",
    ) -> None:
        """Index `entries`; the kind named `always` is shown however little it fits."""
        self.always = always
        self.entries = list(entries)
        self.fields = [_Fields.of(entry) for entry in self.entries]
        self.places: dict[str, set[int]] = defaultdict(set)
        for place, fields in enumerate(self.fields):
            for word in fields.words:
                self.places[word].add(place)
        self.meanings: dict[Words, list[Meaning]] = defaultdict(list)
        for meaning in meanings:
            for name in meaning.typed:
                self.meanings[_published(name)].append(meaning)
        self.longest = max(map(len, self.meanings), default=1)

    def search(self, query: str) -> Found:
        """What fits a query, the best first."""
        typed = split(query)[:MOST_WORDS]
        read = self._read(typed)
        words = tuple(map(stem, read))
        hits = self._score(self._concepts(words, read), self._named(words))
        return Found(
            tuple(self._worth_showing(hits)),
            read_as=" ".join(read) if read != typed else "",
        )

    def _worth_showing(self, scored: Sequence[Hit]) -> Iterator[Hit]:
        best: dict[str, float] = {}
        for hit in scored:
            best.setdefault(hit.entry.kind, hit.score)
        for hit in scored:
            of_kind, kind = best[hit.entry.kind], hit.entry.kind
            is_kind = kind == self.always or (
                of_kind >= KIND_WORTH_SHOWING * scored[0].score
            )
            if is_kind and hit.score >= WORTH_SHOWING * of_kind:
                yield hit

    def _read(self, typed: Sequence[str]) -> list[str]:
        """What was typed, with its slips mended."""
        words = list(self._joined(typed))
        meant = {word: self._as_known(word) for word in words[:MOST_MENDED]}
        return [read for word in words for read in meant.get(word, [word])]

    def _joined(self, typed: Sequence[str]) -> Iterator[str]:
        """Words, and as one what only we write as one: "heart burn"."""
        words = list(typed)
        while words:
            word = words.pop(0)
            if words and self._is_one_word(word, words[0]):
                word += words.pop(0)
            yield word

    def _is_one_word(self, first: str, second: str) -> bool:
        return (
            not {first, second} & STOP_WORDS
            and len(first + second) >= SHORTEST_JOINED
            and stem(first + second) in self.places
            and (stem(first), stem(second)) not in self.meanings
        )

    def _as_known(self, word: str) -> list[str]:
        """The word itself, or what was meant by a slip of typing."""
        if self._is_known(word):
            return [word]
        if candidates := nearest(word, self.spellings):
            return [max(candidates, key=self._how_often)]
        return self._parted(word) or [word]

    def _parted(self, word: str) -> list[str]:
        """Two known words that were typed without the space between them."""
        parts = ([word[:at], word[at:]] for at in range(3, len(word) - 3))
        return next((two for two in parts if self.spellings.issuperset(two)), [])

    def _is_known(self, word: str) -> bool:
        """Whether we have a word, or it is one of English that means what it says."""
        return (
            word in STOP_WORDS
            or stem(word) in self.vocabulary
            or word in english_words()
            or bool(self._beginning_with(word))
        )

    def _how_often(self, word: str) -> int:
        return len(self.places.get(stem(word), ()))

    def _beginning_with(self, word: str) -> list[str]:
        """The known words of which somebody may have typed only the start."""
        if len(word) < SHORTEST_START or word in english_words():
            return []
        return sorted(known for known in self.vocabulary if known.startswith(word))

    @cached_property
    def vocabulary(self) -> set[str]:
        """All words that stand somewhere, stemmed."""
        typed = (word for name in self.meanings for word in name)
        return {*self.places, *typed}

    @cached_property
    def spellings(self) -> set[str]:
        """All words that stand somewhere, as they are written."""
        published = [
            *(text for entry in self.entries for text in (*entry.names, entry.text)),
            *(
                name
                for meanings in self.meanings.values()
                for meaning in meanings
                for name in meaning.typed
            ),
        ]
        return set().union(*map(_published_spellings, published))

    def _concepts(self, words: Words, typed: Sequence[str]) -> list[Concept]:
        """The ideas of a query: the longest known names, and what is left between."""
        concepts: dict[Hashable, Concept] = {}
        at = 0
        while at < len(words):
            length = self._length_of_name(words[at:])
            phrase = words[at : at + max(length, 1)]
            if length or typed[at] not in STOP_WORDS:
                # "Keto diet" is one idea, however many words of it are typed.
                meanings = self.meanings.get(phrase, ())
                key = tuple(map(id, meanings)) or phrase
                concept = concepts.setdefault(key, Concept({}))
                concept.phrases.update(self._phrases(phrase))
            at += len(phrase)
        return list(concepts.values())[:MOST_CONCEPTS]

    def _named(self, words: Words) -> list[int]:
        """The entries of which all that was typed is a name."""
        if len(words) < 2:
            return []
        places = self._places_of(words)
        return [at for at in places if self.fields[at].weigh(words) >= WHOLE_ALIAS]

    def _length_of_name(self, words: Words) -> int:
        """How many of the next words have a meaning of their own."""
        lengths = range(min(self.longest, len(words)), 0, -1)
        return next((size for size in lengths if words[:size] in self.meanings), 0)

    def _phrases(self, phrase: Words) -> dict[Words, float]:
        """What is looked for in place of a phrase, and how much each counts."""
        phrases: dict[Words, float] = {}
        for meaning in self.meanings.get(phrase, ()):
            for rank, name in enumerate(meaning.means):
                words = _published(name)
                weight = max(MEANT - LESS_EACH * rank, MEANT_AT_LEAST)
                phrases[words] = max(phrases.get(words, 0), weight)
        if not phrases and len(phrase) == 1 and phrase[0] not in self.places:
            for word in self._beginning_with(phrase[0]):
                phrases.setdefault((word,), STARTS_ALIKE)
        return phrases | {phrase: 1.0}

    def _score(self, concepts: Sequence[Concept], named: Iterable[int]) -> list[Hit]:
        """All entries that fit a concept, those that fit the most of them first."""
        totals: dict[int, float] = defaultdict(float)
        covered: dict[int, float] = defaultdict(float)
        whole = 0.0
        for concept in concepts:
            scores = self._scores(concept)
            # What is rare says more of what was meant.
            weight = self._rarity(len(scores))
            whole += weight
            for place, score in scores.items():
                totals[place] += score
                covered[place] += weight
        for place in named:
            totals[place] = max(totals[place], WHOLE_NAME * self._rarity(1))
            covered[place] = whole
        hits = [
            (total * (covered[place] / whole) ** 2, -place)
            for place, total in totals.items()
        ]
        return [
            Hit(self.entries[-at], score) for score, at in sorted(hits, reverse=True)
        ]

    def _scores(self, concept: Concept) -> dict[int, float]:
        scores: dict[int, float] = {}
        for phrase, weight in concept.phrases.items():
            places = self._places_of(phrase)
            rarity = self._rarity(len(places))
            for place in places:
                weighed = self.fields[place].weigh(phrase)
                # A whole name says what was meant, however often it is mentioned.
                known = self._rarity(1) if weighed >= WHOLE_ALIAS else rarity
                score = weight * known * weighed
                scores[place] = max(scores.get(place, 0), score)
        return scores

    def _places_of(self, phrase: Words) -> list[int]:
        """The entries in which a phrase stands."""
        if not phrase:
            return []
        having_all = set.intersection(
            *(self.places.get(word, set()) for word in phrase)
        )
        return [place for place in having_all if self.fields[place].weigh(phrase)]

    def _rarity(self, places: int) -> float:
        return math.log(1 + len(self.entries) / (places + 1)) if places else 1.0


@dataclass(frozen=True)
class _Fields:
    """The words of an entry, by where they stand."""

    names: tuple[Words, ...]
    text: Words
    context: Words
    words: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def of(cls, entry: Entry) -> "_Fields":
        names = tuple(map(_published, entry.names))
        text, context = _published(entry.text), _published(entry.context)
        return cls(names, text, context, frozenset({*sum(names, ()), *text, *context}))

    def weigh(self, phrase: Words) -> float:
        """How much it says that a phrase stands in this entry."""
        first, *others = self.names
        if phrase == first:
            return WHOLE_NAME
        if phrase in others:
            return WHOLE_ALIAS
        if contains(first, phrase):
            return IN_NAME + len(phrase) / len(first)
        if any(contains(name, phrase) for name in others):
            return IN_ALIAS
        if contains(self.text, phrase):
            return IN_TEXT
        return IN_CONTEXT if contains(self.context, phrase) else 0
