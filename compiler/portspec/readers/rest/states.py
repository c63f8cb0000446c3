"""The states of docutils' parser, mended: they say where each text stands, and lose nothing that they do not know."""

import re
from collections.abc import Callable, Iterable
from re import Match
from types import MappingProxyType
from typing import Any, cast

from docutils import nodes
from docutils.parsers.rst import states
from docutils.parsers.rst.tableparser import GridTableParser, TableMarkupError
from docutils.statemachine import StringList

from portspec.readers.rest.broken import broken
from portspec.readers.rest.directives import directive
from portspec.readers.rest.lines import PAD, Lines, leaf, starts

_PLAIN = re.compile(r"\w(?!\w{0,7}[.)](?:\s|$))(?!.*::$)")
"""A line that begins neither a list nor any other block, and after which no literal block comes."""
Found = tuple[list[nodes.Node], bool]
"""Nodes, and whether a blank line ends them, as docutils wants it."""


_ITEM = re.compile(r"([-*+•])[ ]+\S|(\d{1,2}|#)[.)][ ]+\S")


def _glued(lines: list[str]) -> int:
    """Return the number of the line in a paragraph with which a list begins that no blank line parts from its text."""
    begun = [number for number, line in enumerate(lines) if number and _ITEM.match(line)]
    led = bool(begun) and lines[begun[0] - 1].rstrip().endswith((":", "："))
    return begun[0] if led or len(begun) > 1 else 0


class Grid(GridTableParser):
    """Reads tables of borders; docutils takes some that are broken for impossible."""

    def parse(self, block: StringList) -> Any:
        """Return the cells; raises TableMarkupError where there are none to see."""
        try:
            return super().parse(block)
        except (AssertionError, IndexError, KeyError) as error:
            raise TableMarkupError("The borders do not meet.") from error


class Nested(states.NestedStateMachine):
    """A machine for a part of the page; titles may stand in every part, as Sphinx has it."""

    def run(  # type: ignore[override] # as docutils' own
        self,
        input_lines: Any,
        input_offset: int,
        memo: Any,
        node: Any,
        match_titles: bool = True,  # noqa: FBT001, FBT002
    ) -> list[str]:
        """Read the part."""
        del match_titles
        return super().run(input_lines, input_offset, memo, node, match_titles=True)


class Mended(states.RSTState):
    """What is different in every state."""

    nested_sm: type[states.NestedStateMachine] = Nested
    """The machine that reads what is nested, with these states again."""
    nested_sm_cache: list[Any] = []  # noqa: RUF012 (docutils fills it; its own may hold other states)
    """Machines that are to be used again."""

    def __init__(self, state_machine: Any, debug: bool = False) -> None:  # noqa: FBT001, FBT002
        super().__init__(state_machine, debug)
        self.nested_sm_kwargs = {"state_classes": STATES, "initial_state": "Body"}

    def runtime_init(self) -> None:
        """Get ready for a part of the page; a machine that has read another part of it is."""
        if getattr(self, "memo", None) is not cast("Nested", self.state_machine).memo:
            super().runtime_init()

    def nested_parse(self, block: StringList, input_offset: int, node: Any = None, *more: Any, **named: Any) -> int:
        """Read a part into an element; one line that can only be a paragraph needs no machine."""
        if named or node is None or len(block) != 1 or not _PLAIN.match(block[0]):
            return super().nested_parse(block, input_offset, node, *more, **named)
        inline, _ = self.inline_text(block[0], 0)
        node += leaf(nodes.paragraph, block[0], inline, starts(block))
        return input_offset + 1

    def nested_list_parse(  # type: ignore[override] # noqa: PLR0917 (as docutils' own)
        self,
        block: Any,
        input_offset: int,
        node: Any,
        initial_state: Any,
        blank_finish: Any,
        blank_finish_state: Any = None,
        extra_settings: Any = MappingProxyType({}),
        **more: Any,
    ) -> tuple[int, bool]:
        """Read the rest of a list, as docutils does, but with a machine that was made before."""
        del more
        machine: Any = self.nested_sm_cache.pop() if self.nested_sm_cache else self.nested_sm(STATES, "Body")
        machine.initial_state = initial_state
        finish = machine.states[blank_finish_state or initial_state]
        finish.blank_finish = blank_finish
        for key, value in extra_settings.items():
            setattr(machine.states[initial_state], key, value)
        machine.run(block, input_offset, memo=self.memo, node=node)
        machine.initial_state = "Body"
        self.nested_sm_cache.append(machine)
        return machine.abs_line_offset(), finish.blank_finish

    def places(self, lines: Iterable[str], lineno: int) -> tuple[int, ...]:
        """Return where lines begin in the page, the first of which has a number of docutils' own."""
        ends = (self.state_machine.get_source_and_line(lineno + at)[1] for at, _ in enumerate(lines))
        return tuple((end or 1) - 1 - len(line.rstrip()) for line, end in zip(lines, ends, strict=True))

    def paragraph(self, lines: Iterable[str], lineno: int) -> tuple[list[nodes.Node], int]:
        """Return a paragraph, and whether a literal block comes next; items right below its text are a list."""
        lines = list(lines)
        if at := _glued(lines):
            above, literal = super().paragraph(lines[:at], lineno)
            places = self.places(lines, lineno)
            for each in above:
                each["places"] = places[:at]
            node = nodes.container(glued=True, places=places[at:])
            rest = Lines()
            for line, place in zip(lines[at:], places[at:], strict=True):
                rest.append(line, "", place + len(line.rstrip()))
            super().nested_parse(rest, 0, node)
            return [*above, node], literal
        found, literal = super().paragraph(lines, lineno)
        for each in found:
            if isinstance(each, nodes.paragraph):
                each["places"] = self.places(lines, lineno)
        return found, literal

    def section(self, title: str, source: Any, style: Any, lineno: int, messages: Any) -> None:
        """Add a title; titles of one style are of one level, and none is out of order."""
        del source, messages  # that a line under a title is short, say
        styles: list[Any] = self.document.setdefault("styles", [])
        if style not in styles:
            styles.append(style)
        node = nodes.title(title, "", *self.inline_text(title, lineno)[0])
        node["places"], node["level"] = self.places([title], lineno), styles.index(style) + 1
        self.parent += node


