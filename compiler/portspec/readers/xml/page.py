"""The reader of DocBook and DITA: the standard library's expat finds the elements, and where each text stands."""

from collections.abc import Iterator

from portspec.document import Condition, Document, Text
from portspec.findings import Finding, Report, finding
from portspec.readers.budget import deep
from portspec.readers.inclusion import Whole
from portspec.readers.xml.blocks import Blocks
from portspec.readers.xml.elsewhere import Elsewhere
from portspec.readers.xml.entities import Entities
from portspec.readers.xml.inline import NOTES, Inline
from portspec.readers.xml.parsed import File
from portspec.readers.xml.tree import Element, Piece, Tree
from portspec.source import Source

_CONDITIONS = (
    "audience platform product props otherprops deliverytarget deliveryTarget os arch condition vendor userlevel "
    "security conformance wordsize".split()
)
"""Attributes by which parts are left out for some readers (DITA 1.3, 2.4.3; DocBook 5.1, effectivity)."""


def read_xml(source: Source, report: Report) -> Document:
    """Return the document of a page of DocBook or DITA; what stands behind a fault in its markup is not read."""
    tree = Tree(source.text)
    entities = Entities(source.text, source.beside)
    whole, root = Elsewhere(File(source, tree.root), Whole(source, report)).taken_in()
    _take_out_deleted(root)
    blocks = tuple(Blocks(Inline(whole.text, entities, _marks(root))).of(root))
    conditions = tuple(_conditions(whole, root))
    for each in (*_findings(source, tree, entities), *_shown_to_some(whole, conditions)):
        report(each)
    anchors = frozenset(filter(None, (each.get("id") for each in root.walk())))
    return Document(source=whole, blocks=blocks, anchors=anchors, conditions=conditions)


def _take_out_deleted(root: Element) -> None:
    """Take out what the page marks as deleted (DITA 1.3, 3.10.1.4, status; DocBook 5.1, revisionflag)."""
    for each in root.walk():
        each.children = [child for child in each.children if isinstance(child, Piece) or not _is_deleted(child)]


def _is_deleted(element: Element) -> bool:
    return "deleted" in (element.get("status"), element.get("revisionflag"))


def _marks(root: Element) -> dict[int | str, str]:
    """Return the marks of the footnotes, their numbers in the page's order, by the elements' `id()` and their ids."""
    notes = [each for each in root.walk() if each.name in NOTES and each.children]
    marks: dict[int | str, str] = {id(each): str(number) for number, each in enumerate(notes, 1)}
    return {each.get("id"): marks[id(each)] for each in notes} | marks


def _findings(source: Source, tree: Tree, entities: Entities) -> Iterator[Finding]:
    """Yield what is wrong with the page, and the entities that stand for files, which are not read."""
    if tree.fault:
        start, why = tree.fault
        place = source.place(start, min(start + 1, len(source.text)))
        help = "Mend the markup there; what stands before is read."
        message = f"From here on the page is no well-formed XML ({why}), and is not read"
        yield deep(place) if tree.deep else finding("PS123", message, help, place)
    for name in dict.fromkeys(entities.refused):
        start = max(source.text.find(f"&{name};"), 0)
        message = f"The entity {name} stands for entities without end, and is left as it is written"
        help = "Write what it stands for."
        yield finding("PS124", message, help, source.place(start, start + len(name) + 2))
    for name, path in entities.files.items():
        if (start := source.text.find(f"&{name};")) >= 0:
            help = "Give that file as a page of its own, or put its text here."
            yield finding("PS121", f"What stands in {path} is not read", help, source.line_from(start))


def _shown_to_some(source: Source, conditions: tuple[Condition, ...]) -> Iterator[Finding]:
    """Yield the finding about each condition, where it stands first."""
    first = {each.text.value: each.text for each in reversed(conditions)}
    for shown, text in reversed(first.items()):
        message = f"What has {shown} is shown to some readers only; it is read all the same"
        yield finding("PS122", message, "Look whether its ports are meant for you.", source.place(text.start, text.end))


def _conditions(source: Source, root: Element) -> Iterator[Condition]:
    """Yield the stretches that the page shows to some readers only."""
    for each in root.walk():
        for key in _CONDITIONS:
            if value := " ".join(each.get(key).split()):
                end = source.text.find(">", each.start) + 1
                text = Text(f"{key} “{value}”", each.start, max(end, each.start))
                yield Condition(start=each.start, end=each.end, text=text)
