"""An invented patient to look around with; her days follow today.

Nobody in it exists. The same four months come out each time, counted back from today.
"""

from django.db import transaction

from myeloma_journal.accounts.models import INVENTED, User
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.home.invented.circle import make_circle
from myeloma_journal.home.invented.diary import DAYS, make_diary
from myeloma_journal.home.invented.family import Family
from myeloma_journal.home.invented.labs import make_labs
from myeloma_journal.home.invented.questions import make_questions
from myeloma_journal.home.invented.team import make_care_team
from myeloma_journal.home.invented.told import make_told
from myeloma_journal.home.invented.treatment import make_treatment
from myeloma_journal.home.invented.visits import AGO, make_visits, prepare

__all__ = ["DAYS", "journal"]

PATIENT = f"margaret@{INVENTED}"


@transaction.atomic
def journal() -> Membership:
    """The invented journal as of today; made anew on each new day."""
    user, is_new = User.objects.get_or_create(
        email=PATIENT, defaults={"name": "Margaret Lewis"}
    )
    if is_new:
        user.set_unusable_password()
        user.save()
    # Two clicks at once wait here for each other.
    user = User.objects.select_for_update().get(pk=user.pk)
    member = Membership.objects.active().filter(user=user).first()
    if member and _is_of_today(member):
        return member
    if member:
        member.patient.delete()
    return _make(user)


def _is_of_today(member: Membership) -> bool:
    patient = member.patient
    return patient.local(member.created_at).date() == patient.today()


def _make(user: User) -> Membership:
    """The whole journal, from the bottom up."""
    family = Family.of(user)
    make_care_team(family, said_on=family.back(AGO[0]))
    visits = make_visits(family)
    make_told(family)
    make_treatment(family)
    make_labs(family)
    make_diary(family)
    make_questions(family, answered_on=visits[-2].day)
    prepare(family, visits[-1])
    make_circle(family)
    return family.margaret
