"""The model document that engines are compared with: nothing in it is anybody's.

A cover with 5 top questions, 40 questions with a tick box and a writing line, 6 line
charts of 60 days and 2 tables of 15 rows; `repeat` multiplies all but the cover. The
naive page is what one writes without thinking of the cost; the lean one is the least
that shows the same, without labels in its charts.
"""

import math
import random
from html import escape

WORDS = (  # noqa: SIM905 - they are read as sentences
    "ask whether the next cycle keeps the same dose or changes after the blood count "
    "and what to watch for at home between visits such as fever numbness in the feet "
    "new back pain swelling tiredness poor sleep nausea or a rash how often labs are "
    "drawn who to call at night and what the plan is if numbers rise again this month"
).split()
CHARTS = ["Fatigue", "Bone pain", "Neuropathy", "Nausea", "Sleep", "Appetite"]
QUESTIONS, POINTS, ROWS, TOP = 40, 60, 15, 5

STYLE = """
@page { size: Letter; margin: 20mm 18mm 18mm;
  @top-left { content: "Sample Patient - Appointment packet"; font: 8pt FONT }
  @top-right { content: "2026-10-14"; font: 8pt FONT }
  @bottom-center { content: "Page " counter(page) " of " counter(pages);
    font: 8pt FONT }
}
@page :first { @top-left { content: none } @top-right { content: none } }
html { font: 10pt/1.35 FONT; color: #111 }
h1 { font-size: 22pt; margin: 0 0 4mm }
h2 { font-size: 15pt; margin: 0 0 3mm; border-bottom: 1pt solid #333;
  break-after: avoid }
h3 { font-size: 11pt; margin: 0 0 1mm }
section { break-before: page } .cover { break-before: auto }
.top { margin: 6mm 0; padding: 4mm 8mm; border: 1pt solid #333 }
ol.qs { list-style: none; margin: 0; padding: 0 }
ol.qs li { break-inside: avoid; margin: 0 0 .8mm; padding-left: 8mm;
  position: relative }
.box { position: absolute; left: 0; top: .6mm; width: 4mm; height: 4mm;
  border: 1pt solid #111 }
.line { border-bottom: .6pt solid #777; height: 5.2mm }
.chart { break-inside: avoid; margin: 0 0 1.5mm }
.chart svg { width: 174mm; height: 28.5mm }
table { width: 100%; border-collapse: collapse; font-size: 9pt }
th, td { border: .6pt solid #777; padding: 1mm 2mm; text-align: left;
  vertical-align: top }
thead th { background: #e8e8e8 } tr { break-inside: avoid }
""".replace("FONT", '"Liberation Sans", sans-serif')
LEAN_STYLE = """
table { table-layout: fixed }
ol.qs li { padding-bottom: 5.2mm; border-bottom: .6pt solid #777 }
"""


def sentence(rng: random.Random, low: int = 7, high: int = 14) -> str:
    """So many words, the first with a capital."""
    words = " ".join(rng.choice(WORDS) for _ in range(rng.randint(low, high)))
    return words[0].upper() + words[1:]


def naive_page(seed: int, repeat: int = 1) -> str:
    """The model document as HTML, its style inside."""
    return _page(seed, repeat, f"<style>{STYLE}</style>", is_lean=False)


def lean_page(seed: int, repeat: int = 1) -> str:
    """The same with as few boxes as it can do with, and no style."""
    return _page(seed, repeat, "", is_lean=True)


def _page(seed: int, repeat: int, style: str, *, is_lean: bool) -> str:
    rng = random.Random(seed)
    questions = [sentence(rng) + "?" for _ in range(QUESTIONS * repeat)]
    line = "" if is_lean else '<div class="line"></div>'
    return "".join(
        [
            '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">',
            f"<title>Appointment packet</title>{style}</head><body>",
            '<section class="cover"><h1>Appointment packet</h1><p>Sample Patient</p>',
            '<div class="top"><h2>My top questions</h2><ol>',
            *(f"<li>{escape(one)}</li>" for one in questions[:TOP]),
            "</ol></div></section>",
            '<section><h2>Question sheet</h2><ol class="qs">',
            *(
                f'<li><span class="box"></span>{escape(one)}{line}</li>'
                for one in questions
            ),
            "</ol></section><section><h2>Symptoms since the last visit</h2>",
            *(
                f'<div class="chart"><h3>{name}</h3>{_chart(rng, name, is_lean)}</div>'
                for name in CHARTS * repeat
            ),
            "</section><section><h2>Medicines</h2>",
            _table(rng, ["Medicine", "Dose", "When", "Since", "Note"], repeat),
            "<h2>Labs</h2>",
            _table(rng, ["Test", "Result", "Unit", "Range", "Date", "Flag"], repeat),
            "</section></body></html>",
        ]
    )


def _table(rng: random.Random, heads: list[str], repeat: int) -> str:
    head = "".join(f'<th scope="col">{one}</th>' for one in heads)
    rows = "".join(
        f"<tr>{''.join(f'<td>{sentence(rng, 1, 3)}</td>' for _ in heads)}</tr>"
        for _ in range(ROWS * repeat)
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _chart(rng: random.Random, name: str, is_lean: bool) -> str:
    """Sixty days as one line, with twelve labels or none."""
    width, height, left, top, right, bottom = 700, 125, 40, 8, 10, 22
    across = (width - left - right) / (POINTS - 1)
    up = (height - top - bottom) / 10
    value, places = rng.uniform(2, 7), []
    for n in range(POINTS):
        value += rng.uniform(-1.2, 1.2) + 0.25 * math.sin(n / 6)
        value = min(10, max(0, value))
        places.append(
            (round(left + n * across, 1), round(height - bottom - value * up))
        )
    shapes = []
    for step in range(0, 11, 2):
        y = round(height - bottom - step * up, 1)
        shapes.append(
            f'<line x1="{left}" y1="{y}" x2="{width - right}" y2="{y}" stroke="#ccc"/>'
        )
        shapes.append(f'<text x="{left - 8}" y="{y + 4}" font-size="11">{step}</text>')
    shapes += [
        f'<text x="{places[n][0]}" y="{height - 8}" font-size="11">day {n + 1}</text>'
        for n in range(0, POINTS, 10)
    ]
    if is_lean:
        shapes = [one for one in shapes if not one.startswith("<text")]
    line = " ".join(f"{x},{y}" for x, y in places)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" '
        f'viewBox="0 0 {width} {height}" aria-label="{name}">{"".join(shapes)}'
        f'<polyline points="{line}" fill="none" stroke="#1b4f8a" stroke-width="2"/>'
        "</svg>"
    )
