"""The HTML reader: BeautifulSoup on html5lib, the one parser that is right about unclosed cells and knows positions."""

import re
from collections.abc import Iterator

import msgspec
from bs4.element import PageElement, Tag

from portspec.document import Block, Code, Document, Heading, Item, Link, Paragraph, Table, Text, lists_of
from portspec.findings import Report
from portspec.readers.budget import FIELDS
from portspec.readers.html.beyond import BeyondError
from portspec.readers.html.confluence import restore, unwrap, unwrapped
from portspec.readers.html.hiding import is_hidden, is_mark, is_struck, sign, unfold
from portspec.readers.html.positions import Positions
from portspec.readers.html.tables import rows_of, table_of
from portspec.readers.html.tabs import tabs_of
from portspec.readers.html.tree import tree_of
from portspec.readers.html.visible import is_blank, visible
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


_SAYING = re.compile(
    r"note|warn|caution|danger|important|hint|\btip|info|admonition|alert|callout|aside|topic|sidebar$",
    re.IGNORECASE,
)
"""The classes of an aside that says something, and does not lead elsewhere."""


def _is_chrome(tag: Tag) -> bool:
    """Tell whether a tag holds what stands around the page's text."""
    if tag.name == "aside" and (tag.get("role") == "note" or any(map(_SAYING.search, _classes(tag))) or _tells(tag)):
        return False
    return tag.name in _CHROME or tag.get("role") == "navigation"


def _tells(aside: Tag) -> bool:
    """Tell whether an aside without class and role has more words of its own than links, which lead elsewhere."""
    if aside.get("role") or any(_classes(aside)):
        return False
    linked = sum(len(link.get_text()) for link in aside.find_all("a"))
    return 2 * linked < len(aside.get_text(strip=True))


def _classes(tag: Tag) -> Iterator[str]:
    return (str(each) for each in tag.get_attribute_list("class") if each)


def read_html(source: Source, report: Report) -> Document:
    """Return the document of an HTML page; one that is too much has no blocks."""
    try:
        page = HtmlPage(unwrap(source.text))
    except BeyondError as error:
        report(error.told(source))
        return Document(source=source, blocks=())
    document = Document(
        source=source,
        blocks=tuple(page.blocks()),
        links=tuple(page.links()),
        anchors=frozenset(page.anchors()),
    )
    page.leave()
    return document


