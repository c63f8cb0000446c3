"""Port lists for nmap (nmap(1), Port Specification): what should answer on a host of a role, as the value of `-p`.

`nmap -sS -sU -p "$(cat web-server.ports)" HOST` scans them. The list is one line, because the option takes one.
"""

from collections.abc import Iterator, Sequence

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
    reasons = {
        "the port is not used on the network": row.negated,
        "the port is only reserved": row.reserved,
        "the traffic stays inside the host": row.direction == "internal",
        "the direction is unstated": row.direction == "unstated",
        "the port has no number": not row.ports,
        "the transport is unstated": not row.transports,
        "nmap scans TCP, UDP and SCTP only": not {*row.transports} <= LETTERS.keys(),
    }
    reasons = {} if row.direction == "outbound" else reasons
    return next((why for why, holds in reasons.items() if holds), None)


def port_list(scope: Scope) -> str:
    """Return the inbound ports as `T:22,80-90,U:53`; empty where there are none."""
    rows = [each for each in scope.requirements if each.direction in ("inbound", "both")]
    rows = [each for each in rows if not (each.negated or each.reserved)]
    parts = []
    for transport, letter in LETTERS.items():
        ranges = _merged([ports for each in rows if transport in each.transports for ports in each.ports])
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
