"""The page of HTML that stands for an office file: read as any other, it knows where in the file its parts stand."""

from html import escape

from portspec.source import Rendition, Spot
from portspec.unseen import visible

LARGEST = 100_000_000
"""Office files may unpack to this many bytes; a small one can hold any number."""


class Page:
    """A page in the making."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.spots: list[tuple[int, Spot]] = []

    def markup(self, text: str) -> None:
        """Add markup."""
        self.parts.append(text)
        self.length += len(text)

    def block(self, name: str, html: str, spot: Spot, attributes: str = "") -> None:
        """Add an element on a line of its own, whose text is HTML and stands at a place of the file."""
        self.markup(f"<{name}{attributes}>")
        self.spots.append((self.length, spot))
        self.markup(f"{html}</{name}>\n")

    def made(self) -> Rendition:
        """Return the whole page."""
        return Rendition(text="".join(self.parts), spots=tuple(self.spots))


def text_of(value: str) -> str:
    """Return a text of a file as HTML; a line break in it is one, and what is not seen is named."""
    return escape(visible(value.replace("\r", "")), quote=False).replace("\n", "<br>").replace("\t", " ")


def span(name: str, number: int) -> str:
    """Return the attribute of a cell that spans several columns or rows."""
    return f' {name}="{number}"' if number > 1 else ""
