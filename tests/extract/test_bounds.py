"""Two texts, one below the other, that name the first and the last port of one range."""

import pytest

from tests.reading import page, reading_of

HEAD = "# Node\n\n| Name | Port | Protocol | Direction |\n|-|-|-|-|\n"
PAIRS = [
    ("Proxy min: smallest port", "Proxy max: largest port"), ("rtp.port.min", "rtp.port.max"),
    ("RTP start port", "RTP end port"), ("mediaPortMin", "mediaPortMax"), ("Kleinster Port", "Größter Port"),
    ("Puerto mínimo", "Puerto máximo"), ("最小端口", "最大端口"),
]  # fmt: skip
OTHERS = [("Min log", "Max memory"), ("First server", "Last server"), ("Low priority", "High priority"), ("Web", "API")]


def _told(first: str, last: str) -> tuple[list[int], list[str]]:
    text = f"{HEAD}| {first} | 7301 | TCP | inbound |\n| {last} | 7309 | TCP | inbound |\n"
    reading, findings = reading_of(page(text))
    return [each.start for claim in reading.claims for each in claim.ports], [each.code for each in findings]


@pytest.mark.parametrize(("first", "last"), PAIRS)
def test_rows_of_the_ends_of_a_range_are_pointed_at(first: str, last: str) -> None:
    assert _told(first, last) == ([7301, 7309], ["PS210"])


@pytest.mark.parametrize(("first", "last"), OTHERS)
def test_rows_of_other_ports_are_not(first: str, last: str) -> None:
    assert _told(first, last) == ([7301, 7309], [])


def test_items_of_the_ends_of_a_range_are_one_that_shows_both() -> None:
    text = "# Node\n\n## Ports\n\n* RTP minimum port: 7301/udp (inbound)\n* RTP maximum port: 7309/udp (inbound)\n"
    reading, findings = reading_of(page(text))
    (claim,) = reading.claims
    assert [(each.start, each.end) for each in claim.ports] == [(7301, 7309)]
    assert (claim.provenance.line, claim.provenance.end_line, findings) == (5, 6, [])
    assert "minimum" in claim.provenance.quote
    assert "maximum" in claim.provenance.quote
