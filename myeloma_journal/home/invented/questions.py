"""What Margaret and Anna want to ask, and one answer they have."""

from datetime import date

from myeloma_journal.catalogue.models import CatalogueQuestion
from myeloma_journal.home.invented.family import Family
from myeloma_journal.journal.models import Voice
from myeloma_journal.questions import actions
from myeloma_journal.questions.models import Question, Status

TAKEN = [
    "rel-still-working",
    "se-dose-change",
    "bki-fluids",
    "start-how-long",
    "life-travel",
    "bki-fever-number",
]


def make_questions(family: Family, *, answered_on: date) -> None:
    """One of her own, linked to what she wrote, and six that Anna took from lists."""
    mine = actions.add(
        patient=family.patient,
        text="My fingers have gone numb and I drop things. "
        "Is it the treatment, and what can we change?",
        by=family.margaret,
    )
    taken = _take(family)
    for question in (mine, *taken[:2]):
        actions.mark_top(question=question)
    actions.set_status(question=taken[0], status=Status.NOT_ANSWERED, on=answered_on)
    actions.keep_answer(
        question=taken[-1],
        text="100.4 or more, day or night. Take the temperature before any fever pill.",
        given_by="Dr. Ruiz",
        given_on=answered_on,
        by=family.anna,
    )
    newest = family.patient.entries.filter(voice=Voice.OWN)[0]
    newest.question, newest.discuss = mine, True
    newest.save()


def _take(family: Family) -> list[Question]:
    found = CatalogueQuestion.objects.select_related("checklist").in_bulk(
        TAKEN, field_name="slug"
    )
    taken, _doubled = actions.take(
        patient=family.patient,
        catalogue_questions=[found[slug] for slug in TAKEN if slug in found],
        by=family.anna,
    )
    return taken
