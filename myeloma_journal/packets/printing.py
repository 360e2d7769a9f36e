"""From contents to paper: the templates filled in, page one made to fit."""

from bisect import bisect_left
from dataclasses import dataclass

from django.template.loader import render_to_string

from myeloma_journal.packets import pdf
from myeloma_journal.packets.contents import Packet
from myeloma_journal.packets.forms import Size
from myeloma_journal.packets.letters import in_our_letters
from myeloma_journal.packets.sheets import Sheet

MAX_ROWS = 500


@dataclass(frozen=True)
class Fit:
    """One way to set page one: how small, how many symptoms, how much of a text."""

    look: str = ""
    most: int = 12
    letters: int = 240
    fact: int = 200
    name: int = 60

    @property
    def rows(self) -> str:
        """The same number, as the template cuts a list."""
        return f":{self.most}"


ROOMY = Fit()
# From roomy to tight: first the rest steps down by half points, then the list is
# shortened to the five strongest, then the questions give way.
STEPS = (
    Fit("at-115"),
    Fit("at-11"),
    Fit("at-11", most=5, name=48),
    Fit("at-11 three-16", most=5, letters=160, fact=110, name=40),
    Fit("at-11 three-16", most=5, letters=120, fact=80, name=36),
    Fit("at-11 three-14", most=5, letters=120, fact=80, name=36),
    Fit("at-11 three-14", most=3, letters=60, fact=40, name=24),
)
FITS = {
    Size.REGULAR: (ROOMY, *STEPS),
    Size.LARGE: (ROOMY, Fit("at-12"), *STEPS),
    Size.VERY_LARGE: (ROOMY, *STEPS),
}


def packet_pdf(packet: Packet, size: str, paper: str) -> bytes:
    """The packet on paper.

    Raises:
        TooMuch: More rows or pages than a packet may hold.
    """
    refuse_too_many(packet.rows)
    fit = fit_of(packet, size, paper)
    return pdf.render_pdf(packet_html(packet, size, paper, fit))


def fit_of(packet: Packet, size: str, paper: str) -> Fit:
    """The roomiest way in which page one stays on one side.

    Nearly always it is the first. If not, half of the others are ruled out at a time.
    """

    def too_long(fit: Fit) -> bool:
        html = packet_html(packet, size, paper, fit, alone=True)
        return pdf.count_pages(html) > 1

    roomy, *others = FITS[Size(size)]
    if not too_long(roomy):
        return roomy
    *ways, last = others
    found = bisect_left(ways, True, key=lambda fit: not too_long(fit))
    return [*ways, last][found]


def sheet_pdf(sheet: Sheet, size: str, paper: str, *, lines: bool) -> bytes:
    """A question sheet on paper.

    Raises:
        TooMuch: More rows or pages than a sheet may hold.
    """
    refuse_too_many(sheet.rows)
    context = {"sheet": sheet, "size": size, "paper": paper, "lines": lines}
    html = render_to_string("packets/pdf/sheet.html", context)
    return pdf.render_pdf(in_our_letters(html))


def refuse_too_many(rows: int) -> None:
    """Before anything is laid out: more rows than anybody reads on paper.

    Raises:
        TooMuch: With how many there are.
    """
    if rows > MAX_ROWS:
        raise pdf.TooMuch("rows", rows, MAX_ROWS)


def packet_html(
    packet: Packet, size: str, paper: str, fit: Fit, *, alone: bool = False
) -> str:
    """The packet for the press; `alone` is page one only, to see whether it fits."""
    context = {
        "packet": packet,
        "size": size,
        "paper": paper,
        "fit": fit,
        "alone": alone,
    }
    return in_our_letters(render_to_string("packets/pdf/packet.html", context))
