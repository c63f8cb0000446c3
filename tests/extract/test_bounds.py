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


NAMED_ENDS = (
    "Open TCP ports between PortLow (default 7301) and PortHigh (default 7309).",
    "Open TCP ports between MinPort (7301) and MaxPort (7309).",
    "- TCP ports between the setting [TCP]:PortLow (default 7301) and [TCP]:PortHigh (default 7309) (included)",
    "Die TCP-Ports zwischen dem ersten Port (Standard: 7301) und dem letzten Port (Standard: 7309) müssen offen sein.",
    "Ouvrez les ports TCP entre MinPort (par défaut 7301) et MaxPort (par défaut 7309).",
    "Abra los puertos TCP entre el límite inferior (por defecto 7301) y el límite superior (por defecto 7309).",
    "Aprire le porte TCP tra la prima porta (predefinito 7301) e l'ultima porta (predefinito 7309).",
    "Open de TCP-poorten tussen MinPort (standaard 7301) en MaxPort (standaard 7309).",
    "Откройте порты TCP между MinPort (по умолчанию 7301) и MaxPort (по умолчанию 7309).",
)
NO_ENDS = (
    "Open TCP ports between the hub (default 7301) and the agent (default 7309).",
    "Allow TCP between console_port (default 7301) and agent_port (default 7309).",
    "Open TCP ports between MaxPort (default 7301) and MinPort (default 7309).",
)


def _ranges(text: str) -> list[tuple[int, int]]:
    reading, _ = reading_of(page(f"# Node\n\n{text}\n"))
    return [(each.start, each.end) for claim in reading.claims for each in claim.ports]


@pytest.mark.parametrize("text", NAMED_ENDS)
def test_a_range_between_settings_with_defaults_is_one(text: str) -> None:
    assert _ranges(text) == [(7301, 7309)]


@pytest.mark.parametrize("text", NO_ENDS)
def test_between_other_names_there_is_no_range(text: str) -> None:
    assert (7301, 7309) not in _ranges(text)
