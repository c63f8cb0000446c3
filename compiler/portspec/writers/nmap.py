"""Port lists for nmap (nmap(1), Port Specification): what should answer on a host of a role, as the value of `-p`.

`nmap -sS -sU -p "$(cat web-server.ports)" HOST` scans them. The list is one line, because the option takes one.
"""

from collections.abc import Iterator, Sequence

from portspec.analysis.verdict import REASONS, reasons_of, rules_of
from portspec.artifact import Artifact
from portspec.findings import Report, finding
from portspec.spec import PortRange, Requirement, Spec
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
    return None if {*row.transports} <= LETTERS.keys() else "nmap scans TCP, UDP and SCTP only"


def port_list(scope: Scope) -> str:
    """Return the inbound ports as `T:22,80-90,U:53`; empty where there are none."""
    hosts = {each.id for each in (scope.role,) if each} | {*scope.includes}
    rules = [rule for row in scope.requirements if not reasons_of(row) for rule in rules_of(row, {})]
    rules = [each for each in rules if each.direction == "in" and (each.host in hosts or not hosts)]
    parts = []
    for transport, letter in LETTERS.items():
        ranges = _merged([ports for each in rules if each.transport == transport for ports in each.ports])
        parts += [f"{letter}:{','.join(map(str, ranges))}"] if ranges else []
    return ",".join(parts)


def _merged(ranges: Sequence[PortRange]) -> list[PortRange]:
    """Return the ranges sorted, those that touch joined: nmap warns of a port that it is given twice."""
    found: list[PortRange] = []
    for each in sorted(ranges):
        if found and each.start <= found[-1].end + 1:
            found[-1] = PortRange(start=found[-1].start, end=max(found[-1].end, each.end))
        else:
            found.append(each)
    return found
