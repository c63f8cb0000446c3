"""The text of the iptables dialect."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portspec.artifact import Artifact
from portspec.spec import Spec
from portspec.writers.firewall import Options, emit
from tests.conftest import Golden
from tests.firewall.reading import ASKED_FOR, CHUNK, CLIENT, MDS, reading, role, row, spec_of

NETWORKS = {MDS: ("10.0.1.0/24", "fd00:1::/64"), CHUNK: ("10.0.2.0/24",), CLIENT: ("any",)}


def files(options: Options, spec: Spec | None = None) -> list[Artifact]:
    return list(emit("iptables", spec or reading(), options, lambda _: None))


@pytest.mark.parametrize("enforce", [False, True])
def test_the_files_of_a_host(golden: Golden, *, enforce: bool) -> None:
    for artifact in files(Options(roles=(MDS,), peers=NETWORKS, enforce=enforce)):
        golden(f"firewall/{artifact.path}", artifact.data)


def test_the_rules_with_what_administrators_ask_for(golden: Golden) -> None:
    rules, *_ = files(ASKED_FOR)
    golden("firewall/iptables/mds-server-asked-for.v4", rules.data)


def accepted(text: str) -> list[tuple[str, str, list[range]]]:
    """Direction, protocol and ports of every rule that accepts ports."""
    rules = re.findall(r"^-A \S+-(in|out)(?:-\d+)? .*-p (\w+) .*--dports (\S+) .*-j ACCEPT$", text, re.MULTILINE)
    return [(way, protocol, [span(part) for part in ports.split(",")]) for way, protocol, ports in rules]


def span(text: str) -> range:
    start, _, end = text.partition(":")
    return range(int(start), int(end or start) + 1)


PORTS = st.lists(st.tuples(st.integers(1, 400), st.integers(0, 3)), min_size=1, max_size=60)


@given(PORTS, st.sampled_from(["tcp", "udp", "sctp"]))
def test_no_rule_takes_more_ports_than_multiport_and_none_is_lost(ports: list[tuple[int, int]], transport: str) -> None:
    text = ", ".join(f"{start * 10}-{start * 10 + more}" for start, more in ports)
    spec = spec_of(row("r", "host", "inbound", text, transport), roles=(role("host"),))
    for rules in (artifact.data.decode() for artifact in files(Options(roles=("host",)), spec)[:2]):
        found = accepted(rules)
        assert {(way, protocol) for way, protocol, _ in found} == {("in", transport)}
        for _, _, spans in found:
            assert sum(1 if len(each) == 1 else 2 for each in spans) <= 15
        opened = [port for _, _, spans in found for each in spans for port in each]
        assert len(opened) == len(set(opened))
        assert set(opened) == {start * 10 + n for start, more in ports for n in range(more + 1)}


def test_names_and_lines_have_the_lengths_that_iptables_takes() -> None:
    rows = [row(f"{'long' * 20}{n}", "host" * 30, "both", str(n), "tcp", purpose="word " * 99) for n in range(1, 99)]
    spec = spec_of(*rows, roles=(role("host" * 30),))
    peers = {each.id: (f"10.{n}.0.0/16",) for n, each in enumerate(rows)}
    text = b"".join(artifact.data for artifact in files(Options(roles=("host" * 30,), peers=peers), spec)[:2])
    lines = text.decode().splitlines()
    assert max(map(len, lines)) < 10000
    assert max(len(line.split()[0]) for line in lines if line.startswith(":")) <= 1 + 28
    assert max(len(each) for line in lines for each in re.findall(r'--comment "(.*?)"', line)) <= 255
