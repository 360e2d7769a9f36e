"""WeasyPrint, without the work that our paper has no need of.

It is made for any document; what is left out here took a third of the time of a packet
(docs/performance.md). Only the press imports it, since the import takes long.

It uses names of WeasyPrint that are not public. With a newer version, run the tests of
the press; if they fail, or `make bench` shows no gain, take it out: `press.py` can use
`weasyprint.HTML` for `Document`, and print.css target-counter() for `name_pages`.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree import ElementTree

from cssselect2 import ElementWrapper
from weasyprint import CSS, HTML, svg
from weasyprint.html import UA
from weasyprint.urls import URLFetcher

# WeasyPrint's own first style sheet without footnotes and the marks of lists: we print
# neither, and six styles would be computed for each element.
FIRST_STYLE = CSS(string=re.sub(r"(?m)^::.*$", "", UA))

# What print.css writes behind a link to another part, until its page is known.
UNKNOWN_PAGE = "00"


class Document(HTML):
    """A document of ours, which is XML too."""

    def __init__(self, html: str, fetcher: URLFetcher) -> None:
        """Read it as XML, a hundred times faster, or as HTML where it is no XML.

        Attacks by XML entities do not apply: what people wrote is escaped, and this
        process has limited memory and can reach nothing.
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
    """Words in a picture that are laid out at once, and not letter by letter."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        """The whole text as the only letter."""
        yield str(self)


def set_words(picture: Any, node: Any, font_size: float) -> None:
    """Draw the text of a node of a picture."""
    if node.text:
        node._etree_node.text = Words(node.text)
    set_letters(picture, node, font_size)


set_letters = svg.text
svg.text = svg.TAGS["text"] = set_words


def name_pages(pages: Sequence[Any]) -> None:
    """Write the number of the page behind each link to another part.

    CSS could do it with target-counter(), but then page one is laid out three times.
    Room is kept for two digits and nothing stands behind them, so no line moves.
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
