"""Ports of one cell and transports of another that belong together one by one are not multiplied."""

import pytest

from tests.reading import page, reading_of

RESPECTIVELY = [
    "TCP and UDP respectively", "TCP, UDP (in that order)", "jeweils TCP und UDP", "TCP et UDP respectivement",
    "TCP y UDP respectivamente", "TCP e UDP, respectivamente", "TCP e UDP rispettivamente", "TCP respectievelijk UDP",
    "TCP respektive UDP", "henholdsvis TCP og UDP", "TCP ja UDP vastaavasti", "odpowiednio TCP i UDP",
    "TCP a UDP (v tomto pořadí)", "TCP и UDP соответственно", "TCP і UDP відповідно", "TCP respectiv UDP",
    "TCP és UDP ebben a sorrendben", "sırasıyla TCP ve UDP", "TCP και UDP αντίστοιχα", "TCP و UDP على التوالي",
    "masing-masing TCP dan UDP", "lần lượt TCP và UDP", "TCP และ UDP ตามลำดับ", "分别为 TCP 和 UDP",
    "それぞれ TCP と UDP",
    "각각 TCP 및 UDP",
]  # fmt: skip
PAIRS: dict[tuple[str, str], list[tuple[str, tuple[str, ...]]]] = {
    ("6543, 6540", "UDP and TCP respectively"): [("6543", ("udp",)), ("6540", ("tcp",))],
    ("6540-6542, 6550", "UDP, TCP respectively"): [("6540-6542", ("udp",)), ("6550", ("tcp",))],
    ("6540, 6541 (respectively)", "TCP, UDP"): [("6540", ("tcp",)), ("6541", ("udp",))],
    ("6540, 6541", "UDP (6540), TCP (6541)"): [("6540", ("udp",)), ("6541", ("tcp",))],
    ("6540, 6541", "TCP 6540, UDP 6541"): [("6540", ("tcp",)), ("6541", ("udp",))],
    ("6540, 6541", "TCP (6540), UDP (6540, 6541)"): [("6540", ("tcp", "udp")), ("6541", ("udp",))],
    ("6540, 6541, 6542", "TCP and UDP respectively"): [("6540+6541+6542", ())],
    ("6540, 6541, 6542", "TCP (6540), UDP (6541)"): [("6540", ("tcp",)), ("6541", ("udp",)), ("6542", ())],
    ("6540, 6541", "TCP, UDP"): [("6540+6541", ("tcp", "udp"))],
    ("6540, 6541", "TCP/UDP"): [("6540+6541", ("tcp", "udp"))],
    ("6540, 6541", "TCP (preferred), UDP"): [("6540+6541", ("tcp", "udp"))],
}


def _read(ports: str, protocol: str) -> list[tuple[str, tuple[str, ...]]]:
    table = f"| Port | Protocol | Direction |\n|---|---|---|\n| {ports} | {protocol} | In |\n"
    rows = "| 7001 | TCP | In |\n| 7002 | UDP | In |\n"
    claims = reading_of(page(f"# Hazel\n\n## Relay\n\n{table}{rows}"))[0].claims[:-2]
    return [("+".join(map(str, claim.ports)), tuple(sorted(claim.transports))) for claim in claims]


@pytest.mark.parametrize("protocol", RESPECTIVELY)
def test_they_are_paired_in_each_language(protocol: str) -> None:
    assert _read("6540, 6541", protocol) == [("6540", ("tcp",)), ("6541", ("udp",))]


@pytest.mark.parametrize(("cells", "found"), PAIRS.items())
def test_ports_have_their_own_transports(cells: tuple[str, str], found: list[tuple[str, tuple[str, ...]]]) -> None:
    assert _read(*cells) == found
