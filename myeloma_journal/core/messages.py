"""What pages say after a change."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _


def saved_now() -> str:
    """That something was kept just now."""
    return saved_at(timezone.now())


def saved_at(moment: datetime) -> str:
    """When something was kept, on the clock in use: "Saved at 2:02 p.m."."""
    clock = time_format(timezone.localtime(moment).time(), "TIME_FORMAT")
    return _("Saved at %(clock)s") % {"clock": clock}
