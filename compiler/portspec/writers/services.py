"""Excerpts for `/etc/services` (services(5)): a name for each port of a role, to be appended to a host's own file.

A name is the role and the number, such as `web-server-443`, so it is in nobody's way: the names that a host's file has
already come first there and stay what they are.
"""

from collections.abc import Iterator

from portspec.artifact import Artifact
from portspec.findings import Report
from portspec.spec import Requirement, Spec
from portspec.writers.firewall.snippet.plain import plain
from portspec.writers.manifest import Scope, artifact, data_version, product, scopes

WIDTH = 40
"""Where the second column begins, unless a name is longer."""


def write(spec: Spec, _report: Report, /) -> Iterator[Artifact]:
    """Yield the excerpt of the release and of each role."""
    head = _head(spec)
    for scope in scopes(spec):
        text = "\n".join([*head, *_entries(scope), *_left_out(scope)])
        yield artifact(spec, "services", scope, "services", f"{text}\n".encode())


def _head(spec: Spec) -> list[str]:
    about = product(spec)
    return [
        f"# Ports of {plain(about.name)} {plain(about.release_name)}, for /etc/services.",
        f"# Data version {data_version(spec)}.",
        "# A name says what a port is documented for. It does not say that the port is open, or which way it is used.",
    ]


def _entries(scope: Scope) -> Iterator[str]:
    """Yield a line for each name and transport, with the requirements behind it."""
    behind: dict[tuple[str, str], list[Requirement]] = {}
    for row in scope.requirements:
        for port in (each.start for each in row.ports if each.start == each.end):
            for transport in row.transports:
                name = f"{row.role or 'port'}-{port}"
                behind.setdefault((name, f"{port}/{transport}"), []).append(row)
    for (name, place), rows in behind.items():
        purposes = (f"{each.id}: {plain(each.purpose or 'purpose unstated')}" for each in rows)
        yield f"{name:<{WIDTH}} {place:<12} # {'; '.join(purposes)}"


def _left_out(scope: Scope) -> Iterator[str]:
    """Yield a comment for everything that has no line."""
    for row in scope.requirements:
        for reason in _reasons(row):
            yield f"# left out: {row.id}: {reason}"


def _reasons(row: Requirement) -> Iterator[str]:
    if not row.ports:
        yield "the port has no number"
    elif not row.transports:
        yield "the transport is unstated"
    yield from (f"{each} is a range" for each in row.ports if each.start != each.end)
