"""What the tests read back from a PDF."""

import io
import subprocess
from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree

import page
import pypdf

# The margin that print.css keeps left and right, in points.
MARGIN = 17 / 25.4 * 72
XHTML = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True)
class Word:
    """A word on a page, where it stands, in points from the upper left."""

    text: str
    page: int
    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other):
        """Whether the two are printed over each other."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        height = min(self.bottom - self.top, other.bottom - other.top)
        return across > 1 and down > height / 2


def read(pdf):
    """The pages of a PDF as text, without the breaks of its lines."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return [" ".join(leaf.extract_text().split()) for leaf in pages]


def failed_rules(pdf):
    """What keeps it from being PDF/UA-1."""
    report = page.validate_pdf_bytes(pdf, profile="pdf-ua-1")
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


def fonts(pdf):
    """The names of the fonts inside, without the mark of a subset."""
    names = set()
    for leaf in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        for font in leaf["/Resources"].get("/Font", {}).values():
            names.add(font.get_object()["/BaseFont"].split("+")[-1])
    return names


def title(pdf):
    """What a reader shows for its name."""
    return pypdf.PdfReader(io.BytesIO(pdf)).metadata.title


def structure(pdf):
    """The elements of the tree of tags, in the order of the pages."""

    def below(element):
        yield element
        children = element.get("/K", [])
        if not isinstance(children, list):
            children = [children]
        for child in children:
            child = child.get_object() if hasattr(child, "get_object") else child
            if isinstance(child, pypdf.generic.DictionaryObject):
                yield from below(child)

    return list(below(pypdf.PdfReader(io.BytesIO(pdf)).root_object["/StructTreeRoot"]))


def said_of_pictures(pdf):
    """The words that stand for each picture, in the order of the pages."""
    return [str(element["/Alt"]) for element in structure(pdf) if "/Alt" in element]


def said_of_links(pdf):
    """The words that stand for each link within the PDF."""
    return [
        str(note.get_object()["/Contents"])
        for leaf in pypdf.PdfReader(io.BytesIO(pdf)).pages
        for note in leaf.get("/Annots", [])
    ]


def links(pdf):
    """Every address that a link in the PDF leads to."""
    return [
        str(note.get_object()["/A"])
        for leaf in pypdf.PdfReader(io.BytesIO(pdf)).pages
        for note in leaf.get("/Annots", [])
        if "/A" in note.get_object()
    ]


def page_size(pdf):
    """Width and height of the first page, in points."""
    box = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].mediabox
    return round(box.width), round(box.height)


def words_by_page(pdf):
    """Width of each page, and the words on it, as pdftotext finds them."""
    command = ["pdftotext", "-bbox", "-", "-"]
    found = subprocess.run(command, input=pdf, capture_output=True, check=True)
    pages = ElementTree.fromstring(found.stdout).iter(f"{XHTML}page")  # noqa: S314
    for number, leaf in enumerate(pages, 1):
        sides = ("xMin", "yMin", "xMax", "yMax")
        words = [
            Word(word.text or "", number, *(float(word.get(side)) for side in sides))
            for word in leaf.iter(f"{XHTML}word")
        ]
        yield float(leaf.get("width")), words


def badly_placed(pdf):
    """Words that are printed over each other, or that leave the margins."""
    for width, words in words_by_page(pdf):
        for word in words:
            if word.left < MARGIN - 1 or word.right > width - MARGIN + 1:
                yield f"page {word.page}: {word.text} leaves the margin"
        for word, other in combinations(words, 2):
            if word.covers(other):
                yield f"page {word.page}: {word.text} is printed over {other.text}"
