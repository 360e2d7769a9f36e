"""Renders packets and sheets as PDF, and makes page one fit on one side."""

import re
from contextlib import suppress

from django.template.loader import render_to_string

from myeloma_journal.packets.contents.packet import PacketContents
from myeloma_journal.packets.fitting import Fit, PageOne, Room, choose_fits
from myeloma_journal.packets.sheets import Sheet
from myeloma_journal.platform.pdf import client as pdf
from myeloma_journal.platform.pdf.glyphs import replace_missing_glyphs

MAX_ROWS = 500
COLUMNS = ("left", "right")
# Fewer lines to write on: in the rows for questions of their own, then in all.
TIGHTER_LINES = ("tight", "tight tighter")
# Between two tags of a template, never in what was written: there > is &gt;. The gaps
# that part what stands beside each other, always in a div, stay.
GAP = re.compile(r">\s*\n\s*<(?!div)")


def packet_pdf(packet: PacketContents, size: str, paper: str) -> pdf.PdfDocument:
    """The packet on paper, page one on one side in the roomiest way that fits.

    Raises:
        LimitExceededError: More rows or pages than a packet may hold.
    """
    check_row_limit(packet.rows)
    for fit in fits_from_roomiest(packet, size, paper):
        # The pages it names are known only now, and may take more room.
        with suppress(pdf.PageOneOverflowError):
            return pdf.render_pdf(packet_html(packet, size, paper, fit))
    raise pdf.WorkerCrashedError("page one does not fit in any way")


def fits_from_roomiest(packet: PacketContents, size: str, paper: str) -> list[Fit]:
    """The ways in which page one by itself stays on one side, the roomiest first."""

    def measure(fit: Fit) -> Room:
        ends = pdf.find_pages(packet_html(packet, size, paper, fit, alone=True))
        left, right = (ends.get(f"{column}-end", 1) == 1 for column in COLUMNS)
        return Room(left, right, ends["end"] == 1)

    return choose_fits(packet, size, measure)


def sheet_pdf(sheet: Sheet, size: str, paper: str, *, ruled: bool) -> pdf.PdfDocument:
    """A question sheet on paper, of which no page is begun for next to nothing.

    Raises:
        LimitExceededError: More rows or pages than a sheet may hold.
    """
    check_row_limit(sheet.rows)

    def html(sheet: Sheet, lines: str = "") -> str:
        context = {"sheet": sheet, "size": size, "paper": paper, "ruled": ruled}
        context["lines"] = lines
        return render_for_pdf("packets/pdf/sheet.html", context)

    made = pdf.render_pdf(html(sheet))
    pages = made.pages
    if pages == 1 or pdf.count_pages(html(sheet.without_end)) == pages:
        return made
    tighter = [(sheet, lines) for lines in TIGHTER_LINES]
    if sheet.questions and sheet.blanks > 1:
        tighter.append((sheet.with_blanks(1), TIGHTER_LINES[-1]))
    for shorter, lines in tighter:
        if (fewer := pdf.count_pages(html(shorter, lines))) < pages:
            sheet, pages = shorter, fewer
            break
    else:
        lines = ""
    if sheet.blanks and (not lines or not sheet.questions):
        # The page is begun anyhow: it is filled with room for questions of their own.
        more = sheet.with_blanks(sheet.blanks + 1)
        while pdf.count_pages(html(more, lines)) == pages:
            sheet, more = more, more.with_blanks(more.blanks + 1)
    return pdf.render_pdf(html(sheet, lines))


def check_row_limit(rows: int) -> None:
    """Refuse more rows than anybody reads, before the layout starts.

    Raises:
        LimitExceededError: With how many there are.
    """
    if rows > MAX_ROWS:
        raise pdf.LimitExceededError("rows", rows, MAX_ROWS)


def packet_html(
    packet: PacketContents,
    size: str,
    paper: str,
    fit: Fit,
    *,
    alone: bool = False,
) -> str:
    """The packet for the PDF worker.

    Args:
        packet: What is printed.
        size: Its print size.
        paper: What it is printed on.
        fit: How page one is set.
        alone: Only page one, to measure it.
    """
    context = {
        "packet": packet,
        "size": size,
        "paper": paper,
        "page_one": PageOne(packet, fit),
        "alone": alone,
    }
    return render_for_pdf("packets/pdf/packet.html", context)


def render_for_pdf(template: str, context: dict[str, object]) -> str:
    """Render a template for the PDF worker, without whitespace between tags."""
    return replace_missing_glyphs(GAP.sub("><", render_to_string(template, context)))
