"""The greatest number of questions on one list, and the messages near it.

A question that comes from a journal entry is added in any case: no entry is refused for
the sake of a number.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.questions.models import Question

MAX_QUESTIONS = 5_000
# Below this share of free places, pages that add a question say how many are left.
NEARLY_FULL_SHARE = 0.05


def remaining(patient: Patient) -> int:
    """How many more questions fit; private ones of any member count too."""
    count = Question.all_objects.filter(patient=patient).on_list().count()
    return max(MAX_QUESTIONS - count, 0)


def list_full_message(left: int) -> str:
    if not left:
        return _(
            "This list is full (%(most)s questions). Remove some first. "
            "The questions you entered are still here."
        ) % {"most": f"{MAX_QUESTIONS:,}"}
    return ngettext(
        "A list can hold %(most)s questions, and this one has room for %(left)d more. "
        "Remove some first. The questions you entered are still here.",
        "A list can hold %(most)s questions, and this one has room for %(left)d more. "
        "Remove some first. The questions you entered are still here.",
        left,
    ) % {"most": f"{MAX_QUESTIONS:,}", "left": left}


def nearly_full_message(left: int) -> str:
    """How many more fit; empty as long as there is plenty of room."""
    if left > NEARLY_FULL_SHARE * MAX_QUESTIONS:
        return ""
    return ngettext(
        "You can add %(left)d more question.",
        "You can add %(left)d more questions.",
        left,
    ) % {"left": left}
