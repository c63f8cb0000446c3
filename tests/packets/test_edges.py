"""The ends of what a page can state, each loaded by the real tool: ports, protocols, families, lengths of names."""

import pytest

from portspec.findings import Finding
from portspec.proof import prove
from portspec.proof.bases import bases
from portspec.spec import Dynamic, Spec
from portspec.writers.firewall import Options
from tests.conftest import ALL
from tests.firewall.reading import role, row, spec_of
from tests.packets.conftest import Needed, by_turns

LONG = "сервер-управления-кластером-хранения-данных"
LONGER = "the-kind-of-host-whose-name-is-a-whole-sentence-of-the-page-and-no-term-at-all"
NAMED = Dynamic(name="any", text="any free port")

EDGES: dict[str, tuple[Spec, Options]] = {
    "names": (
        spec_of(row("a", LONG, "both", "22", "tcp"), roles=(role(LONG, LONGER), role(LONGER))),
        Options(roles=(LONG, LONGER), peers={"a": ("10.0.0.0/8", "fd00::/8")}),
    ),
    "ports": (
        spec_of(
            row("a", "host", "inbound", "0-65535", "udp"),
            row("b", "host", "both", "0, 65535, 1, 10-20, 21-30, 25-40, 15", "tcp"),
            row("c", "host", "both", "", "tcp", dynamic=NAMED),
            row("d", "host", "outbound", "", "tcp", dynamic=NAMED),
            roles=(role("host"),),
        ),
        Options(roles=("host",), binds={"any": ("15-16", "40000")}),
    ),
    "protocols": (
        spec_of(
            row("a", "host", "both", "", "ah eigrp esp gre icmp icmpv6 igmp ipip l2tp ospf pim vrrp"),
            row("b", "host", "both", "65535", "dccp sctp tcp"),
            roles=(role("host"),),
        ),
        Options(roles=("host",), peers={"a": ("0.0.0.0/0", "10.0.0.0/8")}),
    ),
    "UDP-Lite": (
        spec_of(row("a", "host", "both", "65535", "tcp udplite"), roles=(role("host"),)),
        Options(roles=("host",)),
    ),
    "one family": (
        spec_of(row("a", "host", "both", "22", "tcp"), roles=(role("host"),)),
        Options(roles=("host",), peers={"a": ("::/0", "fd00::1")}),
    ),
}


SLOW = ("firewalld", "ufw")
"""Dialects whose tools take their time, and are tried by night; `test_ufw.py` has tests of many ports."""
BY_DAY = [
    *by_turns([each for each in bases() if each not in SLOW], EDGES),
    pytest.param("ufw", "names", marks=pytest.mark.full),
]
PAIRS = [(dialect, name) for dialect in bases() for name in EDGES] if ALL else BY_DAY


@pytest.mark.parametrize(("dialect", "name"), PAIRS)
def test_it_is_taken_and_opens_what_is_stated(dialect: str, name: str, able: Needed) -> None:
    able(dialect)
    said: list[Finding] = []
    proof = prove(dialect, *EDGES[name], said.append, full=ALL)
    assert proof
    assert proof.failures == ()
    assert proof.passed
    assert {each.code for each in said} <= {"PS501", "PS507"}
