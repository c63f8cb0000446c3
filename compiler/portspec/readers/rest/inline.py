"""Inline reStructuredText: docutils finds the markup; every role gives the text that it shows, none is unknown."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from docutils import nodes
from docutils.parsers.rst.states import Inliner
from docutils.utils import unescape

from portspec.document import Text
from portspec.readers.rest.lines import Plain

ERROR = 3
"""The level of docutils' messages about text that it does not read."""
LARGEST = 10_000
"""Substitutions give at most this many characters in all; each may stand for several others, without end."""
_TITLED = re.compile(r"^(?P<title>.*\S)\s*<[^<>]*>$", re.DOTALL)
"""A role's text with its target behind (Sphinx, Cross-referencing syntax)."""
_MARKUP = re.compile(r"[*`|_\\]")
_STRIKES = frozenset(("strike", "strikethrough", "del", "deleted"))
"""Roles that pages make to strike text out."""
_REFERENCES = (nodes.footnote_reference, nodes.citation_reference)
_BLANKS = re.compile(r"[ \t]*\n[ \t]*|[ \t]+")


class Roles(Inliner):
    """Finds inline markup; addresses are left as they are written."""

    def init_customizations(self, settings: Any) -> None:
        """Take the patterns of docutils' own, which it makes for its own class only."""
        own = Inliner()
        own.init_customizations(settings)
        vars(self).update(vars(own), implicit_dispatch=[])

    def parse(
        self, text: str, lineno: int, memo: Any, parent: nodes.Element
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the nodes of a text; most texts hold no markup."""
        return super().parse(text, lineno, memo, parent) if _MARKUP.search(text) else ([nodes.Text(text)], [])

    def interpreted(
        self, rawsource: str, text: str, role: str, lineno: int
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return what a role shows: its title where it has one, else its text."""
        del lineno
        titled = _TITLED.match(text)
        shown = unescape(titled["title"] if titled else text)
        return [nodes.inline(rawsource, shown, classes=["strike"] if role in _STRIKES else [])], []


class Inline:
    """What the texts of one page show, and where they stand in it."""

    def __init__(self, document: nodes.document, plain: Plain) -> None:
        self.document, self.plain = document, plain
        self.left = LARGEST
        self.done = 0
        """Where the last text ended in the plain text."""

    def text(self, node: nodes.Element) -> Text:
        """Return the text of an element."""
        return self.part(node, node.children, 0, len(node.rawsource.rstrip()))

    def part(self, node: nodes.Element, children: Sequence[nodes.Node], begin: int, end: int) -> Text:
        """Return the text of some children of an element, which stand between two offsets of what is written."""
        struck = [each.astext() for each in children if _is_struck(each)]
        return Text(
            _BLANKS.sub(" ", "".join(self._shown(children))).strip(),
            self._place(node, begin),
            self._place(node, end),
            " ".join(" ".join(struck).split()),
            tuple(_mark(each) for each in children if isinstance(each, _REFERENCES)),
        )

    def written(self, node: nodes.Element) -> Text:
        """Return the text of a literal block, looked for behind the last text: docutils says only about where."""
        return self.found(node.astext().strip("\n"))

    def found(self, raw: str) -> Text:
        """Return a text whose lines are looked for behind the last text."""
        lines = [line.strip() for line in raw.split("\n") if line.strip()] or [""]
        start = max(self.plain.text.find(lines[0], self.done), self.done)
        last = max(self.plain.text.find(lines[-1], start), start)
        self.done = last + len(lines[-1])
        return Text(raw, self.plain.back(start), self.plain.back(self.done))

    def _place(self, node: nodes.Element, offset: int) -> int:
        """Return where an offset of what is written in an element stands in the page."""
        line = node.rawsource.count("\n", 0, offset)
        column = offset - node.rawsource.rfind("\n", 0, offset) - 1
        self.done = node["places"][line] + column
        return self.plain.back(self.done)

    def _shown(self, children: Sequence[nodes.Node]) -> Iterator[str]:
        for each in children:
            if isinstance(each, nodes.Text):
                yield each.astext()
            elif isinstance(each, nodes.substitution_reference):
                yield self._substituted(each.astext())
            elif isinstance(each, nodes.Element) and not _is_unseen(each):
                yield from self._shown(each.children)

    def _substituted(self, name: str) -> str:
        """Return what stands for a name; an unknown one, and one too many, stays as it is written."""
        document = self.document
        known = document.substitution_names.get(nodes.fully_normalize_name(name), name)
        definition = document.substitution_defs.get(known)
        if definition is None or self.left <= 0 or definition.get("open"):
            return f"|{name}|"
        definition["open"] = True
        said = "".join(self._shown(definition.children))
        definition["open"] = False
        self.left -= len(said) + 1
        return said


def _is_struck(node: nodes.Node) -> bool:
    return isinstance(node, nodes.inline) and "strike" in node["classes"]


def _is_unseen(node: nodes.Element) -> bool:
    return isinstance(node, (nodes.footnote_reference, nodes.system_message)) or _is_struck(node)


def _mark(node: nodes.footnote_reference | nodes.citation_reference) -> str:
    return node.get("mark") or node.astext() or str(node.get("refname", "*" if node.get("auto") == "*" else "#"))


def lost(message: nodes.system_message) -> str:
    """Return the line of text that docutils leaves out of a page, and only holds in its message; empty where none."""
    held = next(iter(message.findall(nodes.literal_block)), None) if message["level"] >= ERROR else None
    lines = held.astext().split("\n") if held is not None and not held.astext().startswith("..") else []
    return next((line.strip() for line in lines if any(map(str.isalnum, line))), "")


def is_conditional(node: nodes.Element) -> bool:
    """Tell whether an element is shown only sometimes; the web pages that are read are always HTML."""
    return node.get("condition", "html") != "html"
