"""Departing: what stands above a table and is not said of its rows: of the ports of those who connect, of both ways."""

from portspec.extract.context.evidence import Said
from portspec.extract.context.inherited import Context
from portspec.extract.language.phrases import has_arrow
from portspec.extract.language.vocabulary import words
from portspec.extract.tables.layout import Layout


def without_departing(around: Context, layout: Layout) -> Context:
    """Return what the places above a table say, without what they ask of its source ports alone.

    "The client port needs no rule" closes no server port beside it.
    """
    if not (layout.of("source_port") and layout.of("port")):
        return around
    said = tuple(each for each in around.said if not (each.field in ("need", "condition") and _is_departing(each)))
    return Context(said=said, headings=around.headings)


def _is_departing(said: Said) -> bool:
    """Tell whether the words of a statement name source ports, and no others."""
    text = said.text.folded if said.text else ""
    rest = words("header.source_port").sub(" ", text)
    return rest != text and words("port.word").search(rest) is None


def without_mutual(around: Context, layout: Layout) -> Context:
    """Return what the places above a table say, without the two ways of an arrow: each row says who connects to whom.

    Below "core ↔ edge" a row from the edge to the core opens no port on the edge.
    """
    if not (layout.of("source") and layout.of("destination")):
        return around
    said = tuple(each for each in around.said if not (each.value == "both" and _is_arrow(each)))
    return Context(said=said, headings=around.headings)


def _is_arrow(said: Said) -> bool:
    return said.field == "direction" and said.text is not None and has_arrow(said.text.folded)
