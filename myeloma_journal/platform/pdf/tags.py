"""What WeasyPrint leaves out of the tags that a screen reader follows through a PDF.

`finish` is a finisher of `weasyprint.Document.write_pdf`: it gets the document and its
objects, right before they are written.
"""

from collections import defaultdict
from typing import Any

import pydyf


def finish(document: Any, pdf: pydyf.PDF) -> None:
    """Say what header cells head, find cells by their ID, and name links by their text.

    ISO 32000-2, 14.7.2 asks for the tree of IDs, and 14.8.5.7 for the scope.
    """
    elements = structure_elements(pdf)
    name_links(document)
    set_scopes(elements)
    add_tree_of_ids(pdf, elements)


def structure_elements(pdf: pydyf.PDF) -> list[pydyf.Dictionary]:
    """The elements of the structure tree, in the order in which they were made."""
    return [
        found
        for found in pdf.objects
        if isinstance(found, pydyf.Dictionary) and found.get("Type") == "/StructElem"
    ]


def name_links(document: Any) -> None:
    """Give each link the words it shows, instead of where it leads."""
    for page in document.pages:
        for _kind, _target, _rectangle, box in page.links:
            words = " ".join("".join(box.element.itertext()).split())
            box.link_annotation["Contents"] = pydyf.String(words)


def set_scopes(elements: list[pydyf.Dictionary]) -> None:
    """A header cell heads its row if data stand in that row, and else its column."""
    rows = defaultdict(list)
    for element in elements:
        if element["S"] in ("/TH", "/TD") and "A" in element:
            rows[element["P"]].append(element)
    for cells in rows.values():
        has_data = any(cell["S"] == "/TD" for cell in cells)
        for cell in cells:
            if cell["S"] == "/TH":
                cell["A"]["Scope"] = "/Row" if has_data else "/Column"


def add_tree_of_ids(pdf: pydyf.PDF, elements: list[pydyf.Dictionary]) -> None:
    """Let a reader find the header cells that a cell names."""
    named = {e["ID"].string: e for e in elements if "ID" in e}
    if not named:
        return
    names = pydyf.Array()
    for name in sorted(named):
        names.extend([named[name]["ID"], named[name].reference])
    root = next(
        found
        for found in pdf.objects
        if isinstance(found, pydyf.Dictionary)
        and found.get("Type") == "/StructTreeRoot"
    )
    root["IDTree"] = pydyf.Dictionary({"Names": names})
