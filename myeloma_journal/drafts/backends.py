"""Who is signed in, and whether something they typed waits for them, in one query."""

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Exists, OuterRef

from myeloma_journal.accounts.models import User
from myeloma_journal.drafts.models import Draft


class WithDrafts(AuthenticationBackend):
    """Signs people in as allauth does. Who has no drafts is not asked for any."""

    def get_user(self, user_id: str) -> User | None:
        """The person of a session, if their account is open."""
        drafts = Exists(Draft.objects.filter(user=OuterRef("pk")))
        user = User.objects.annotate(has_drafts=drafts).filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
