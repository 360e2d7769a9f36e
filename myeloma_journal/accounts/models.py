"""People who sign in."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

# Where the people live whom a server for one machine invents; nobody has mail there.
INVENTED = "invented.example"


class UserManager(BaseUserManager["User"]):
    """Makes accounts; there are no superusers, because there is no admin site."""

    def create_user(
        self, email: str, password: str | None = None, **fields: Any
    ) -> "User":
        """Make an account; without a password it can only be opened by a reset."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find an account by its email, however it is capitalised."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """One person's account. Whose journals it opens stands in the care circle."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("email"), unique=True)
    name = models.CharField(_("your name"), max_length=100, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"), name="accounts_user_email_is_taken_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email.partition("@")[0]

    @property
    def is_invented(self) -> bool:
        """Whether this is nobody: a person to look around with."""
        return self.email.endswith(f"@{INVENTED}")
