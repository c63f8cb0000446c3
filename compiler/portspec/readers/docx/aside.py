"""What stands aside of a document's text: boxes and notes, which are read, and headers and footers, which are not."""

from collections.abc import Iterator, Mapping
from typing import Any

from portspec.findings import Finding, finding
from portspec.readers.office import start_of
from portspec.source import Spot

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
AGAIN = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""What older programs are to show, again."""
BOX = f"{_W}txbxContent"
"""The content of a text box, which stands in a run of a paragraph."""
REFERENCES = {f"{_W}footnoteReference": "footnotes", f"{_W}endnoteReference": "endnotes"}
"""What points at a note, with the part of the file that holds it."""
_EDGES = ("header", "footer")
_HELP = "If it is about ports, put it into the document's text."
Asides = Mapping[str, list[Any]]
"""The roots of the parts of a file beside its text, by the last word of how they are related to it."""


def asides(docx: Any, document: Any) -> Asides:
    """Return the parts beside a document's text; raises what `docx` does where one is no XML."""
    found: dict[str, list[Any]] = {}
    for each in document.part.rels.values():
        kind = each.reltype.rpartition("/")[2]
        if kind in (*REFERENCES.values(), *_EDGES) and not each.is_external:
            found.setdefault(kind, []).append(docx.oxml.parse_xml(each.target_part.blob))
    return found


def boxes(paragraph: Any) -> Iterator[Any]:
    """Yield the contents of the text boxes in a paragraph, without those in others."""
    for each in paragraph:
        if each.tag == BOX:
            yield each
        elif each.tag != AGAIN:
            yield from boxes(each)


def paragraphs(element: Any) -> Iterator[Any]:
    """Yield the paragraphs in an element, those in boxes too."""
    for each in element:
        if each.tag == f"{_W}p":
            yield each
        if each.tag != AGAIN:
            yield from paragraphs(each)


class Notes:
    """The footnotes and endnotes of a document, numbered as the text comes to them."""

    def __init__(self, parts: Asides) -> None:
        self.known = {
            (kind, note.get(f"{_W}id")): note
            for kind in REFERENCES.values()
            for root in parts.get(kind, ())
            for note in root
        }
        self.used: dict[int, tuple[str, Any, Spot]] = {}
        """The notes that the text points at: mark, element, and where the text first does."""

    def mark(self, reference: Any, at: Spot) -> str:
        """Return the mark of the note that a reference at a place points at; empty where there is no such note."""
        note = self.known.get((REFERENCES[reference.tag], reference.get(f"{_W}id")))
        if note is None:
            return ""
        return self.used.setdefault(id(note), (str(len(self.used) + 1), note, at))[0]


def unread(parts: Asides, path: str) -> Iterator[Finding]:
    """Yield a finding about each header and footer with a number, which may be a port (PS129)."""
    said = {" ".join(_words(root)): kind for kind in _EDGES for root in parts.get(kind, ())}
    for text, kind in said.items():
        if any(map(str.isdecimal, text)):
            message = f"What stands in the document's {kind} is not read"
            yield finding("PS129", message, _HELP, start_of(path, quote=text))


def _words(root: Any) -> Iterator[str]:
    """Yield the text of each paragraph, without that of fields: the number of the page, say."""
    for paragraph in root.iter(f"{_W}p"):
        inside, found = 0, list[str]()
        for each in paragraph.iter(f"{_W}fldChar", f"{_W}t"):
            if each.tag == f"{_W}fldChar":
                inside += {"begin": 1, "end": -1}.get(each.get(f"{_W}fldCharType"), 0)
            elif inside <= 0 and next(each.iterancestors(f"{_W}fldSimple"), None) is None:
                found.append(each.text or "")
        yield "".join(found)
