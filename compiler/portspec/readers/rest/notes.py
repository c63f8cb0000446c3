"""Footnotes that are numbered by themselves: which number or sign each has, and each reference to it."""

from collections.abc import Iterator
from itertools import count

from docutils import nodes
from docutils.transforms.references import Footnotes

NUMBERED, SIGNED = 1, "*"
"""How docutils calls the two kinds of footnotes without a number."""


def number(tree: nodes.document) -> None:
    """Give each footnote without a number, and each reference to one, its `mark` (reStructuredText, Footnotes)."""
    notes = list(tree.findall(nodes.footnote))
    references = list(tree.findall(nodes.footnote_reference))
    taken = {mark_of(each) for each in notes}
    for kind, marks in ((NUMBERED, (str(n) for n in count(1) if str(n) not in taken)), (SIGNED, _signs())):
        named: dict[str, str] = {}
        nameless: list[str] = []
        for each in (each for each in notes if each.get("auto") == kind):
            each["mark"] = next(marks)
            names = [*each["names"], *each["dupnames"]]
            named |= dict.fromkeys(names, each["mark"])
            nameless += [] if names else [each["mark"]]
        left = iter(nameless)
        for reference in (each for each in references if each.get("auto") == kind):
            name = reference.get("refname")
            reference["mark"] = named.get(name, "") if name else next(left, "")


def mark_of(note: nodes.Element) -> str:
    """Return the mark of a footnote or citation; empty for what is none."""
    label = note.children[0] if note.children else None
    return str(note.get("mark", "")) or (label.astext() if isinstance(label, nodes.label) else "")


def _signs() -> Iterator[str]:
    """Yield the signs of footnotes: each once, then each twice, and so on."""
    for times in count(1):
        yield from (each * times for each in Footnotes.symbols)
