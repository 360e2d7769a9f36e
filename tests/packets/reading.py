"""What the tests read back from a PDF."""

import io

import page
import pypdf


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


def said_of_pictures(pdf):
    """The words that stand for each picture, in the order of the pages."""

    def of(element):
        if "/Alt" in element:
            yield str(element["/Alt"])
        children = element.get("/K", [])
        if not isinstance(children, list):
            children = [children]
        for child in children:
            child = child.get_object() if hasattr(child, "get_object") else child
            if isinstance(child, pypdf.generic.DictionaryObject):
                yield from of(child)

    return list(of(pypdf.PdfReader(io.BytesIO(pdf)).root_object["/StructTreeRoot"]))


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
