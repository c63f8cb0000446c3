"""Excerpts of /etc/services and port lists, read by the programs that they are for."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from msgspec.structs import replace

from portspec.findings import Finding
from portspec.spec import PortRange, Requirement, Spec
from portspec.writers import write
from tests.conftest import Need
from tests.writers.example import SPEC
from tests.writers.test_manifests import few, hostile, nothing, with_product

ENTRY = re.compile(r"([^\s#]+)\s+(\d+)/([^\s#]+)\s*(?:#.*)?")
"""services(5): name, port and protocol, separated by blanks; a comment ends the line."""


def entries(text: str) -> Iterator[tuple[str, int, str]]:
    """Yield what a reader of /etc/services takes from it; anything else that is no comment is an error."""
    for line in text.split("\n"):
        if line and not line.startswith("#"):
            found = ENTRY.fullmatch(line)
            assert found, line
            yield found[1], int(found[2]), found[3]


def excerpts(spec: Spec) -> dict[str | None, str]:
    return {file.role: file.data.decode() for file in write("services", spec, nothing)}


def singles(rows: tuple[Requirement, ...]) -> set[tuple[int, str]]:
    ports = ((each.start, row) for row in rows for each in row.ports if each.start == each.end)
    return {(port, transport) for port, row in ports for transport in row.transports}


@few
@given(with_product, hostile)
def test_an_excerpt_names_each_single_port_and_leaves_the_rest_out_aloud(spec: Spec, text: str) -> None:
    first = replace(spec.requirements[0], purpose=text)
    spec = replace(spec, requirements=(first, *spec.requirements[1:]))
    whole = excerpts(spec)[None]
    found = list(entries(whole))
    assert {(port, transport) for _, port, transport in found} == singles(spec.requirements)
    assert len({(name, transport) for name, _, transport in found}) == len(found)
    for each in spec.requirements:
        is_range = any(ports.start != ports.end for ports in each.ports)
        missing = is_range or not each.ports or not each.transports
        assert (f"# left out: {each.id}: " in whole) == missing


def test_the_system_s_own_reader_finds_the_names(need: Need, tmp_path: Path) -> None:
    """getent(1) reads the excerpt in the place of /etc/services, in a mount namespace of its own."""
    path = tmp_path / "services"
    path.write_text(excerpts(SPEC)["client"])
    script = f"mount --bind {path} /etc/services && getent -s files services client-2511 64000/tcp 67/udp 2511/udp"
    done = subprocess.run([need("unshare"), "--mount", "sh", "-c", script], capture_output=True, text=True, check=False)
    if "not permitted" in done.stderr:
        pytest.skip("mounting needs root")
    assert [line.split() for line in done.stdout.splitlines()] == [
        ["client-2511", "2511/tcp"],
        ["standalone-server-64000", "64000/tcp"],
        ["standalone-server-67", "67/udp"],
    ]


def lists(spec: Spec) -> dict[str | None, str]:
    return {file.role: file.data.decode() for file in write("nmap", spec, lambda _: None)}


def scanned(program: str, ports: str, folder: Path) -> dict[str, set[int]]:
    """Return which ports nmap would scan, by protocol; it says so itself, and no packet leaves (`-iL` is empty)."""
    (folder / "nobody").write_text("")
    command = [program, "--privileged", "-sS", "-sU", "-sY", "-v", "-oG", "-", "-iL", "nobody", "-p", ports.strip()]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    assert "WARNING: Duplicate" not in done.stdout + done.stderr
    said = re.search(r"Ports scanned: (.*)", done.stdout)
    assert said, done.stdout
    found = {}
    for protocol, _, ranges in re.findall(r"(\w+)\((\d+);([^)]*)\)", said[1]):
        pairs = [each.partition("-") for each in ranges.split(",") if each]
        found[protocol] = {port for a, _, b in pairs for port in range(int(a), int(b or a) + 1)}
    return found


def inbound(rows: list[Requirement], transport: str) -> set[int]:
    kept = [each for each in rows if each.direction in ("inbound", "both") and transport in each.transports]
    ranges = [ports for each in kept if not (each.negated or each.reserved) for ports in each.ports]
    return {port for each in ranges for port in range(each.start, each.end + 1)}


def test_nmap_scans_what_is_inbound(need: Need, tmp_path: Path) -> None:
    overlapping = replace(
        SPEC.requirements[0],
        id="more",
        transports=("sctp", "udp"),
        ports=(PortRange(start=5, end=9), PortRange(start=7, end=12)),
    )
    spec = replace(SPEC, requirements=(*SPEC.requirements, overlapping))
    for role, ports in lists(spec).items():
        held = {"standalone-server", role} if role else {each.id for each in spec.roles}
        rows = [each for each in spec.requirements if each.role in held]
        found = scanned(need("nmap"), ports, tmp_path)
        assert found == {name: inbound(rows, name.lower()) for name in ("TCP", "SCTP", "UDP")} | {"PROTOCOLS": set()}


def test_what_no_list_holds_is_said_once() -> None:
    said: list[Finding] = []
    list(write("nmap", SPEC, said.append))
    assert {each.code for each in said} == {"PS503"}
    assert [each.message.split(" ")[0] for each in said] == [
        "standalone-server.67",
        "standalone-server.dynamic",
        "standalone-server.647+847",
        "chunk-server.dynamic.inbound",
    ]


def test_what_may_come_from_any_port_is_scanned_and_what_may_not_is_left_out() -> None:
    one = replace(SPEC.requirements[0], id="one", ports=(PortRange(start=5, end=9),))
    every = (PortRange(start=1024, end=65535), PortRange(start=0, end=1023))
    for sources, expected in ((every, "T:5-9\n"), (every[:1], None)):
        spec = replace(SPEC, roles=SPEC.roles[:1], requirements=(replace(one, source_ports=sources),))
        assert lists(spec).get(None) == expected


def test_a_role_without_inbound_ports_has_no_list() -> None:
    outbound = replace(SPEC, roles=SPEC.roles[:1], requirements=(SPEC.requirements[2],))
    assert lists(outbound) == {}
