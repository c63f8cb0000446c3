"""A text document as a page: its paragraphs by their styles, and its tables with what is merged in them."""

from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from itertools import count
from typing import Any

import msgspec

from portspec.findings import Report
from portspec.readers.docx.aside import AGAIN, BOX, REFERENCES, Notes, asides, boxes, paragraphs, unread
from portspec.readers.office import opened
from portspec.readers.rendition import Page, span, text_of
from portspec.source import AtParagraph, AtTable, Rendition, Spot

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GONE = frozenset((AGAIN, BOX, *(f"{_W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText"))))
"""What is not shown here: deleted text, properties, the codes of fields, and text boxes, which are read behind."""
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_INSIDE = frozenset(f"{_W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
"""Elements around paragraphs and tables."""


def render(data: bytes, path: str, report: Report) -> Rendition | None:
    """Return the page that stands for a text document, or None after reporting that it cannot be read."""
    return opened(data, path, report, "docx", partial(_rendered, path, report))


def _rendered(path: str, report: Report, docx: Any, data: BytesIO) -> Rendition:
    document = docx.Document(data)
    parts, page = asides(docx, document), Page()
    text = _Text(document, page, Notes(parts))
    text.add(document.element.body)
    text.add_notes()
    for each in unread(parts, path):
        report(each)
    return page.made()


class _Cell(msgspec.Struct, kw_only=True):
    """A cell, which may grow downwards while the rows below are read."""

    html: str
    """Its content."""
    at: AtTable
    """Its place in the file."""
    columns: int
    """How many columns it spans."""
    rows: int = 1
    """How many rows it spans so far."""


class _Text:
    """A pass over a document."""

    def __init__(self, document: Any, page: Page, notes: Notes) -> None:
        self.page, self.notes = page, notes
        self.styles = {each.style_id: (each.name or "").casefold() for each in document.styles}
        self.paragraphs, self.tables = count(1), count(1)
        self.listed: list[int] = []
        """The levels of the lists that are open."""
        self.caption = ""

    def add(self, body: Any) -> None:
        """Add the paragraphs and tables of an element."""
        blocks = list(_blocks(body))
        for at, each in enumerate(blocks):
            if each.tag == f"{_W}tbl":
                self._close(0)
                self._table(each)
            else:
                self._paragraph(each, captions=blocks[at + 1 : at + 2])
        self._close(0)

    def add_notes(self) -> None:
        """Add the footnotes and endnotes that the text points at, each with its mark, where the text points at it."""
        for mark, note, at in self.notes.used.values():
            html = "<br>".join(filter(str.strip, (self._html(one, at) for one in paragraphs(note))))
            self.page.block("p", f"[{mark}] {html}", at)

    def _paragraph(self, each: Any, captions: list[Any]) -> None:
        """Add a paragraph, and behind it the text boxes in it."""
        at = AtParagraph(paragraph=next(self.paragraphs))
        self._text(each, at, captions)
        for box in boxes(each):
            self.add(box)

    def _text(self, each: Any, at: AtParagraph, captions: list[Any]) -> None:
        """Add the text of a paragraph; a caption right above a table is the table's."""
        html, style = self._html(each, at), self._style(each)
        if not html.strip():
            return
        level = _level(each, style)
        if level is not None:
            self._close(level + 1)
            while len(self.listed) <= level:
                self.page.markup("<ul>\n")
                self.listed.append(level)
            self.page.block("li", html, at)
            return
        self._close(0)
        if style.startswith("caption") and captions and captions[0].tag == f"{_W}tbl":
            self.caption = html
        elif style == "title" or style.startswith("heading"):
            number = style.removeprefix("heading").strip()
            self.page.block(f"h{min(int(number), 6) if number.isdecimal() and int(number) else 1}", html, at)
        else:
            self.page.block("p", html, at)

    def _close(self, level: int) -> None:
        """Close the lists below a level."""
        while len(self.listed) > level:
            self.page.markup("</ul>\n")
            self.listed.pop()

    def _style(self, each: Any) -> str:
        style = each.find(f"{_W}pPr/{_W}pStyle")
        id = "" if style is None else style.get(f"{_W}val")
        return self.styles.get(id, id.casefold())

    def _table(self, table: Any) -> None:
        rows, headers = self._rows(table, next(self.tables))
        self.page.markup("<table>\n")
        if self.caption and rows and rows[0]:
            self.page.block("caption", self.caption, rows[0][0].at)
            self.caption = ""
        for number, row in enumerate(rows):
            self.page.markup("<tr>\n")
            tag = "th" if number < headers else "td"
            for each in row:
                self.page.block(tag, each.html, each.at, span("colspan", each.columns) + span("rowspan", each.rows))
            self.page.markup("</tr>\n")
        self.page.markup("</table>\n")

    def _rows(self, table: Any, number: int) -> tuple[list[list[_Cell]], int]:
        """Return the cells of each row, and how many of the first rows are repeated on each page: headers."""
        rows: list[list[_Cell]] = []
        hanging: dict[int, _Cell] = {}
        headers = 0
        for row in (each for each in _inside(table) if each.tag == f"{_W}tr"):
            column = 1 + _number(row, f"{_W}trPr/{_W}gridBefore", 0)
            found = (
                [_Cell(html="", at=AtTable(table=number, row=len(rows) + 1, column=1), columns=column - 1)]
                if column > 1
                else []
            )
            for each in (each for each in _inside(row) if each.tag == f"{_W}tc"):
                columns = _number(each, f"{_W}tcPr/{_W}gridSpan", 1)
                merge = each.find(f"{_W}tcPr/{_W}vMerge")
                if merge is not None and merge.get(f"{_W}val") != "restart" and column in hanging:
                    hanging[column].rows += 1
                else:
                    at = AtTable(table=number, row=len(rows) + 1, column=column)
                    html = "<br>".join(filter(str.strip, (self._html(one, at) for one in paragraphs(each))))
                    found.append(_Cell(html=html, at=at, columns=columns))
                    hanging[column] = found[-1]
                column += columns
            if headers == len(rows) and row.find(f"{_W}trPr/{_W}tblHeader") is not None:
                headers += 1
            rows.append(found)
        return rows, headers or _words_alone(rows)

    def _html(self, paragraph: Any, at: Spot) -> str:
        """Return the text of a paragraph as HTML: what is bold or struck out is, and marks of notes are raised."""
        parts: list[tuple[str, str]] = []
        for style, text in _runs(paragraph, "", lambda each: self.notes.mark(each, at)):
            if parts and parts[-1][0] == style:
                parts[-1] = (style, parts[-1][1] + text)
            else:
                parts.append((style, text))
        return "".join(f"<{style}>{text_of(text)}</{style}>" if style else text_of(text) for style, text in parts)


def _words_alone(rows: list[list[_Cell]]) -> int:
    """Return 1 where the first row says no number, and so may be a header; the document does not say."""
    return int(len(rows) > 1 and not any(each.html[:1].isdecimal() for each in rows[0]))


def _blocks(element: Any) -> Iterator[Any]:
    """Yield the paragraphs and tables of an element, also those that stand in a control."""
    for each in _inside(element):
        if each.tag in (f"{_W}p", f"{_W}tbl"):
            yield each


def _inside(element: Any) -> Iterator[Any]:
    """Yield the children of an element, and in place of those that only wrap others the others."""
    for each in element:
        if each.tag in _INSIDE:
            yield from _inside(each)
        else:
            yield each


def _number(element: Any, path: str, otherwise: int) -> int:
    """Return the number that a property states, or another where it states none."""
    found = element.find(path)
    text = "" if found is None else found.get(f"{_W}val") or ""
    return int(text) if text.isdecimal() and len(text) < len("1000") else otherwise


def _level(paragraph: Any, style: str) -> int | None:
    """Return how deep in a list a paragraph is, from 0, or None outside lists."""
    numbered = paragraph.find(f"{_W}pPr/{_W}numPr")
    if style.startswith("heading") or (numbered is None and not style.startswith("list ")):
        return None
    said = style.rpartition(" ")[2]
    otherwise = int(said) - 1 if said.isdecimal() and int(said) else 0
    return min(otherwise if numbered is None else _number(numbered, f"{_W}ilvl", otherwise), 8)


def _runs(element: Any, style: str, mark: Callable[[Any], str]) -> Iterator[tuple[str, str]]:
    """Yield the texts in an element, each with the name of the element of HTML that it is; text boxes are left out."""
    for each in element:
        if each.tag in _GONE:
            continue
        if each.tag in REFERENCES:
            yield "sup", mark(each)
        elif each.tag == f"{_W}t":
            yield style, each.text or ""
        elif each.tag in _SIGNS:
            yield style, _SIGNS[each.tag]
        else:
            yield from _runs(each, _styled(each) if each.tag == f"{_W}r" else style, mark)


def _styled(run: Any) -> str:
    """Return `s` for a run that is struck out, `b` for a bold one."""
    marks = (("s", f"{_W}rPr/{_W}strike"), ("s", f"{_W}rPr/{_W}dstrike"), ("b", f"{_W}rPr/{_W}b"))
    return next((name for name, path in marks if _is_on(run.find(path))), "")


def _is_on(mark: Any) -> bool:
    return mark is not None and mark.get(f"{_W}val") not in ("0", "false", "off")
