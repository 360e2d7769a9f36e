"""Charts: dated values in, SVG coordinates out, for the screen and for PDF. Pure.

A chart of lab results joins its points, whatever lies between them:

    chart = draw(
        [Point(date(2026, 10, 20), Decimal("31.0"), "31.0"),
         Point(date(2026, 11, 17), Decimal("0.05"), "<0.05", comparator="<"),
         Point(date(2026, 11, 24), None, "not detected")],  # a word: at the bottom
        name=_("Free kappa light chains"),
        sentence=_("Free kappa light chains: 31.0 mg/L on October 20, …"),
        first=date(2026, 9, 1), last=date(2026, 11, 24), unit="mg/L",
        bands=[Band("DPd", date(2026, 8, 3))], low=Decimal("3.3"), high=Decimal("19.4"),
    )

A chart of severities has labels for its levels, from 0 on, and joins neighbouring days
only, so that a day without an entry is a gap:

    draw(points, name=…, sentence=…, first=…, last=…, levels=["None", "Mild", …],
         column=_("How strong"), join_within=1,
         marks=[…days…], marks_name=_("days with dexamethasone"))

Points of several series, each with a shape of its own, which the legend names:

    draw([Point(day, 1, "mild"), Point(day, 3, "severe", series=1)],
         series=["Margaret", "Anna"], …)

In a template, on screen, with its heading, its legend and "Show as a table":

    {% include "_components/chart.html" with chart=chart only %}

and the picture alone, as in print, where the page has the heading, legend and table:

    {% include "_components/chart_picture.html" with chart=chart only %}

A row of a list has a small chart, which shows a month beside words that say the same:

    draw_levels({day: 2}, first=…, last=…, highest=3)
    draw_values(points, first=…, last=…)
    {% include "_components/spark.html" with spark=spark only %}

`sentence` says all that the picture shows; it becomes the <title>, which screen readers
read and the PDF contains. `low` and `high` are the range that the laboratory printed,
never one of ours. Lengths are units of the viewBox: 14 are about 16 px on a phone.
"""

from myeloma_journal.platform.charts.drawing import draw
from myeloma_journal.platform.charts.shapes import WIDTH, Band, Chart, Point
from myeloma_journal.platform.charts.sparks import Spark, draw_levels, draw_values

__all__ = [
    "WIDTH",
    "Band",
    "Chart",
    "Point",
    "Spark",
    "draw",
    "draw_levels",
    "draw_values",
]
