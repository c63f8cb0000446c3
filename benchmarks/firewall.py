"""How long firewall texts take to make, to load and to pass: `python -m benchmarks.firewall`, the last two as root.

Making is compared with Aerleon's `aclgen`, as whole processes; loading a set of ports that are not adjacent with a rule
for each; connections through it with those without rules.
"""

import socket
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from benchmarks.measure import Figure, in_turn, medians, seconds, show, times
from portspec.pipeline import compile_sources
from portspec.proof.lab import Lab, Peer, inside, is_root, laboratory
from portspec.source import source_of
from portspec.spec import PortRange
from portspec.writers.firewall import Options, emit

BIN = Path(sys.executable).parent
CONNECTIONS = 2000
CATALOG = """[[product]]
id = "example"
name = "Example"
[[product.release]]
id = "1.0"
name = "1.0"
recorded = 2026-01-31
[[product.release.document]]
id = "ports"
path = "example/1.0/ports.md"
title = "Ports"
media_type = "text/markdown"
sha256 = "{sha256}"
use = "primary"
"""


def page(flows: int) -> bytes:
    """Return a page of one role with a port for each flow, none beside another."""
    rows = [f"| {1000 + 5 * n} | {('TCP', 'UDP')[n % 2]} | inbound | Service {n}. |" for n in range(flows)]
    head = [
        "# Ports",
        "",
        "## Storage servers",
        "",
        "| Port | Protocol | Direction | Description |",
        "|---|---|---|---|",
    ]
    return "\n".join((*head, *rows, "")).encode()


def workspace(folder: Path, flows: int) -> list[str]:
    """Write a catalog with the page, compile it, and return the command that makes its firewall text."""
    source = source_of(page(flows), id="ports", path="ports.md", media_type="text/markdown")
    path = folder / "spec/sources/example/1.0/ports.md"
    path.parent.mkdir(parents=True)
    path.write_bytes(page(flows))
    (folder / "spec/catalog.toml").write_text(CATALOG.format(sha256=source.sha256))
    run([str(BIN / "portspec"), "build"], folder)
    return [str(BIN / "portspec"), "emit", "nftables", "--role", "storage-server", "-o", "made"]


def aerleon(folder: Path, flows: int) -> list[str]:
    """Write definitions and a policy with a term for each flow, and return the command that makes nftables of it."""
    (folder / "def").mkdir(parents=True)
    (folder / "policies/pol").mkdir(parents=True)
    ports = [(f"S{n}", 1000 + 5 * n, ("tcp", "udp")[n % 2]) for n in range(flows)]
    services = "".join(f"  {name}:\n    - protocol: {kind}\n      port: {port}\n" for name, port, kind in ports)
    (folder / "def/definitions.yaml").write_text(f"services:\n{services}")
    terms = "".join(
        f"  - name: t-{name}\n    protocol: {kind}\n    destination-port: {name}\n    action: accept\n"
        for name, _, kind in ports
    )
    head = "filters:\n- header:\n    targets:\n      nftables: mixed input\n  terms:\n"
    (folder / "policies/pol/host.yaml").write_text(head + terms)
    return [str(BIN / "aclgen")]


def run(command: list[str], folder: Path) -> None:
    """Run a whole process in a folder; raises CalledProcessError where it fails."""
    subprocess.run(command, cwd=folder, check=True, capture_output=True)  # noqa: S603 (the programs that are compared)


def making(times: int) -> Iterator[Figure]:
    """Yield how many times as long as `portspec emit` for one role `aclgen` takes, on its smallest policy and more."""
    for flows, limit in ((1, 1.5), (1000, 3.0)):
        with TemporaryDirectory() as folder:
            ours, theirs = Path(folder, "ours"), Path(folder, "theirs")
            ours.mkdir()
            commands = [(workspace(ours, flows), ours), (aerleon(theirs, flows), theirs)]
            calls = [lambda command=command, cwd=cwd: run(command, cwd) for command, cwd in commands]
            for call in calls:
                call()
            text = (ours / "made/nftables/storage-server.nft").read_text()
            assert text.count(",  # storage-server.") == flows, "a flow has no rule"
            assert list(theirs.glob("*.nft")), "aclgen wrote nothing"
            theirs_took, ours_took, ratio = in_turn(calls[1], calls[0], times)
            about = f"{theirs_took:.3f} s and {ours_took:.3f} s"
            yield Figure(
                name=f"aclgen for {flows} flows, times emit", value=ratio, limit=limit, least=True, about=about
            )


def rules(ports: int) -> str:
    """Return the nftables text that closes all but some ports, TCP and UDP in turn, the first for SSH."""
    source = source_of(page(ports), id="ports", path="ports.md", media_type="text/markdown")
    spec = compile_sources([(source, None)], (), None, lambda _: None)
    first = msgspec.structs.replace(spec.requirements[0], ports=(PortRange(start=22, end=22),), transports=("tcp",))
    spec = msgspec.structs.replace(spec, requirements=(first, *spec.requirements[1:]))
    (text, _) = emit("nftables", spec, Options(roles=("storage-server",), enforce=True), lambda _: None)
    return text.data.decode()


def growing() -> Figure:
    """Return how many rules more ports take."""
    few, many = (rules(ports).count("\nadd rule ") for ports in (2, 10_000))
    return Figure(name="rules for 10000 ports, times those for 2", value=many / few, limit=1, about=f"{many} rules")


def loading(lab: Lab, times: int) -> Figure:
    """Return how long loading the set takes beside loading a rule for each port."""
    ours = rules(10_000)
    lines = "".join(f"add rule inet single input tcp dport {1000 + 5 * n} ct state new accept\n" for n in range(10_000))
    single = "add table inet single\ndelete table inet single\nadd table inet single\n"
    single += "add chain inet single input { type filter hook input priority filter; policy drop; }\n" + lines
    took, _, ratio = in_turn(lambda: lab.load(ours), lambda: lab.load(single), times)
    lab.load("flush ruleset")
    return Figure(name="loading 10000 ports, by a rule for each", value=ratio, limit=0.5, about=f"{took:.3f} s")


def connecting(lab: Lab, times: int) -> Figure:
    """Return how long connections through 10,000 ports take beside those without rules."""
    peer = lab.peers["peer"]
    with inside(lab.host):
        listener = socket.create_server((peer.host(4), 22), backlog=CONNECTIONS)

    def connect() -> None:
        for _ in range(CONNECTIONS):
            with inside(lab.spaces["peer"]):
                client = socket.create_connection((peer.host(4), 22))
            server, _ = listener.accept()
            # Reset, so that no closed connection keeps its port (socket(7), SO_LINGER).
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            client.close()
            server.close()

    text = rules(10_000)
    pairs = []
    with listener:
        for _ in range(times):
            lab.load("flush ruleset\n" + text)
            through = seconds(connect)
            lab.load("flush ruleset")
            pairs.append((through, seconds(connect)))
    _, _, ratio = medians(pairs)
    return Figure(name="connecting through 10000 ports, by without rules", value=ratio, limit=1.2)


def figures(times: int = 15) -> Iterator[Figure]:
    """Yield all of them, those with packets only for root."""
    yield from making(times)
    yield growing()
    if not is_root():
        print("loading and connecting need root", file=sys.stderr)
        return
    peer = Peer(name="peer", device="peer", number=1, v4="192.0.2.1", v6="2001:db8::1")
    with laboratory([peer]) as lab:
        yield loading(lab, times)
        yield connecting(lab, times)


if __name__ == "__main__":
    show(figures(times(15)))
