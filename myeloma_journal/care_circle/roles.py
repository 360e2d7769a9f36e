"""Who may do what. A patient could read this table."""

from enum import StrEnum, auto

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    READ = auto()  # see and print
    WRITE = auto()  # add and correct
    SHARE = auto()  # invite, remove, take everything out
    ERASE = auto()  # delete for good


class Role(TextChoices):
    OWNER = "owner", _("Owner")
    HELPER = "helper", _("Helper")
    READER = "reader", _("Reader")

    @property
    def rights(self) -> str:
        """What this role may do, in a sentence."""
        return str(RIGHTS[self])


RIGHTS = {
    Role.OWNER: _(
        "Can read, write, and print. Can also invite and remove people, and "
        "download everything."
    ),
    Role.HELPER: _(
        "Can read everything, add what they notice, add questions and lab "
        "results, and print the packet. Their name is shown on what they add."
    ),
    Role.READER: _(
        "Can read and print everything except private questions. Can’t change anything."
    ),
}

GRANTS: dict[str, frozenset[Permission]] = {
    Role.OWNER: frozenset(Permission),
    Role.HELPER: frozenset({Permission.READ, Permission.WRITE}),
    Role.READER: frozenset({Permission.READ}),
}
