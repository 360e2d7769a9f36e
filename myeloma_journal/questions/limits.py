"""How many questions fit on one list: more than anybody asks, and said in time.

What an entry asks to be talked about is kept in any case: no words of a day are refused
for the sake of a number.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.questions.models import Question

QUESTIONS_AT_MOST = 5_000
# When so small a part of it is left, every page that adds one says how much.
NEARLY_FULL = 0.05


def room_left(patient: Patient) -> int:
    """How many more questions fit on the list of `patient`, counted in the database.

    Those that somebody keeps to themselves take room too.
    """
    there = Question.every.filter(patient=patient).on_list().count()
    return max(QUESTIONS_AT_MOST - there, 0)


def no_room(left: int) -> str:
    """Why a question was not added, and what to do."""
    return _(
        "A list holds %(most)s questions, and this one has room for %(left)s more. "
        "Take some off the list first. What you wrote is still here."
    ) % {"most": f"{QUESTIONS_AT_MOST:,}", "left": left or _("no")}


def nearly_full(left: int) -> str:
    """How many more fit, once there are few; before that nothing."""
    if left > NEARLY_FULL * QUESTIONS_AT_MOST:
        return ""
    return ngettext(
        "%(left)d more question fits on the list.",
        "%(left)d more questions fit on the list.",
        left,
    ) % {"left": left}
