"""The HTML reader: BeautifulSoup on html5lib, the one parser that is right about unclosed cells and knows positions."""

import re
import warnings
from collections.abc import Iterator

from bs4 import BeautifulSoup, XMLParsedAsHTMLWarning
from bs4.element import NavigableString, PageElement, Tag

from portspec.document import Block, Cell, Code, Document, Heading, Item, Link, List, Paragraph, Table, Text
from portspec.findings import Report
from portspec.readers.confluence import restore, unwrap, unwrapped
from portspec.readers.depth import deep, too_deep
from portspec.readers.grid import WIDEST, unroll
from portspec.readers.visible import Visible, is_blank, is_hidden, visible
from portspec.source import Source

_CHROME = frozenset(
    "nav footer script style template noscript svg form button select head iframe colgroup object aside".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = frozenset(("ul", "ol", "dl"))
_CONTAINERS = frozenset(
    "html body div section article main header details figure blockquote center fieldset hgroup address td th tr tbody "
    "thead tfoot table li dd dt ac:structured-macro ac:rich-text-body ac:layout ac:layout-section ac:layout-cell "
    "ac:task-list ac:task ac:task-body".split()
)
_LEADS = frozenset(("strong", "b"))


def read_html(source: Source, report: Report) -> Document:
    """Return the document of an HTML page; one that is nested too deep has no blocks."""
    place = too_deep(source)
    if place is not None:
        report(deep(place))
        return Document(source=source, blocks=())
    page = HtmlPage(unwrap(source.text))
    return Document(
        source=source,
        blocks=tuple(page.blocks()),
        links=tuple(page.links()),
        anchors=frozenset(page.anchors()),
    )


class HtmlPage:
    """A parsed page or fragment; `base` is the offset of the fragment in its source."""

    def __init__(self, text: str, base: int = 0) -> None:
        self.text, self.base = text, base
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
            self.soup = BeautifulSoup(text, "html5lib")
        self.starts = [0] + [match.end() for match in re.finditer("\n", text)]
        self.tags = [node for node in self.soup.descendants if isinstance(node, Tag)]

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks of the page's main content in order."""
        yield from self._blocks(self._main())

    def visible(self) -> str:
        """Return all visible text of the fragment."""
        return visible(self.soup.contents).value

    def links(self) -> Iterator[Link]:
        """Yield the links that point into the page itself."""
        for tag in self.tags:
            target = str(tag.get("href") or "") if tag.name == "a" else ""
            if target[:1] == "#" and len(target) > 1 and not self._is_chrome(tag):
                yield Link(target=target[1:], text=self._text(tag))

    def anchors(self) -> Iterator[str]:
        """Yield every id, and every name of an `<a>`."""
        for tag in self.tags:
            if tag.has_attr("id"):
                yield str(tag["id"])
            if tag.name == "a" and tag.has_attr("name"):
                yield str(tag["name"])

    def _main(self) -> Tag:
        """Return `<main>` or the only `<article>` where there is one: what stands around it is the site's chrome."""
        mains = [tag for tag in self.tags if tag.name == "main" or (tag.attrs and tag.get("role") == "main")]
        articles = [tag for tag in self.tags if tag.name == "article"]
        return next((found[0] for found in (mains, articles) if len(found) == 1), self.soup)

    @staticmethod
    def _is_chrome(tag: Tag) -> bool:
        return any(each.name in _CHROME or each.get("role") == "navigation" for each in (tag, *tag.parents))

    def _start(self, tag: Tag) -> int:
        """Return the offset after the tag's start tag; html5lib reports the column of its last character."""
        if tag.sourceline is None or tag.sourcepos is None:
            return 0
        return min(self.starts[tag.sourceline - 1] + tag.sourcepos + 1, len(self.text))

    def _blocks(self, root: Tag) -> Iterator[Block]:
        run: list[PageElement] = []
        for child in root.children:
            if not isinstance(child, Tag):
                run.append(child)
                continue
            if child.name in _CHROME or child.get("role") == "navigation" or is_hidden(child):
                continue
            if not self._is_block(child):
                run.append(child)
                continue
            yield from self._paragraph(root, run)
            run = []
            yield from self._block(child)
        yield from self._paragraph(root, run)

    @staticmethod
    def _is_block(tag: Tag) -> bool:
        name = tag.name
        if (
            name in _HEADINGS
            or name in _LISTS
            or name in _CONTAINERS
            or name in ("p", "pre", "hr", "summary", "figcaption")
        ):
            return True
        return name == "ac:plain-text-body" or (
            name != "code" and tag.find(["table", "p", "ul", "ol", "dl", "div", *_HEADINGS]) is not None
        )

    def _block(self, tag: Tag) -> Iterator[Block]:
        name = tag.name
        if name in _HEADINGS:
            text = self._text(tag)
            if text.value:
                ids = [str(each["id"]) for each in (tag, *tag.find_all(id=True)) if each.get("id")]
                yield Heading(level=_HEADINGS[name], text=text, anchors=tuple(ids))
        elif name == "figcaption":
            text = self._text(tag)
            yield Paragraph(lead=text, text=Text("", text.end, text.end))
        elif name in ("p", "summary") and tag.find(["table", "ul", "ol", "pre"]) is None:
            yield from self._paragraph(tag, list(tag.children))
        elif name in ("pre", "ac:plain-text-body"):
            yield self._code(tag)
        elif name in _LISTS:
            yield from self._list(tag)
        elif name == "table":
            yield from self._table(tag)
        else:
            yield from self._blocks(tag)

    def _text(self, tag: Tag) -> Text:
        """Return a tag's visible text with its span."""
        start = self._start(tag)
        contents = tag.contents
        if len(contents) == 1 and type(contents[0]) is NavigableString:
            end = self.text.find("<", start)
            raw = self.text[start : end if end >= 0 else len(self.text)]
            if "&" not in raw and "\n" not in raw:
                value = raw.strip()
                at = start + raw.find(value) + self.base
                return Text(value, at, at + len(value))
        return self._place(visible(contents), start)

    def _place(self, seen: Visible, start: int) -> Text:
        begin, end = seen.locate(self.text, start)
        return Text(seen.value, begin + self.base, end + self.base)

    def _paragraph(self, root: Tag, run: list[PageElement]) -> Iterator[Paragraph]:
        """Yield the paragraph made of a run of inline nodes, if it shows anything."""
        while run and is_blank(run[0]):
            run.pop(0)
        if not run:
            return
        start = self._run_start(root, run[0])
        whole = visible(run)
        if not whole.value:
            return
        if isinstance(run[0], Tag) and run[0].name in _LEADS:
            lead, rest = visible(run[:1]), visible(run[1:])
            text = self._place(rest.after(lead), start) if rest.value else self._empty(whole, start)
            yield Paragraph(lead=self._place(lead, start), text=text)
        else:
            yield Paragraph(text=self._place(whole, start))

    def _empty(self, whole: Visible, start: int) -> Text:
        end = whole.locate(self.text, start)[1] + self.base
        return Text("", end, end)

    def _run_start(self, root: Tag, first: PageElement) -> int:
        """Return an offset before the run: after the nearest tag before it, or inside its own first tag."""
        if isinstance(first, Tag) and first.sourceline is not None:
            return self._start(first)
        tags = (each for each in first.previous_siblings if isinstance(each, Tag) and each.sourceline is not None)
        before = next(tags, None)
        if before is None:
            return self._start(root)
        inner = [before, *before.find_all(True)]
        last = max((self._start(tag) for tag in inner), default=self._start(root))
        words = str(first).split()
        found = self.text.find(words[0], last) if words else -1
        return found if found >= 0 else last

    def _code(self, tag: Tag) -> Code:
        raw = restore(unwrapped(tag.get_text()) if tag.name == "ac:plain-text-body" else tag.get_text()).strip("\n")
        place = self._place(visible(tag.contents), self._start(tag))
        language = next((name[9:] for each in (tag, *tag.find_all("code")) for name in each.get_attribute_list("class")
                         if name and name.startswith("language-")), None)  # fmt: skip
        return Code(text=Text(raw, place.start, place.end), language=language)

    def _list(self, tag: Tag) -> Iterator[Block]:
        items: list[Item] = []
        for block in self._items(tag, 0):
            if isinstance(block, Item):
                items.append(block)
                continue
            if items:
                yield List(items=tuple(items))
                items = []
            yield block
        if items:
            yield List(items=tuple(items))

    def _items(self, tag: Tag, depth: int) -> Iterator[Item | Block]:
        term: Text | None = None
        for child in tag.find_all(["li", "dt", "dd", *_LISTS], recursive=False):
            if child.name in _LISTS:
                yield from self._items(child, depth + 1)
            elif child.name == "dt":
                term = self._text(child)
            else:
                yield from self._item(child, depth, term)

    def _item(self, tag: Tag, depth: int, term: Text | None) -> Iterator[Item | Block]:
        """Yield the item's own text, then the lists, tables and code nested in it."""
        nested = [each for each in tag.find_all([*_LISTS, "table", "pre"]) if self._owner(each, tag)]
        inside = frozenset(id(each) for each in nested)
        text = self._place(visible(tag.contents, without=inside), self._start(tag))
        if text.value or term:
            yield Item(depth=depth, text=text, term=term)
        for each in nested:
            if each.name in _LISTS:
                yield from self._items(each, depth + 1)
            else:
                yield from self._block(each)

    @staticmethod
    def _owner(tag: Tag, root: Tag) -> bool:
        """Tell whether no other list or table stands between `tag` and `root`."""
        for parent in tag.parents:
            if parent is root:
                return True
            if parent.name in _LISTS or parent.name == "table":
                return False
        return False

    def _table(self, tag: Tag) -> Iterator[Block]:
        inside = [node for node in tag.descendants if isinstance(node, Tag)]
        nested = [each for each in inside if each.name == "table"]
        rows = [each for each in inside if each.name == "tr" and (not nested or each.find_parent("table") is tag)]
        cells = [[cell for cell in row.children if isinstance(cell, Tag) and self._is_data(cell)] for row in rows]
        if nested and max(map(len, cells), default=0) <= 1:
            for row in rows:
                yield from self._blocks(row)
            return
        grid = unroll([[self._cell(cell) for cell in row] for row in cells])
        caption = next((each for each in inside if each.name == "caption"), None)
        text = self._text(caption) if caption else None
        if grid and grid[0]:
            yield Table(rows=grid, headers=_headers(rows, cells), caption=text if text and text.value else None)
        for each in nested:
            if each.find_parent("table") is tag:
                yield from self._table(each)

    @staticmethod
    def _is_data(cell: Tag) -> bool:
        """Tell whether a cell is the page's own: Confluence numbers rows in a column of its own making."""
        return cell.name in ("td", "th") and (
            not cell.attrs or "numberingColumn" not in cell.get_attribute_list("class")
        )

    def _cell(self, tag: Tag) -> Cell:
        inner = tag
        while len(inner.contents) == 1 and isinstance(inner.contents[0], Tag) and _is_plain(inner.contents[0]):
            inner = inner.contents[0]
        if len(inner.contents) == 1 and type(inner.contents[0]) is NavigableString:
            text = self._text(inner)
        else:
            nested = frozenset(id(each) for each in tag.find_all("table"))
            text = self._place(visible(tag.contents, without=nested, cell=True), self._start(tag))
        return Cell(
            text=text,
            header=tag.name == "th",
            columns=_span(tag, "colspan", WIDEST),
            rows=_span(tag, "rowspan", 65534),
        )


def _is_plain(tag: Tag) -> bool:
    """Tell whether a tag only wraps what it holds."""
    return tag.name in ("code", "p", "strong", "em", "b", "span") and not tag.attrs


def _span(tag: Tag, name: str, most: int) -> int:
    """Return a span attribute's number; what is no number counts as 1, 0 rows mean all that follow."""
    value = tag.get(name)
    if value is None:
        return 1
    digits = re.match(r"\s*(\d{1,9})", str(value))
    number = int(digits.group(1)) if digits else 1
    if number == 0 and name == "rowspan":
        return most
    return min(max(number, 1), most)


def _headers(rows: list[Tag], cells: list[list[Tag]]) -> int:
    """Return how many of the first rows are in `<thead>` or hold header cells only."""
    count = 0
    for row, line in zip(rows, cells, strict=True):
        if not (row.parent is not None and row.parent.name == "thead") and not (
            line and all(c.name == "th" for c in line)
        ):
            break
        count += 1
    return count
