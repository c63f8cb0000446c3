"""Port lists for nmap (nmap(1), Port Specification): what should answer on a host of a role, as the value of `-p`.

`nmap -sS -sU -p "$(cat web-server.ports)" HOST` scans them. The list is one line, because the option takes one.
"""

from collections.abc import Iterator

from portspec.analysis.ranges import joined
from portspec.analysis.verdict import REASONS, reasons_of, rules_of, sources_of
from portspec.artifact import Artifact
from portspec.findings import Report, finding
from portspec.spec import Requirement, Spec
from portspec.writers.manifest import Scope, artifact, scopes

LETTERS = {"tcp": "T", "udp": "U", "sctp": "S"}


def write(spec: Spec, report: Report, /) -> Iterator[Artifact]:
    """Yield the list of the release and of each role that has one; what no list can hold is reported once (PS503)."""
    for each in spec.requirements:
        if reason := left_out(each):
            report(finding("PS503", f"{each.id} is left out of the port lists for nmap: {reason}", HELP))
    for scope in scopes(spec):
        if ports := port_list(scope):
            yield artifact(spec, "nmap", scope, "ports", f"{ports}\n".encode())


HELP = "Scan it by hand if it matters: the reason says what is not known, or what nmap cannot do."


def left_out(row: Requirement) -> str | None:
    """Return why a requirement is not in a list of ports that answer, or None where it is, or is outbound only."""
    ways = {rule.direction for rule in rules_of(row, {})}
    if ways == {"out"}:
        return None
    if reasons := reasons_of(row):
        return REASONS[reasons[0]]
    if not row.ports:
        return "the protocol has no ports"
    if sources := sources_of(row):
        ports = ", ".join(map(str, sources))
        return f"only what comes from port {ports} is let in, and nmap sends from others"
    return None if {*row.transports} <= LETTERS.keys() else "nmap scans TCP, UDP and SCTP only"


def port_list(scope: Scope) -> str:
    """Return the inbound ports as `T:22,80-90,U:53`; empty where there are none."""
    hosts = {each.id for each in (scope.role,) if each} | {*scope.includes}
    rows = (row for row in scope.requirements if not (reasons_of(row) or sources_of(row)))
    rules = [rule for row in rows for rule in rules_of(row, {})]
    rules = [each for each in rules if each.direction == "in" and (each.host in hosts or not hosts)]
    parts = []
    for transport, letter in LETTERS.items():
        ranges = joined(ports for each in rules if each.transport == transport for ports in each.ports)
        parts += [f"{letter}:{','.join(map(str, ranges))}"] if ranges else []
    return ",".join(parts)
