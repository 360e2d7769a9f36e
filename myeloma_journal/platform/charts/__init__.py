"""Charts: dated values in, coordinates out; page and paper draw the same picture. Pure.

A chart of lab results joins its points, whatever lies between them:

    chart = draw(
        [Point(date(2026, 10, 20), Decimal("31.0"), "31.0"),
         Point(date(2026, 11, 17), Decimal("0.05"), "<0.05", comparator="<"),
         Point(date(2026, 11, 24), None, "not detected")],  # a word: listed, not placed
        name=_("Free kappa light chains"),
        sentence=_("Free kappa light chains: 31.0 mg/L on October 20, …"),
        first=date(2026, 9, 1), last=date(2026, 11, 24), unit="mg/L",
        bands=[Band("DPd", date(2026, 8, 3))], low=Decimal("3.3"), high=Decimal("19.4"),
    )

A chart of severities takes the words of its levels, from 0 on, and joins neighbouring
days only, so that a day without an entry stays a gap:

    draw(points, name=…, sentence=…, first=…, last=…, levels=["None", "Mild", …],
         column=_("How strong"), join_within=1,
         marks=[…days…], marks_name=_("days with dexamethasone"))

In a template, on screen with its heading, its key and "As a table":

    {% include "_components/chart.html" with chart=chart only %}

and the picture alone, as on paper, where the heading, key and table are the page's own:

    {% include "_components/chart_picture.html" with chart=chart only %}

`sentence` says all that the picture shows; it becomes the <title>, which is read aloud
and goes into the PDF. `low` and `high` are what the laboratory printed, never a range
that we know. Lengths are those of the viewBox, about 16 px on a phone per 14.
"""

from myeloma_journal.platform.charts.drawing import draw
from myeloma_journal.platform.charts.shapes import WIDTH, Band, Chart, Point

__all__ = ["WIDTH", "Band", "Chart", "Point", "draw"]
