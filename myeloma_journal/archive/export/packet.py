"""The packet that goes along: for the next visit, or else for the last."""

import logging
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from myeloma_journal.care_circle.models import Membership
from myeloma_journal.packets import printing
from myeloma_journal.packets.contents.build import gather
from myeloma_journal.packets.models import remembered
from myeloma_journal.platform.pdf.client import Busy, TooMuch

logger = logging.getLogger(__name__)


class Missing(models.TextChoices):
    """Why there is no packet, as README.txt says it."""

    NO_VISIT = "no_visit", _("There is none yet: no visit is written down.")
    TOO_MUCH = (
        "too_much",
        _(
            "It is missing: there is too much for one document. Open the packet on the "
            "page of the visit and print a shorter time."
        ),
    )
    NOT_NOW = (
        "not_now",
        _(
            "It is missing: it could not be made just then. Everything else is here. "
            "You can print it on the page of the visit."
        ),
    )


@dataclass(frozen=True)
class PacketFile:
    """The packet as a file, or why there is none.

    Attributes:
        name: The name of the file.
        body: The PDF; empty when it is missing.
        missing: Why it is; empty when it is not.
    """

    name: str = ""
    body: bytes = b""
    missing: str = ""


def latest_packet(member: Membership, now: datetime) -> PacketFile:
    """Print the packet of the next visit, or of the last one; nothing is raised.

    The rest of the journal does not wait for paper: when it cannot be made, that is
    said in its place.
    """
    visits = member.patient.appointments.all()
    visit = visits.next_visit(now) or visits.last_visit(now)
    if visit is None:
        return PacketFile(missing=Missing.NO_VISIT)
    try:
        choice = remembered(visit)
        contents = gather(member, visit, now=now, choice=choice)
        body = printing.packet_pdf(contents, choice.size, choice.paper)
    except TooMuch:
        return PacketFile(missing=Missing.TOO_MUCH)
    except Busy:
        return PacketFile(missing=Missing.NOT_NOW)
    except Exception:
        # Whatever it is, it shall not cost anybody the rest of their journal.
        logger.exception("The packet to take out could not be made")
        return PacketFile(missing=Missing.NOT_NOW)
    return PacketFile(f"packet-{visit.day.isoformat()}.pdf", body)
