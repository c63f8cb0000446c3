"""The Python interface: `load` and `compile_page` give a spec, `flows` its flows; all are typed, frozen values.

`spec.requirements` is a tuple of `Requirement`. The fields of all values are described at their types.

>>> import portspec
>>> spec = portspec.load("shop.json")
>>> for each in spec.requirements:
...     print(each.id, each.direction, *each.ports)
web-server.443.inbound inbound 443
database.dynamic.outbound outbound
>>> for flow in portspec.flows(spec):
...     print(flow.initiator.text, "->", flow.responder.text, *flow.ports)
customers -> Database 443
customers -> Web server 443
Database -> Web server
"""

from pathlib import Path

from portspec.analysis.flow import Flow, flows
from portspec.findings import Finding
from portspec.spec import Party, PortRange, Requirement, Role, Spec, role_closure
from portspec.workspace import WorkspaceError, read_spec, refuse

__all__ = [
    "Flow",
    "Party",
    "PortRange",
    "Requirement",
    "Role",
    "Spec",
    "WorkspaceError",
    "compile_page",
    "flows",
    "load",
    "role_closure",
]


def compile_page(path: str | Path) -> Spec:
    """Return the spec of any page, without a catalog and without errata; `spec.findings` says what was not understood.

    Raises WorkspaceError where the file cannot be read or is no page; its text says why.
    """
    from portspec.build import compile_page as compile_  # noqa: PLC0415 - readers take their time to import

    said: list[Finding] = []
    spec = compile_(Path(path), said.append)
    if spec is None:
        refuse(said[0])
    return spec


def load(path: str | Path) -> Spec:
    """Return the spec in a file: a compiled spec, or the JSON manifest of a release.

    Raises WorkspaceError where the file cannot be read or is no spec; its text says why. One of
    schema version 1.0 is brought up to 2.0.
    """
    said: list[Finding] = []
    spec = read_spec(Path(path), said.append)
    if spec is None:
        refuse(said[0])
    return spec
