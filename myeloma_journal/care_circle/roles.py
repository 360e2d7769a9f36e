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
        "Reads, writes and prints. Also invites and removes people, and takes "
        "everything out."
    ),
    Role.HELPER: _(
        "Reads everything, writes what they notice, keeps questions and lab results, "
        "prints the packet. Signs with their own name."
    ),
    Role.READER: _(
        "Reads and prints everything but private questions. Changes nothing."
    ),
}

GRANTS: dict[str, frozenset[Permission]] = {
    Role.OWNER: frozenset(Permission),
    Role.HELPER: frozenset({Permission.READ, Permission.WRITE}),
    Role.READER: frozenset({Permission.READ}),
}
