"""People who sign in, and where they are signed in."""

import uuid
from importlib import import_module
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from myeloma_journal.platform.accounts.secret_links import hash_token

# The domain of the emails of the people in the demo; no email reaches it.
DEMO_DOMAIN = "invented.example"
# That of people who came along with a restored journal: a name, and no login. The
# domain is reserved (RFC 2606).
NO_LOGIN_DOMAIN = "no-login.invalid"


class UserManager(BaseUserManager["User"]):
    """There are no superusers, because there is no admin site."""

    def create_user(
        self, email: str, password: str | None = None, **fields: Any
    ) -> "User":
        """Make an account; without a password it can only be opened by a reset."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def with_email(self, email: str) -> models.QuerySet["User"]:
        """The account with this email, however it is capitalised; at most one."""
        # As in the index: `iexact` would compare by UPPER, and read all accounts.
        return self.alias(lower=Lower("email")).filter(lower=Lower(models.Value(email)))

    def real(self) -> models.QuerySet["User"]:
        """The accounts of people, closed ones included."""
        nobody = models.Q(email__endswith=f"@{DEMO_DOMAIN}")
        nobody |= models.Q(email__endswith=f"@{NO_LOGIN_DOMAIN}")
        return self.exclude(nobody)


class User(AbstractBaseUser):
    """An account. Which journals it opens is in the care circle."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("email"), unique=True)
    name = models.CharField(_("your name"), max_length=100, blank=True)
    # Empty: that of the journal's country, or else the browser's.
    language = models.CharField(
        _("language"), max_length=10, blank=True, choices=settings.LANGUAGES
    )
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"), name="accounts_user_email_is_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email.partition("@")[0]

    @property
    def is_demo(self) -> bool:
        """Whether this is nobody: a person to look around with."""
        return self.email.endswith(f"@{DEMO_DOMAIN}")


class Device(models.TextChoices):
    """Who uses the device somebody signs in on."""

    OWN = "own", _("My own device")
    SHARED = "shared", _("A shared device")


class Session(AbstractBaseSession):
    """A session, with the user and device it belongs to."""

    user = models.ForeignKey(
        User, null=True, on_delete=models.CASCADE, related_name="sessions"
    )
    device = models.CharField(max_length=10, choices=Device, blank=True)
    # What people call it, such as "Firefox on Android".
    browser = models.CharField(max_length=60, blank=True)
    began_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.browser

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        store: type[SessionBase] = import_module(settings.SESSION_ENGINE).SessionStore
        return store

    @property
    def handle(self) -> str:
        """What an address names it by: a hash, for the key itself opens the journal."""
        return hash_token(self.session_key)
