"""The first document, row by row: what the compiled spec of 7.1 Beta must say."""

import pytest

from portspec.spec import Requirement, Spec
from portspec.workspace import find_workspace
from tests.conftest import ROOT

# Role, ports, direction, peers, transports, dynamic port's name, and what comes from errata.
ROWS: list[tuple[str, str, str, list[str], list[str], str | None, list[str]]] = [
    ("standalone-server", "22", "both", [], ["tcp"], None, ["transports"]),
    ("standalone-server", "80", "both", [], ["tcp"], None, ["transports"]),
    ("standalone-server", "443", "outbound", ["support team"], ["tcp"], None, ["transports"]),
    ("standalone-server", "5224", "outbound", ["Key Administrator server"], ["tcp"], None, ["transports"]),
    ("standalone-server", "64000", "both", ["SDK", "dispatchers on different servers"], ["tcp"], None, ["transports"]),
    ("standalone-server", "67", "internal", [], ["udp"], None, ["direction", "transports"]),
    ("standalone-server", "", "unstated", [], [], "standalone-server.rpc-ports", ["dynamic"]),
    ("standalone-server", "647 847", "unstated", [], ["tcp"], None, ["transports"]),
    ("standalone-server", "5700-6900", "inbound", [], ["tcp"], None, ["direction", "transports"]),
    ("mds-server", "2510", "both", ["mds-server"], ["tcp"], None, ["transports"]),
    ("mds-server", "2511", "both", ["chunk-server", "client"], ["tcp"], None, ["transports"]),
    ("chunk-server", "2511", "outbound", ["mds-server"], ["tcp"], None, ["transports"]),
    ("chunk-server", "", "inbound", ["client"], ["tcp"], "chunk-server.random-port", ["dynamic", "transports"]),
    ("client", "2511", "outbound", ["mds-server"], ["tcp"], None, ["transports"]),
    ("client", "", "outbound", ["chunk-server"], ["tcp"], "chunk-server.random-port", ["dynamic", "transports"]),
]
ASSUMED = ["5224", "64000", "5700-6900", "2510", "2511"]
"""Rows whose transport is only assumed."""


@pytest.fixture(scope="module")
def spec() -> Spec:
    workspace = find_workspace(ROOT)
    assert workspace is not None
    return next(each for each in workspace.compiled_specs() if each.product and each.product.release == "7.1-beta")


def said(each: Requirement) -> tuple[object, ...]:
    ports = " ".join(map(str, each.ports))
    peers = [peer.role or peer.text for peer in each.peers]
    name = each.dynamic.name if each.dynamic else None
    return each.role, ports, each.direction, peers, list(each.transports), name, sorted(each.corrected)


def test_all_fifteen_rows(spec: Spec) -> None:
    assert [said(each) for each in spec.requirements] == ROWS


def test_what_is_special_about_single_rows(spec: Spec) -> None:
    by_ports = {" ".join(map(str, each.ports)): each for each in spec.requirements if each.role == "standalone-server"}

    assert by_ports["67"].negated
    assert by_ports["647 847"].reserved
    assert by_ports["647 847"].condition
    assert by_ports["67"].corrected["direction"].was == "unstated"
    assert [each for each in spec.requirements if each.negated] == [by_ports["67"]]
    assert [each for each in spec.requirements if each.reserved] == [by_ports["647 847"]]


def test_assumptions_are_called_assumptions(spec: Spec) -> None:
    kinds = {each.id: each.kind for each in spec.errata}
    for each in spec.requirements:
        basis = each.corrected.get("transports")
        if basis and (" ".join(map(str, each.ports)) in ASSUMED or each.role == "client"):
            assert kinds[basis.erratum] == "assumption", each.id


def test_cluster_roles_include_the_standalone_server(spec: Spec) -> None:
    assert {role.id: role.includes for role in spec.roles} == {
        "standalone-server": (),
        "mds-server": ("standalone-server",),
        "chunk-server": ("standalone-server",),
        "client": ("standalone-server",),
    }
    assert all(role.conditions for role in spec.roles)


def test_the_paragraph_on_repositories_is_a_note_with_its_commands(spec: Spec) -> None:
    (note,) = spec.notes

    assert "yum" in note.text
    assert "yum repolist" in note.commands[0]
