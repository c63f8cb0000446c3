"""Known: the ports that a page states, and sentences that name others without stating them."""

from collections.abc import Iterable

import msgspec

from portspec.document import Text
from portspec.extract.page import Page, Sentence
from portspec.extract.running.heard import stated_by
from portspec.extract.running.remarks import CLOSING
from portspec.extract.running.spoken import said_about
from portspec.spec import HIGHEST_PORT, PortRange


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """The ports that a page states, and its protocols without ports, with their transports."""

    exact: set[tuple[PortRange | str, tuple[str, ...] | None]] = msgspec.field(default_factory=set)
    """Each as it is stated; with None for its transports, whatever they are."""
    wide: dict[tuple[PortRange, tuple[str, ...]], None] = msgspec.field(default_factory=dict)
    """Those with others inside them."""

    def add(self, stated: Iterable[PortRange | str], transports: tuple[str, ...]) -> None:
        """Take what is stated; of a port inside it "any port" says nothing."""
        for each in stated:
            if isinstance(each, str) or each.end - each.start < HIGHEST_PORT:
                self.exact.update({(each, transports), (each, None)})
                if not isinstance(each, str) and each.start < each.end:
                    self.wide[each, transports] = None

    def holds(self, stated: PortRange | str, transports: tuple[str, ...] | None = None) -> bool:
        """Tell whether the page states ports, or a protocol without ports, with these transports if some are given."""
        if (stated, transports) in self.exact:
            return True
        if isinstance(stated, str):
            return False
        return any(
            other.start <= stated.start and stated.end <= other.end and transports in (None, own)
            for other, own in self.wide
        )


DENIED = "This is understood as not to be opened, and nothing opens what is not in the spec."


def tell_mention(sentence: Sentence, known: Known, page: Page, where: str = "here") -> None:
    """Report the ports of a sentence that are not in the spec, where the first of them stands."""
    if not any(part.ports for part in sentence.parts):  # "a ping may help" speaks of no port
        return
    stated = [each for part in sentence.parts for each in stated_by(part)]
    unknown = [str(each) for each in stated if not known.holds(each)]
    if unknown:
        numbers = sum(each[0].isdigit() for each in unknown)
        kind = ("Ports " if numbers > 1 else "Port ") if numbers else ""
        what, them = ("is", "it is") if len(unknown) == 1 else ("are", "they are")
        closed = all(said_about(sentence.said, part).need in CLOSING for part in sentence.parts if part.ports)
        help = DENIED if closed else "If the port is required, say so in a table, a list or a sentence."
        message = f"{kind}{', '.join(unknown)} {what} mentioned {where} and nowhere else; {them} not in the spec"
        quoted, first = (page.document.words(sentence.text, each) for each in (sentence.said, unknown[0]))
        place = first if first.start > quoted.start and _lines_between(quoted, first, page) else quoted
        page.say("PS206", message, help, Text(quoted.value, place.start, place.end))


def _lines_between(one: Text, other: Text, page: Page) -> bool:
    return "\n" in page.document.source.text[one.start : other.start]
