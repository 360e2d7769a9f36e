"""WeasyPrint, without the work that our paper has no need of.

It is made for any document; what is left out here took a third of the time of a packet
(docs/performance.md). Only the press imports it, since the import takes long. It goes
behind the public names of WeasyPrint: with a version that has others, a packet takes as
long as it did, or the tests of the press fail.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree import ElementTree

from cssselect2 import ElementWrapper
from weasyprint import CSS, HTML, svg
from weasyprint.html import UA
from weasyprint.urls import URLFetcher

# What every document begins with, but for footnotes and the marks of lists: for these
# six styles are computed for each element, and we print neither.
FIRST_STYLE = CSS(string=re.sub(r"(?m)^::.*$", "", UA))

# What print.css writes after a way to another part, until the page of it is known.
UNKNOWN_PAGE = "00"


class Document(HTML):
    """A document of ours, which is XML too."""

    def __init__(self, html: str, fetcher: URLFetcher) -> None:
        """Read it: as XML, a hundred times faster, or as HTML what is no XML.

        What people wrote is escaped in it, so no entity is theirs; and here is nothing
        that one could reach, and not much memory to fill.
        """
        try:
            self.etree_element = ElementTree.fromstring(html)  # noqa: S314
        except ElementTree.ParseError:
            super().__init__(string=html, url_fetcher=fetcher)
            return
        self.base_url, self.media_type, self.url_fetcher = None, "print", fetcher
        self.wrapper_element = ElementWrapper.from_html_root(
            self.etree_element, content_language=None
        )

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        return [FIRST_STYLE]


class Words(str):
    """Words in a picture, set as one: WeasyPrint sets each letter by itself."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        """All of it at once."""
        yield str(self)


def set_words(picture: Any, node: Any, font_size: float) -> None:
    """Draw the words of a node of a picture."""
    if node.text:
        node._etree_node.text = Words(node.text)
    set_letters(picture, node, font_size)


set_letters = svg.text
svg.text = svg.TAGS["text"] = set_words


def name_pages(pages: Sequence[Any]) -> None:
    """Write into each way to another part the page that it leads to.

    Nothing stands after such a number, and room is kept for two digits, so that no line
    moves. With target-counter() page one would be laid out three times.
    """
    begins: dict[str, int] = {}
    for number, page in enumerate(pages, 1):
        for anchor in page.anchors:
            begins.setdefault(anchor, number)
    for _type, part, _place, link in (one for page in pages for one in page.links):
        found = str(begins.get(part, ""))
        for box in link.descendants():
            if box.element_tag == "a::after" and hasattr(box, "pango_layout"):
                layout = box.pango_layout
                layout.text = layout.text.replace(UNKNOWN_PAGE, found)
