"""The answers to the follow-up questions of a symptom, in words. No database."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

Answer = str | int | list[str]
"""`yes`, `no` or the id of a choice; a number; or the ids of several choices."""


def answers_in_words(
    follow_ups: Sequence[Mapping[str, Any]], answers: Mapping[str, Answer]
) -> str:
    """A sentence for each answer, in the order of the questions.

    A rating keeps them, as it keeps the name of its symptom: a later wording in the
    catalogue must not change old entries. A question or choice that has left the
    catalogue is shown by the words of its id.

    Args:
        follow_ups: As in `Symptom.follow_ups`.
        answers: As in `Rating.answers`.

    >>> times = {"id": "times", "type": "whole-number"}
    >>> times["in_words"] = {"one": "1 time a day.", "other": "{number} times a day."}
    >>> answers_in_words([times], {"times": 5, "in_the_night": "no"})
    '5 times a day. in the night: no.'
    """
    return " ".join(_sentences(follow_ups, answers))


def id_in_words(of: str) -> str:
    """The words of the id of a question or choice.

    >>> id_in_words("worse_when_moving"), id_in_words("on-stairs")
    ('worse when moving', 'on stairs')
    """
    return of.replace("_", " ").replace("-", " ")


def choice_labels(follow_up: Mapping[str, Any]) -> dict[str, str]:
    return {choice["id"]: choice["label"] for choice in follow_up.get("choices", ())}


def _sentences(
    follow_ups: Sequence[Mapping[str, Any]], answers: Mapping[str, Answer]
) -> Iterator[str]:
    asked = {follow_up["id"]: follow_up for follow_up in follow_ups}
    for name in (*asked, *(name for name in answers if name not in asked)):
        if name in answers:
            follow_up = asked.get(name, {"id": name})
            yield _sentence(follow_up, answers[name])


def _sentence(follow_up: Mapping[str, Any], answer: Answer) -> str:
    words = follow_up.get("in_words")
    if isinstance(words, dict):
        plural = "one" if answer == 1 else "other"
        key = plural if isinstance(answer, int) else str(answer)
        if key in words:
            return str(words[key]).format(number=answer)
    labels = choice_labels(follow_up)
    chosen = answer if isinstance(answer, list) else [str(answer)]
    choices = ", ".join(labels.get(each, id_in_words(each)) for each in chosen)
    if isinstance(words, str):
        return words.format(choices=choices)
    question = {"question": id_in_words(follow_up["id"]), "answer": choices}
    return _("%(question)s: %(answer)s.") % question