class HtmlPage:
    """A parsed page or fragment; `base` is the offset of the fragment in its source. Raises BeyondError."""

    def __init__(self, text: str, base: int = 0) -> None:
        self.soup = tree_of(text)
        self.left = FIELDS
        """How many fields the tables that are still to come may have."""
        self.tags = [node for node in self.soup.descendants if isinstance(node, Tag)]
        unfold(self.tags)
        names = {str(tag["name"]): tag for tag in self.tags if tag.name == "a" and tag.has_attr("name")}
        ids = names | {str(tag["id"]): tag for tag in self.tags if tag.attrs and tag.has_attr("id")}
        self.at = Positions(text, base, ids)
        self.tabs = tabs_of(self.tags, ids)
        noted = ((self.at.footnote(tag), tag) for tag in self.tags if is_mark(tag))
        self.notes = {id(note): sign(mark) for note, mark in noted if note is not None}
        """The marks of the footnotes, by the identity of what holds each."""

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
            if target[:1] == "#" and len(target) > 1 and not self._is_around(tag):
                yield Link(target=target[1:], text=self.at.text(tag))

    def anchors(self) -> Iterator[str]:
        """Yield every id, and every name of an `<a>`."""
        for tag in self.tags:
            if tag.attrs and tag.has_attr("id"):
                yield str(tag["id"])
            if tag.name == "a" and tag.has_attr("name"):
                yield str(tag["name"])

    def leave(self) -> None:
        """Let go of the tree, whose parts hold each other; nothing more can be asked."""
        self.soup.decompose()

    def _main(self) -> Tag:
        """Return `<main>` or the only `<article>` where there is one: what stands around it is the site's chrome."""
        mains = [tag for tag in self.tags if tag.name == "main" or (tag.attrs and tag.get("role") == "main")]
        articles = [] if mains else [tag for tag in self.tags if tag.name == "article"]
        return next((found[0] for found in (mains, articles) if len(found) == 1), self.soup)

    @staticmethod
    def _is_around(tag: Tag) -> bool:
        return any(map(_is_chrome, (tag, *tag.parents)))

    def _blocks(self, root: Tag) -> Iterator[Block]:
        run: list[PageElement] = []
        for child in root.children:
            if not isinstance(child, Tag):
                run.append(child)
                continue
            if _is_chrome(child) or is_hidden(child) or id(child) in self.tabs.lists:
                continue
            if not (self._is_block(child) or id(child) in self.notes):
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
        if id(tag) in self.notes:
            yield from self._note(tag)
        elif name in _HEADINGS:
            text = self.at.text(tag)
            if text.value:
                ids = [str(each["id"]) for each in (tag, *tag.find_all(id=True)) if each.get("id")]
                yield Heading(level=_HEADINGS[name], text=text, anchors=tuple(ids))
        elif name == "figcaption":
            text = self.at.text(tag)
            yield Paragraph(lead=text, text=Text("", text.end, text.end))
        elif name in ("p", "summary") and tag.find(["table", "ul", "ol", "pre"]) is None:
            yield from self._paragraph(tag, list(tag.children))
        elif name in ("pre", "ac:plain-text-body"):
            yield self._code(tag)
        elif name in _LISTS:
            yield from self._list(tag) if tag.get("role") != "tablist" else ()
        elif name == "table":
            yield from self._table(tag)
        elif id(tag) in self.tabs.titles:
            yield from self._panel(tag)
        else:
            yield from self._blocks(tag)

    def _note(self, tag: Tag) -> Iterator[Paragraph]:
        """Yield a footnote with its mark."""
        if text := self.at.note(tag):
            yield Paragraph(text=msgspec.structs.replace(text, value=f"[{self.notes[id(tag)]}] {text.value}"))

    def _panel(self, tag: Tag) -> Iterator[Block]:
        """Yield what a tab shows, the tab's title as a caption of each table and first of all (WAI-ARIA 1.2)."""
        title = self.at.text(self.tabs.titles[id(tag)])
        if not title.value:
            yield from self._blocks(tag)
            return
        yield Paragraph(lead=title, text=Text("", title.end, title.end))
        for block in self._blocks(tag):
            captioned = isinstance(block, Table) and block.caption is None
            yield msgspec.structs.replace(block, caption=title) if captioned else block

    def _paragraph(self, root: Tag, run: list[PageElement]) -> Iterator[Paragraph]:
        """Yield the paragraph made of a run of inline nodes, if it shows anything."""
        while run and is_blank(run[0]):
            run.pop(0)
        if not run:
            return
        start = self.at.run_start(root, run[0])
        whole = visible(run)
        if not whole.value:
            return
        if isinstance(run[0], Tag) and run[0].name in _LEADS:
            lead, rest = visible(run[:1]), visible(run[1:])
            text = self.at.place(rest.after(lead), start) if rest.value else self.at.behind(whole, start)
            yield Paragraph(lead=self.at.place(lead, start), text=self.at.noted(text, run))
        else:
            yield Paragraph(text=self.at.noted(self.at.place(whole, start), run))

    def _code(self, tag: Tag) -> Code:
        for each in tag.find_all("br"):
            each.append("\n")
        raw = restore(unwrapped(tag.get_text()) if tag.name == "ac:plain-text-body" else tag.get_text()).strip("\n")
        place = self.at.place(visible(tag.contents), self.at.start(tag))
        language = next((name[9:] for each in (tag, *tag.find_all("code")) for name in each.get_attribute_list("class")
                         if name and name.startswith("language-")), None)  # fmt: skip
        return Code(text=Text(raw, place.start, place.end), language=language)

    def _list(self, tag: Tag) -> Iterator[Block]:
        yield from lists_of(self._items(tag, 0))

    def _items(self, tag: Tag, depth: int) -> Iterator[Item | Block]:
        term: Text | None = None
        for child in tag.find_all(["li", "dt", "dd", *_LISTS], recursive=False):
            if is_hidden(child) and not is_struck(child):
                continue
            if id(child) in self.notes:
                yield from self._note(child)
            elif child.name in _LISTS:
                yield from self._items(child, depth + 1)
            elif child.name == "dt":
                term = self.at.text(child)
            else:
                yield from self._item(child, depth, term)

    def _item(self, tag: Tag, depth: int, term: Text | None) -> Iterator[Item | Block]:
        """Yield the item's own text, then the lists, tables and code nested in it."""
        nested = [each for each in tag.find_all([*_LISTS, "table", "pre"]) if self._owner(each, tag)]
        inside = frozenset(id(each) for each in nested)
        text = self.at.marked(tag, visible(tag.contents, without=inside))
        if is_struck(tag):
            text = Text("", text.start, text.start, struck=f"{text.struck} {text.folded}".strip())
        if text.value or text.struck or term:
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
        found = rows_of(tag)
        if found.is_layout:
            for row in found.rows:
                yield from self._blocks(row)
            return
        table = table_of(found, self.at, self.left)
        self.left -= len(table.rows) * len(table.rows[0]) if table else 0
        if table is not None:
            yield table
        for each in found.nested:
            yield from self._table(each)
