"""Who connects to whom by one row, and what people are told of its verdict."""

from typing import Any

import pytest

from portspec.analysis.explained import explained
from portspec.analysis.lookup import look_up
from portspec.analysis.meeting import meetings
from portspec.spec import Party
from portspec.writers.manifest.tables import REQUIREMENTS, cells
from tests.firewall.reading import role, row, spec_of

AGENT = Party(role="agent", text="Agent")
SERVER = Party(role="server", text="Server")
FLOW: dict[str, Any] = {"source": "Agent", "destination": "Server", "sources": (AGENT,), "destinations": (SERVER,)}


@pytest.mark.parametrize(
    ("direction", "more", "expected"),
    [
        ("unstated", FLOW, (("Agent", "Server"),)),
        ("both", FLOW, (("Agent", "Server"), ("Server", "Agent"))),
        ("inbound", {"peers": (AGENT,)}, (("Agent", "the server"),)),
        ("outbound", {"peers": (AGENT,)}, (("the server", "Agent"),)),
        ("inbound", {}, (("nobody", "the server"),)),
        ("unstated", {"peers": (AGENT,)}, ()),
        ("internal", {}, ()),
    ],
)
def test_who_connects_to_whom(direction: str, more: dict[str, Any], expected: tuple[tuple[str, str], ...]) -> None:
    assert meetings(row("r", "server", direction, "7000", "tcp", **more), "the server", "nobody") == expected


def test_all_that_tells_of_a_row_tells_its_ends_and_its_verdict() -> None:
    retired = row("r", "server", "unstated", "7000", "tcp", need="retired", **FLOW)
    spec = spec_of(retired, roles=(role("agent"), role("server")))
    (hit,) = look_up("7000", [spec]).matches
    assert (hit.verdict, hit.why, hit.connections) == (
        "closed",
        "the page says that it is no longer used",
        (("Agent", "Server"),),
    )
    (told,) = explained("r", spec)
    assert told.text[-2:] == ("connects: Agent → Server", "verdict: closed (the page says that it is no longer used)")
    assert "direction: inbound (not stated; it follows from the ends that the row names)" in told.text
    table = dict(zip(REQUIREMENTS, cells(REQUIREMENTS, retired), strict=True))
    assert (table["direction"], table["peers"], table["verdict"]) == ("inbound", "Agent", "closed")
