"""Who is signed in, and what every page asks about them, in one query.

A detour for speed: Django would fetch the person alone. Then the places in circles
(`access.py`), whether there are drafts (`drafts/middleware.py`) and whether there is a
MFA (`mfa_gate.py`) would be asked for one by one.

Each of these still asks by itself where it finds None with the person. So to take the
detour out, name allauth's backend in the settings (everybody signs in anew then);
docs/performance.md says when.
"""

from functools import cache
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Exists, OuterRef

from myeloma_journal.accounts.models import User
from myeloma_journal.care_circle import mfa_gate
from myeloma_journal.care_circle.models import Membership, MembershipQuerySet
from myeloma_journal.drafts.models import Draft


class WithJournals(AuthenticationBackend):
    """Signs people in as allauth does.

    Along with the person of a session come their places in circles, for the door and
    the menu, whether any draft waits for them, and whether they have MFA. Who
    is in no circle is asked for alone, and the rest when it is wanted.
    """

    def get_user(self, user_id: str) -> User | None:
        """The person of a session, if their account is open."""
        places: list[Any] = list(_places().of(user_id))
        if not places:
            alone: User | None = super().get_user(user_id)
            return alone
        user = places[0].user
        user.has_drafts = places[0].has_drafts
        user.has_mfa = places[0].has_mfa
        user.all_places = places
        return user if self.user_can_authenticate(user) else None


@cache
def _places() -> MembershipQuerySet:
    """The query without its person: building it anew for each page took long."""
    drafts = Exists(Draft.objects.filter(user=OuterRef("user")))
    return Membership.objects.annotate(has_drafts=drafts, has_mfa=mfa_gate.OF_MEMBER)
