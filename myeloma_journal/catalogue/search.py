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
# They are in every question, so they tell none apart.
STOP = {"a", "and", "are", "can", "do", "for", "i", "in", "is", "my", "of", "the", "to"}
ENDING = re.compile(r"(?<=\w{3})(ness|ings?|ed|e?s|e)$")
# British letters that stand where US spelling has one.
BRITISH = {"ae": "e", "oe": "e", "our": "or"}
FIND_LENGTH = 100


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


class FindForm(PageForm):
    """What to look for; what was ticked and typed so far comes along."""

    find = forms.CharField(
        label=_("Look for"),
        help_text=_("A word, a drug, or a gene. For example: numb, Revlimid, t(4;14)"),
        max_length=FIND_LENGTH,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
        error_messages={
            "required": _("Write a word to look for."),
            "max_length": _("Look for fewer words: at most 100 letters."),
        },
    )
    own = forms.CharField(widget=forms.Textarea, required=False)

    @property
    def ticked(self) -> set[str]:
        """What is ticked, as it came."""
        return set(dict(self.data).get("q", []))


# What people say, beside what the questions say.
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
class Part:
    """The questions of one list that stand nowhere else on the page."""

    title: str
    questions: tuple[CatalogueQuestion, ...]
    sensitive: tuple[CatalogueQuestion, ...]


@dataclass(frozen=True)
class Found:
    """Each question once: found, or ticked before, or under its list."""

    find: str
    # Whether what was found speaks of everything that was looked for.
    is_whole: bool
    questions: tuple[CatalogueQuestion, ...]
    sensitive: tuple[CatalogueQuestion, ...]
    drugs: tuple[Drug, ...]
    terms: tuple[Term, ...]
    ticked_before: tuple[CatalogueQuestion, ...]
    lists: tuple[Part, ...]
    ticked: frozenset[str]

    @classmethod
    def among(
        cls, every: Iterable[CatalogueQuestion], *, find: str, ticked: Iterable[str]
    ) -> Self:
        """Sort every question; they come in the order of their lists."""
        drugs, terms = list(Drug.objects.current()), list(Term.objects.current())
        search = Search.of(find, _names(drugs, terms) if find else [])
        marks = {
            question: search.hits(
                f"{question.text} {question.why} {question.checklist.title}"
            )
            for question in every
        }
        most = max(marks.values(), default=0)
        found = [question for question, hits in marks.items() if hits == most > 0]
        ticks = frozenset(ticked)
        before = [
            question
            for question in marks
            if question.slug in ticks and question not in found
        ]
        shown = {*found, *before}
        others = [question for question in marks if question not in shown]
        by_list = groupby(others, key=lambda question: question.checklist.title)
        return cls(
            find=find,
            is_whole=most == len(search.ideas),
            questions=_open(found),
            sensitive=_sensitive(found),
            drugs=tuple(drug for drug in drugs if search.is_named(_of_drug(drug))),
            terms=tuple(
                term for term in terms if search.is_named([term.term, *term.aliases])
            ),
            ticked_before=tuple(before),
            lists=tuple(_part(title, questions) for title, questions in by_list),
            ticked=ticks,
        )


def _part(title: str, questions: Iterable[CatalogueQuestion]) -> Part:
    of_list = list(questions)
    return Part(title, _open(of_list), _sensitive(of_list))


def _open(questions: Iterable[CatalogueQuestion]) -> tuple[CatalogueQuestion, ...]:
    return tuple(question for question in questions if not question.is_sensitive)


def _sensitive(questions: Iterable[CatalogueQuestion]) -> tuple[CatalogueQuestion, ...]:
    return tuple(question for question in questions if question.is_sensitive)


def _of_drug(drug: Drug) -> list[str]:
    return [drug.name, *drug.brands, *drug.aliases]


def _names(drugs: Iterable[Drug], terms: Iterable[Term]) -> list[list[str]]:
    """The names of each thing that has several."""
    named = [
        record
        for model in (DrugClass, Phase, Regimen, GeneMarker, RelapseStrategy)
        for record in model.objects.all()
    ]
    return [
        *map(_of_drug, drugs),
        *([term.term, *term.aliases] for term in terms),
        *([record.name, *record.aliases] for record in named),
        *SYNONYMS,
        *([word, SIDE_EFFECT] for word in _of_symptoms()),
    ]


def _of_symptoms() -> set[str]:
    """The words of symptoms: who looks for one may ask about side effects."""
    labels = " ".join(
        f"{symptom.label} {symptom.slug}" for symptom in Symptom.objects.current()
    )
    return {word for word in words_of(labels) if len(word) > 2 and word not in STOP}