class MendedText(Mended, states.Text):
    """What is different where a text may be one of several things."""

    def term(self, lines: list[str], lineno: int) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the term of a definition; classifiers belong to it."""
        children, messages = self.inline_text(lines[0], lineno)
        return [leaf(nodes.term, lines[0], children, self.places(lines, lineno))], messages


class MendedBody(Mended, states.Body):
    """What is different where any block may begin."""

    def field(self, match: Match[str]) -> tuple[nodes.Element, bool]:
        """Return a field; its name is a term."""
        line = self.places([match.string], self.state_machine.abs_line_number())[0]
        field, blank = super().field(match)  # type: ignore[no-untyped-call]
        field[0]["places"] = (line + match.start() + 1,)
        return field, blank

    def option_list_item(self, match: Match[str]) -> tuple[nodes.Element, bool]:
        """Return an item whose option, as it is written, is the term."""
        written = match.group().strip()
        places = self.places([match.string], self.state_machine.abs_line_number())
        item, blank = super().option_list_item(match)  # type: ignore[no-untyped-call]
        item[0] = leaf(nodes.term, written, [nodes.Text(written)], places)
        return item, blank

    def line_block_line(self, match: Match[str], lineno: int) -> tuple[nodes.line, list[nodes.system_message], bool]:
        """Return one line of a block of lines."""
        line, messages, blank = super().line_block_line(match, lineno)  # type: ignore[no-untyped-call]
        line["places"] = self.places(line.rawsource.split("\n"), lineno)
        return line, messages, blank

    def parse_attribution(self, indented: StringList, line_offset: int) -> tuple[nodes.Element, list[nodes.Node]]:
        """Return who is quoted."""
        node, messages = super().parse_attribution(indented, line_offset)  # type: ignore[no-untyped-call]
        node["places"] = starts(indented)
        return node, messages

    def footnote(self, match: Match[str]) -> Found:
        """Return a footnote; its mark is the beginning of its text."""
        return self._noted(super().footnote, match)

    def citation(self, match: Match[str]) -> Found:
        """Return a citation, which is a footnote with a name."""
        return self._noted(super().citation, match)

    def _noted(self, parse: Callable[[Match[str]], Found], match: Match[str]) -> Found:
        line = self.places([match.string], self.state_machine.abs_line_number())[0]
        found, blank = parse(match)
        cast("nodes.Element", found[0])["places"] = (line + match.start(1) - 1,)
        return found, blank

    def table(self, isolate_function: Any, parser_class: Any) -> Found:
        """Return a table."""
        parser = Grid if parser_class is GridTableParser else parser_class
        return cast("Found", super().table(isolate_function, parser))  # type: ignore[no-untyped-call]

    def malformed_table(self, block: StringList, detail: str = "", offset: int = 0) -> list[nodes.Node]:
        """Return a table that docutils refuses, row by row."""
        del offset
        block.replace(PAD, "")
        return [broken(block, detail, lambda text: self.inline_text(text, 0)[0])]

    def explicit_construct(self, match: Match[str]) -> Found:
        """Return what explicit markup gives; docutils looks its methods up where they were written."""
        for method, pattern in self.explicit.constructs:
            if found := pattern.match(match.string):
                try:
                    return cast("Found", getattr(self, method.__name__)(found))
                except states.MarkupError:
                    break
        return cast("Found", self.comment(match))  # type: ignore[no-untyped-call]

    def directive(self, match: Match[str], **option_presets: Any) -> Found:
        """Return what a directive holds, whatever its name."""
        del option_presets
        return directive(self, match)


def _mended(state: type[states.RSTState]) -> type[states.RSTState]:
    base = next((each for each in (MendedBody, MendedText) if issubclass(state, each.__mro__[2])), Mended)
    return cast("type[states.RSTState]", type(state.__name__, (base, state), {}))


STATES = tuple(map(_mended, states.state_classes))
"""All states, each mended."""
