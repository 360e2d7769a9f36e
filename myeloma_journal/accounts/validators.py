"""What a password may not be."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from myeloma_journal.accounts.models import User

OWN_WORDS = ("myeloma", "journal")


class OwnWordsValidator:
    """Refuses passwords that are built on this site's own name."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError when little is left besides our own words."""
        rest = password.lower()
        for word in OWN_WORDS:
            rest = rest.replace(word, "")
        if len(rest) < 6:
            raise ValidationError(
                _("Leave out the words of this site: they are guessed first."),
                code="own_words",
            )

    def get_help_text(self) -> str:
        """What Django shows beside a password field."""
        return ""
