"""A week on paper: the symptoms a person follows, seven days, boxes to write in."""

from datetime import timedelta

from django.db.models import TextChoices
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from myeloma_journal.care_circle.models import Membership
from myeloma_journal.journal.models import Overall, Severity
from myeloma_journal.packets import printing
from myeloma_journal.platform.pdf.glyphs import replace_missing_glyphs

DAYS = 7


class DateHeadings(TextChoices):
    """Which days stand at the head of the columns."""

    FROM_TODAY = "from-today", _("Today and the next six days")
    NONE = "none", _("No dates: a blank sheet to photocopy")


def week_html(member: Membership, days: str, size: str, paper: str) -> str:
    """The HTML of the sheet, in the order of the page that takes it down.

    Raises:
        LimitExceededError: More symptoms than a sheet may hold.
    """
    followed = member.patient.followed_symptoms.current().filter(is_private=False)
    names = list(followed.values_list("name", flat=True))
    printing.check_row_limit(len(names))
    today = member.patient.today()
    dated = [today + timedelta(days=ahead) for ahead in range(DAYS)]
    context = {
        "name": member.patient.name,
        "names": names,
        "days": dated if days == DateHeadings.FROM_TODAY else [None] * DAYS,
        "overalls": list(Overall),
        "severities": list(Severity),
        "size": size,
        "paper": paper,
    }
    return replace_missing_glyphs(render_to_string("packets/pdf/week.html", context))
