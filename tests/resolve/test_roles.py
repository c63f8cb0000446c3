"""Roles are named by the page's words and found again where the page mentions them."""

import pytest

from portspec.claims import RoleClaim
from portspec.resolve.roles import name_roles, words
from tests.resolve.statements import at, row, silent


@pytest.mark.parametrize(
    ("text", "id", "name"),
    [
        ("MDS Servers", "mds-server", "MDS server"),
        ("Standalone Servers", "standalone-server", "Standalone server"),
        ("Clients", "client", "Client"),
        ("Servers with Virtual Automation", "server-with-virtual-automation", "Servers with Virtual Automation"),
        ("VA management node", "va-management-node", "VA management node"),
        ("WORKER NODES:", "worker-node", "WORKER node"),
        ("Серверы", "серверы", "Серверы"),
        ("—", "unnamed", "—"),
    ],
)
def test_id_and_name(text: str, id: str, name: str) -> None:
    (role,) = name_roles([RoleClaim(text=text, provenance=at(1))], (), (), silent).roles

    assert (role.id, role.name, role.stated) == (id, name, text)


def test_one_id_is_one_role_with_all_that_is_said_about_it() -> None:
    stated = [
        RoleClaim(text="MDS Servers", includes=("hosts",), conditions=(("When new.", at(2)),), provenance=at(1)),
        RoleClaim(text="Hosts", provenance=at(3)),
        RoleClaim(text="MDS server", includes=("the hosts", "MDS servers"), provenance=at(5)),
    ]
    mds, host = name_roles(stated, (), (), silent).roles

    assert (mds.id, mds.includes, [each.text for each in mds.conditions]) == ("mds-server", ("host",), ["When new."])
    assert (host.id, host.provenance.line) == ("host", 3)


def test_a_role_that_only_a_row_names_is_a_role() -> None:
    claims = [row("Proxy nodes", "80", line=7), row(None, "81"), row("proxy  Nodes", "82", line=9)]
    roles = name_roles((), claims, (), silent)

    assert [(each.id, each.provenance.line) for each in roles.roles] == [("proxy-node", 7)]
    assert [roles.of(claim) for claim in claims] == ["proxy-node", None, "proxy-node"]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("those on standalone servers", "standalone-server"),
        ("Opened Ports on Standalone Servers", "standalone-server"),
        ("[_standalone_servers]", "standalone-server"),
        ("everything that a standalone server needs", "standalone-server"),
        ("those of database servers", None),
        ("the client library", None),
    ],
)
def test_what_is_included_is_found_by_its_words(phrase: str, expected: str | None) -> None:
    stated = [
        RoleClaim(text="Standalone Servers", provenance=at(1)),
        RoleClaim(text="Clients", provenance=at(2)),
        RoleClaim(text="Chunk Servers", includes=(phrase,), provenance=at(3)),
    ]
    role = name_roles(stated, (), (), silent).roles[-1]

    assert role.includes == ((expected,) if expected else ())


def test_words_of_a_mention() -> None:
    assert words("the chunks servers") == words("Chunk server") == ("chunk", "server")
    assert words("MDS") == ("mds",)
    assert words("all ports") == ()
