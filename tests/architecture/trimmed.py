"""What pages need of Bootstrap and of the font, taken from the whole files.

    python -m tests.architecture.trimmed

Writes `static/css/bootstrap.css` and `static/fonts/`. A test fails when a page uses
what they lack: then this is run again.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import tinycss2
from fontTools import subset

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "static"
WHOLE = STATIC / "vendor/bootstrap-5.3.9/bootstrap.min.css"
TRIMMED = STATIC / "css/bootstrap.css"
FONTS = STATIC / "vendor/atkinson-hyperlegible-5.3.0"
# English, the signs between its words, and what is not seen. app.css names the same,
# and for the whole font all but these: where both have a letter, some browsers ask for
# both, and for a line break as for any letter.
LETTERS = "U+0000-00BF, U+00D7, U+2000-206F"
WEIGHTS = (400, 700)
# Where a class may be named; any word is taken for one.
SOURCES = {"templates": "*.html", "myeloma_journal": "*.py", "static/js": "*.js"}
DARK = "[data-bs-theme=dark]"


def words() -> set[str]:
    """Every word of templates and programs that may be the name of a class."""
    files = (
        file for name, kind in SOURCES.items() for file in (ROOT / name).rglob(kind)
    )
    return {word for file in files for word in re.findall(r"[\w-]+", file.read_text())}


def classes(selector: str) -> set[str]:
    """The classes an element must have for a selector to mean it."""
    return set(re.findall(r"\.([a-z][\w-]*)", re.sub(r":not\([^)]*\)", "", selector)))


def bootstrap() -> str:
    """Bootstrap's rules for what pages use, and the colours of the device's choice."""
    rules = tinycss2.parse_stylesheet(WHOLE.read_text(), skip_whitespace=True)
    kept = "\n".join(_kept(rules, words()))
    ours = (STATIC / "css/app.css").read_text()
    while (fewer := _without_unused(kept, ours)) != kept:
        kept = fewer
    return kept + "\n"


def _kept(rules: list, used: set[str]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "comment":
            yield rule.serialize()
        elif rule.type == "qualified-rule":
            yield from _rule(rule, used)
        elif rule.at_keyword in ("media", "supports"):
            inside = tinycss2.parse_rule_list(rule.content, skip_whitespace=True)
            if kept := "\n".join(_kept(inside, used)):
                condition = tinycss2.serialize(rule.prelude)
                yield f"@{rule.at_keyword}{condition}{{\n{kept}\n}}"


def _rule(rule: tinycss2.ast.QualifiedRule, used: set[str]) -> Iterator[str]:
    selectors = tinycss2.serialize(rule.prelude).split(",")
    wanted = [one for one in selectors if classes(one) <= used]
    light = [one for one in wanted if "[data-bs-theme=" not in one]
    dark = [one.replace(DARK, ":root") for one in wanted if DARK in one]
    content = tinycss2.serialize(rule.content)
    if light:
        yield f"{','.join(light)}{{{content}}}"
    if dark:
        said = ",".join(dark)
        yield f"@media(prefers-color-scheme:dark){{\n{said}{{{content}}}\n}}"


def _without_unused(text: str, ours: str) -> str:
    """Without the custom properties that no rule reads, and without empty rules."""
    read = set(re.findall(r"var\((--[\w-]+)", text + ours))
    text = re.sub(
        r"(?<=[{;])(--bs-[\w-]+):(?:[^;{}\"]|\"[^\"]*\")*;?",
        lambda found: found[0] if found[1] in read else "",
        text,
    )
    return re.sub(r"[^{}\n]+\{[;\s]*\}\n", "", text)


def code_points(ranges: str) -> set[int]:
    """The code points of a `unicode-range`."""
    found: set[int] = set()
    for one in ranges.replace("U+", "").split(", "):
        first, _, last = one.partition("-")
        found |= set(range(int(first, 16), int(last or first, 16) + 1))
    return found


def font(weight: int) -> Path:
    """Where the part of the font lies that has `LETTERS`."""
    return STATIC / f"fonts/atkinson-hyperlegible-{weight}.woff2"


def whole_font(weight: int) -> Path:
    """Where the font lies with all of its Latin letters."""
    return FONTS / f"atkinson-hyperlegible-latin-{weight}-normal.woff2"


def trim_font(weight: int) -> None:
    """Write the part of the font that has `LETTERS`."""
    options = subset.Options(flavor="woff2", layout_features=["*"])
    part = subset.load_font(whole_font(weight), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=code_points(LETTERS))
    cutter.subset(part)
    font(weight).parent.mkdir(exist_ok=True)
    subset.save_font(part, font(weight), options)


if __name__ == "__main__":
    TRIMMED.write_text(bootstrap())
    for weight in WEIGHTS:
        trim_font(weight)
