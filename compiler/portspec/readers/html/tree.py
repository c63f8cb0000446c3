"""The tree of a page: html5lib's, as BeautifulSoup keeps it, and no deeper than a page may be."""

import re
import warnings

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning

from portspec.readers.budget import ATTRIBUTES
from portspec.readers.html.beyond import CrowdedError
from portspec.readers.html.building import Builder

_ATTRIBUTED = re.compile(r"""<[a-zA-Z](?>(?:[^<>"']|"[^"]*"|'[^']*')*)""")
_VALUE = re.compile(r""""[^"]*"|'[^']*'""")


def tree_of(text: str) -> BeautifulSoup:
    """Return the tree of a page or fragment; raises BeyondError."""
    for tag in _ATTRIBUTED.finditer(text):
        # An attribute has two characters at least.
        if tag.end() - tag.start() > 2 * ATTRIBUTES and len(_VALUE.sub("", tag.group()).split()) > ATTRIBUTES + 1:
            raise CrowdedError(tag.start())
    with warnings.catch_warnings():
        for kind in (MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning):
            warnings.simplefilter("ignore", kind)
        return BeautifulSoup(text, builder=Builder())
