"""Who may do what. A patient could read this table."""

from enum import StrEnum, auto

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """One thing a member may be allowed to do."""

    READ = auto()  # see and print
    WRITE = auto()  # add and correct
    SHARE = auto()  # invite, remove, take everything out
    ERASE = auto()  # delete for good


class Role(TextChoices):
    """The part a member plays in one patient's circle."""

    OWNER = "owner", _("Owner")
    HELPER = "helper", _("Helper")
    READER = "reader", _("Reader")


GRANTS: dict[str, frozenset[Permission]] = {
    Role.OWNER: frozenset(Permission),
    Role.HELPER: frozenset({Permission.READ, Permission.WRITE}),
    Role.READER: frozenset({Permission.READ}),
}
