"""The reader of DocBook and DITA: the standard library's expat finds the elements, and where each text stands."""

from collections.abc import Iterator

from portspec.document import Condition, Document, Text
from portspec.findings import Finding, Report, finding
from portspec.readers.depth import deep
from portspec.readers.xml.blocks import Blocks
from portspec.readers.xml.elsewhere import Elsewhere, File
from portspec.readers.xml.entities import Entities
from portspec.readers.xml.inline import NOTES, Inline, is_key
from portspec.readers.xml.tree import Element, Tree
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
    elsewhere = Elsewhere(source.beside)
    elsewhere.resolve(tree.root, File(tree.root, ""))
    blocks = tuple(Blocks(Inline(source.text, entities, _marks(tree.root))).of(tree.root))
    for each in (*_findings(source, tree, entities), *_elsewhere(source, tree.root, elsewhere, entities)):
        report(each)
    ids = (each.get("id") for each in tree.root.walk())
    anchors, conditions = frozenset(filter(None, ids)), tuple(_conditions(source, tree.root))
    return Document(source=source, blocks=blocks, anchors=anchors, conditions=conditions)


def _marks(root: Element) -> dict[int | str, str]:
    """Return the marks of the footnotes, their numbers in the page's order, by the elements' `id()` and their ids."""
    notes = [each for each in root.walk() if each.name in NOTES and each.children]
    marks: dict[int | str, str] = {id(each): str(number) for number, each in enumerate(notes, 1)}
    return {each.get("id"): marks[id(each)] for each in notes} | marks


def _findings(source: Source, tree: Tree, entities: Entities) -> Iterator[Finding]:
    """Yield what is wrong with the page, and what stands under a condition."""
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
    first = {each.text.value: each.text for each in reversed(tuple(_conditions(source, tree.root)))}
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


def _elsewhere(source: Source, root: Element, elsewhere: Elsewhere, entities: Entities) -> Iterator[Finding]:
    """Yield what stands in other files and is not read."""
    files = [(path, source.text.find(f"&{name};")) for name, path in entities.files.items()]
    keys = {each.get("keyref"): each.start for each in reversed(list(root.walk())) if is_key(each)}
    maps = [(f"a map that defines the key {key}", start) for key, start in reversed(keys.items())]
    for name, start in [*((each.name, each.start) for each in elsewhere.missing), *files, *maps]:
        if start >= 0:
            help = "Give that file as a page of its own, or put its text here."
            yield finding("PS121", f"What stands in {name} is not read", help, source.line_from(start))
