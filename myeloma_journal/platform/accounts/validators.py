"""Password validators whose messages say what to do."""

from django.conf import settings
from django.contrib.auth import password_validation as django
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from myeloma_journal.platform.accounts.models import User

MOST_CHARACTERS = 128


class MinimumLengthValidator(django.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return ngettext(
            "Use at least %(count)d character. A few words in a row work well.",
            "Use at least %(count)d characters. A few words in a row work well.",
            self.min_length,
        ) % {"count": self.min_length}


class MaximumLengthValidator:
    """Bounds the time that hashing takes."""

    def validate(self, password: str, user: User | None = None) -> None:
        if len(password) > MOST_CHARACTERS:
            raise ValidationError(
                ngettext(
                    "Use no more than %(count)d character.",
                    "Use no more than %(count)d characters.",
                    MOST_CHARACTERS,
                )
                % {"count": MOST_CHARACTERS},
                code="too_long",
            )

    def get_help_text(self) -> str:
        return ""


class CommonPasswordValidator(django.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return _(
            "Many people use this password, so it’s easy to guess. Choose a "
            "different one."
        )


class UserAttributeSimilarityValidator(django.UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        return _("Choose a password that isn’t like your email or your name.")


class SiteWordsValidator:
    """Refuses passwords that are built on this site's own name."""

    def validate(self, password: str, user: User | None = None) -> None:
        rest = password.lower()
        for word in settings.SITE_NAME.lower().split():
            rest = rest.replace(word, "")
        if rest != password.lower() and len(rest) < 6:
            raise ValidationError(
                _(
                    "Don’t use words from this site in your password. They’re easy "
                    "to guess."
                ),
                code="own_words",
            )

    def get_help_text(self) -> str:
        return ""
