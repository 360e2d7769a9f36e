"""The questions that are open for a visit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from myeloma_journal.appointments.models import Appointment
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.journal.models import Entry, Voice
from myeloma_journal.packets.settings import PacketSettings, item_key
from myeloma_journal.questions.models import TOP_POSITIONS, Question, Status
from myeloma_journal.trends.day_words import format_day


@dataclass(frozen=True)
class OpenQuestion:
    """One question of the patient's, in its order."""

    number: int
    text: str
    origin: str = ""
    noticed: str = ""
    asked: str = ""
    is_top: bool = False
    key: str = ""


def open_questions(
    member: Membership, appointment: Appointment, settings: PacketSettings, today: date
) -> tuple[OpenQuestion, ...]:
    """Those that are open for this visit and are to be asked there, in their order."""
    noticed = Entry.objects.filter(question=OuterRef("pk"), voice=Voice.OBSERVED)
    everybodys = Q(private_to=None) | Q(pk__in=settings.private_ids("question"))
    seen = Question.all_objects.visible_to(member).on_list().filter(everybodys)
    asked = seen.for_appointment(appointment).annotate(
        noticed_by=Subquery(
            noticed.order_by("written_at").values("created_by_name")[:1]
        )
    )
    return tuple(
        _question(n, question, question.noticed_by, today)
        for n, question in enumerate(
            (
                question
                for question in asked
                if settings.includes(item_key("question", question.pk))
            ),
            1,
        )
    )


def top_questions(questions: Sequence[OpenQuestion]) -> tuple[OpenQuestion, ...]:
    """Those that are marked; where none is, the first three."""
    marked = tuple(question for question in questions if question.is_top)
    return marked or tuple(questions[: len(TOP_POSITIONS)])


def _question(
    number: int, question: Question, noticed_by: str | None, today: date
) -> OpenQuestion:
    asked = ""
    if question.asked_on and question.status == Status.NOT_ANSWERED:
        asked = _("Asked on %(day)s, not answered yet.")
    elif question.asked_on:
        asked = _("Asked on %(day)s.")
    if asked and question.asked_on:
        asked = asked % {"day": format_day(question.asked_on, today)}
    noticed = ""
    if noticed_by:
        who = {"who": noticed_by}
        noticed = _("From the journal, noticed by %(who)s") % who
    # An own question needs no word of where it is from.
    origin = [part for part in (noticed or question.label, asked) if part]
    return OpenQuestion(
        number=number,
        text=question.text,
        origin=". ".join(origin),
        noticed=f"{noticed}." if noticed else "",
        asked=asked,
        is_top=question.is_top,
        key=item_key("question", question.pk),
    )
