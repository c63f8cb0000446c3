"""The page of who connects to whom: the flows, each pair of parties with its ports, and what is no flow."""

from collections.abc import Sequence
from typing import Any

from portspec.analysis.flow import Flow, flows, left_out
from portspec.spec import Party
from portspec.writers.site.drawing import Pair, drawing
from portspec.writers.site.labels import UNNAMED
from portspec.writers.site.release import Release
from portspec.writers.site.words import Words

MOST = 16
"""The most parties at one end that a matrix can show at once."""


def connections(release: Release) -> tuple[Sequence[Flow], dict[str, Any]]:
    """Return the flows, and what else the page shows; its matrix and drawing are None where too large."""
    found = flows(release.spec)
    pairs = _pairs(release.words, found)
    openers, acceptors = (list(dict.fromkeys(pair[end] for pair in pairs)) for end in (0, 1))
    shown = pairs and max(len(openers), len(acceptors)) <= MOST
    matrix = [(opener, [pairs.get((opener, each), ()) for each in acceptors]) for opener in openers]
    return found, {
        "acceptors": acceptors,
        "pairs": len(pairs),
        "matrix": matrix if shown else None,
        "drawing": drawing(pairs, release.words, release.title),
        "left_out": [release.requirements[each.requirement] for each in left_out(release.spec)],
    }


def _pairs(words: Words, found: Sequence[Flow]) -> dict[Pair, list[str]]:
    pairs: dict[Pair, list[str]] = {}
    for each in found:
        pairs.setdefault((party(words, each.initiator), party(words, each.responder)), []).append(ports(words, each))
    return pairs


def party(words: Words, named: Party | None) -> str:
    """Return a party's name on one line, as pages are; two that look alike are one, and nobody is `UNNAMED`."""
    return " ".join(named.text.split()) if named else words(UNNAMED)


def ports(words: Words, flow: Flow) -> str:
    """Return a flow's ports and transport as `2511 TCP`, or the words for what is not known of them."""
    dynamic = flow.dynamic and (flow.dynamic.name or words("a port without number or name"))
    number = dynamic or " ".join(map(str, flow.ports)) or words("no port")
    return f"{number} {flow.transport.upper()}" if flow.transport else f"{number}, {words('transport unstated')}"
