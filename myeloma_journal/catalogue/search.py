"""Search of the questions by any name of their subject: "t(4,14)" finds "t(4;14)"."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Self

from django import forms
from django.utils.translation import gettext_lazy as _

from myeloma_journal.catalogue.models import (
    CatalogueQuestion,
    Drug,
    DrugClass,
    GeneMarker,
    Phase,
    Regimen,
    RelapseStrategy,
    Symptom,
    Term,
)
from myeloma_journal.platform.forms.base import PageForm

Words = tuple[str, ...]
# Stop words: they occur in every question.
STOP_WORDS = {
    "a",
    "and",
    "are",
    "can",
    "do",
    "for",
    "i",
    "in",
    "is",
    "my",
    "of",
    "the",
    "to",
}
ENDING = re.compile(r"(?<=\w{3})(ness|ings?|ed|e?s|e)$")
# British spellings, and the US spelling of the same sound.
BRITISH = {"ae": "e", "oe": "e", "our": "or"}
FIND_LENGTH = 100


def tokenize(text: str) -> Words:
    """The words of a text for comparison: lower case, no accents, US, stemmed.

    >>> tokenize("Is t(4,14) found?") == tokenize("is T(4;14) found")
    True
    >>> tokenize("Diarrhoea"), tokenize("numbness in my bones")
    (('diarrhea',), ('numb', 'in', 'my', 'bon'))
    """
    bare = unicodedata.normalize("NFKD", text.casefold())
    for british, american in BRITISH.items():
        bare = bare.replace(british, american)
    words = re.findall(r"[^\W_]+", re.sub(r"[\u0300-\u036f]", "", bare))
    return tuple(re.sub(ENDING, "", word) for word in words)


def contains_phrase(text: Words, phrase: Words) -> bool:
    """Whether `phrase` occurs in `text`; a long last word matches as a prefix.

    >>> contains_phrase(("immunization", "today"), ("immuniz",))
    True
    >>> contains_phrase(("my", "lab", "number"), ("numb",))
    False
    """
    *before, last = phrase
    for start in range(len(text) - len(before)):
        *found, ending = text[start : start + len(phrase)]
        is_prefix = len(last) > 4 and ending.startswith(last)
        if found == before and (ending == last or is_prefix):
            return True
    return False


@dataclass(frozen=True)
class Search:
    """A query as concepts, each with all its names."""

    concepts: tuple[frozenset[Words], ...]

    @classmethod
    def of(cls, query: str, names: Iterable[Sequence[str]]) -> "Search":
        """Parse a query; each item of `names` holds the names of one concept."""
        known = [frozenset(map(tokenize, synonyms)) - {()} for synonyms in names]
        rest, concepts = tokenize(query), []
        while rest:
            longest = _longest_known_name(rest, known)
            if longest:
                same = (synonyms for synonyms in known if longest in synonyms)
                concepts.append(frozenset().union(*same))
            elif rest[0] not in STOP_WORDS:
                concepts.append(frozenset({rest[:1]}))
            rest = rest[max(len(longest), 1) :]
        return cls(tuple(concepts))

    def hits(self, text: str) -> int:
        """How many of the concepts occur in a text."""
        words = tokenize(text)
        return sum(
            any(contains_phrase(words, name) for name in names)
            for names in self.concepts
        )

    def is_about(self, names: Iterable[str]) -> bool:
        """Whether one of the concepts has one of these names."""
        own = set(map(tokenize, names))
        return any(own & concept for concept in self.concepts)


def _longest_known_name(words: Words, known: Iterable[frozenset[Words]]) -> Words:
    """The longest known name at the start of the words, or an empty one."""
    matches = (name for names in known for name in names if words[: len(name)] == name)
    return max(matches, key=len, default=())


class SearchForm(PageForm):
    """The query, together with what was ticked and typed so far."""

    find = forms.CharField(
        label=_("Search"),
        help_text=_("A word, a drug, or a gene. For example: numb, Revlimid, t(4;14)"),
        max_length=FIND_LENGTH,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
        error_messages={
            "required": _("Enter a word to search for."),
            "max_length": _("Your search is too long. Use 100 characters or fewer."),
        },
    )
    own = forms.CharField(widget=forms.Textarea, required=False)

    @property
    def selected_slugs(self) -> set[str]:
        """The slugs as submitted; some may be unknown."""
        return set(dict(self.data).get("q", []))


# Everyday words beside those of the questions.
SYNONYMS = [
    ["travel", "trip", "holiday", "vacation", "flight"],
    ["cost", "price", "pay", "bill", "money", "insurance", "afford"],
    ["job", "my work", "at work", "return to work"],
    ["die", "dying", "death", "outlook", "prognosis", "survival", "how long do i have"],
    ["relapse", "come back", "comes back", "is back"],
    ["food", "eat", "diet", "drink", "alcohol"],
    ["anemia", "hemoglobin", "blood count"],
    ["teeth", "dentist", "dental", "jaw"],
    ["vaccine", "vaccination", "flu shot", "immunization"],
    ["children", "child", "grandchildren", "family"],
]
SIDE_EFFECT = "side effect"


@dataclass(frozen=True)
class ListGroup:
    """The questions of a list that are not shown elsewhere on the page."""

    title: str
    questions: tuple[CatalogueQuestion, ...]
    sensitive: tuple[CatalogueQuestion, ...]


@dataclass(frozen=True)
class SearchResults:
    """Every question once: found, or ticked before, or below its list."""

    find: str
    # Whether the questions match all concepts of the query.
    is_complete: bool
    questions: tuple[CatalogueQuestion, ...]
    sensitive: tuple[CatalogueQuestion, ...]
    drugs: tuple[Drug, ...]
    terms: tuple[Term, ...]
    ticked_before: tuple[CatalogueQuestion, ...]
    lists: tuple[ListGroup, ...]
    ticked: frozenset[str]

    @classmethod
    def build(
        cls,
        every: Iterable[CatalogueQuestion],
        *,
        find: str,
        selected_slugs: Iterable[str],
    ) -> Self:
        """Search `every` question, which are in the order of their lists."""
        drugs, terms = list(Drug.objects.current()), list(Term.objects.current())
        search = Search.of(find, _names(drugs, terms) if find else [])
        hit_counts = {
            question: search.hits(
                f"{question.text} {question.why} {question.checklist.title}"
            )
            for question in every
        }
        most = max(hit_counts.values(), default=0)
        found = [question for question, hits in hit_counts.items() if hits == most > 0]
        selected = frozenset(selected_slugs)
        before = [
            question
            for question in hit_counts
            if question.slug in selected and question not in found
        ]
        shown = {*found, *before}
        others = [question for question in hit_counts if question not in shown]
        by_list = groupby(others, key=lambda question: question.checklist.title)
        return cls(
            find=find,
            is_complete=most == len(search.concepts),
            questions=_open_questions(found),
            sensitive=_sensitive_questions(found),
            drugs=tuple(drug for drug in drugs if search.is_about(_drug_names(drug))),
            terms=tuple(
                term for term in terms if search.is_about([term.term, *term.aliases])
            ),
            ticked_before=tuple(before),
            lists=tuple(_list_group(title, questions) for title, questions in by_list),
            ticked=selected,
        )


def _list_group(title: str, questions: Iterable[CatalogueQuestion]) -> ListGroup:
    of_list = list(questions)
    return ListGroup(title, _open_questions(of_list), _sensitive_questions(of_list))


def _open_questions(
    questions: Iterable[CatalogueQuestion],
) -> tuple[CatalogueQuestion, ...]:
    return tuple(question for question in questions if not question.is_sensitive)


def _sensitive_questions(
    questions: Iterable[CatalogueQuestion],
) -> tuple[CatalogueQuestion, ...]:
    return tuple(question for question in questions if question.is_sensitive)


def _drug_names(drug: Drug) -> list[str]:
    return [drug.name, *drug.brands, *drug.aliases]


def _names(drugs: Iterable[Drug], terms: Iterable[Term]) -> list[list[str]]:
    """The synonyms of each concept."""
    named = [
        record
        for model in (DrugClass, Phase, Regimen, GeneMarker, RelapseStrategy)
        for record in model.objects.all()
    ]
    return [
        *map(_drug_names, drugs),
        *([term.term, *term.aliases] for term in terms),
        *([record.name, *record.aliases] for record in named),
        *SYNONYMS,
        *([word, SIDE_EFFECT] for word in _symptom_words()),
    ]


def _symptom_words() -> set[str]:
    """Words of symptoms, which match questions about side effects."""
    labels = " ".join(
        f"{symptom.label} {symptom.slug}" for symptom in Symptom.objects.current()
    )
    return {
        word for word in tokenize(labels) if len(word) > 2 and word not in STOP_WORDS
    }
