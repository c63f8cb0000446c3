"""Options that cannot be met give a finding and nothing else."""

from typing import Any

import pytest

from portspec.findings import Finding
from portspec.spec import Spec
from portspec.writers.firewall import Options, emit
from tests.firewall.reading import CHUNK, CLIENT, MDS, STANDALONE, reading, role, row, spec_of


def emitted(spec: Spec, dialect: str = "nftables", **options: Any) -> tuple[list[str], list[Finding]]:
    said: list[Finding] = []
    return [each.path for each in emit(dialect, spec, Options(**options), said.append)], said


NETWORK = ("10.0.0.0/24",)
REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "no role": ({"roles": ()}, "no role is given"),
    "unknown role": ({"roles": (MDS, "mds")}, "no role mds"),
    "unknown party": ({"roles": (MDS,), "peers": {"chunks": NETWORK}}, "party chunks"),
    "party of another role": ({"roles": (STANDALONE,), "peers": {MDS: NETWORK}}, "party mds-server"),
    "party of a role that does not come along": (
        {"roles": (MDS,), "includes": False, "peers": {"support team": NETWORK}},
        "party support team",
    ),
    "party twice": ({"roles": (MDS,), "peers": {MDS: NETWORK, "MDS-server": NETWORK}}, "given twice"),
    "party without a network": ({"roles": (MDS,), "peers": {MDS: ()}}, "no network"),
    "host bits": ({"roles": (MDS,), "peers": {MDS: ("10.0.0.1/24",)}}, "10.0.0.1/24 has host bits"),
    "no network": ({"roles": (MDS,), "peers": {MDS: ("storage",)}}, "storage"),
    "any beside a network": ({"roles": (MDS,), "peers": {MDS: ("any", "10.0.0.0/24")}}, "any"),
    "half filled": ({"roles": (MDS,), "peers": {CLIENT: NETWORK}}, "chunk-server has no network"),
    "unknown port": ({"roles": (CHUNK,), "binds": {"random-port": ("1",)}}, "dynamic port random-port"),
    "port 0": ({"roles": (CHUNK,), "binds": {"chunk-server.random-port": ("0",)}}, "0 is no port"),
    "port too big": ({"roles": (CHUNK,), "binds": {"chunk-server.random-port": ("1-65536",)}}, "65536 is no port"),
    "turned range": ({"roles": (CHUNK,), "binds": {"chunk-server.random-port": ("9-8",)}}, "9-8 is no port"),
    "signed port": ({"roles": (CHUNK,), "binds": {"chunk-server.random-port": ("+5",)}}, "is no port"),
    "overlap in one name": (
        {"roles": (CHUNK,), "binds": {"chunk-server.random-port": ("5-9", "9")}},
        "5-9 and --bind chunk-server.random-port=9 overlap",
    ),
    "overlap of two names": (
        {
            "roles": (CHUNK,),
            "binds": {"chunk-server.random-port": ("5-9",), "standalone-server.rpc-ports": ("7",)},
        },
        "overlap",
    ),
    "table of one family": ({"roles": (MDS,), "table": "ip:filter"}, "family inet"),
    "table that is none": ({"roles": (MDS,), "table": "inet:a b"}, "family inet"),
    "table with enforce": ({"roles": (MDS,), "table": "inet:filter", "enforce": True}, "exclude each other"),
    "interface without enforce": ({"roles": (MDS,), "internal_interface": "virbr0"}, "without --enforce"),
    "interface that is none": (
        {"roles": (MDS,), "enforce": True, "internal_interface": 'virbr0" accept; #'},
        "names no interface",
    ),
    "enforce without ssh": ({"roles": (MDS,), "enforce": True, "includes": False}, "SSH"),
}


@pytest.mark.parametrize(("options", "words"), REFUSED.values(), ids=list(REFUSED))
def test_what_cannot_be_met_is_refused(options: dict[str, Any], words: str) -> None:
    paths, said = emitted(reading(), **options)
    assert paths == []
    assert {(each.code, each.severity) for each in said} == {("PS502", "error")}
    assert len({each.message for each in said}) == len(said)
    assert any(words in each.message for each in said), said


def test_each_wrong_option_is_said() -> None:
    _, said = emitted(reading(), roles=(MDS,), peers={"x": NETWORK, MDS: ("y",)}, binds={"z": ("0",)}, table="w")
    assert len(said) == 5


def test_the_rest_may_be_any() -> None:
    paths, _ = emitted(reading(), roles=(MDS,), peers={CLIENT: NETWORK, CHUNK: ("any",)})
    assert len(paths) == 2


@pytest.mark.parametrize("dialect", ["ipchains", "lowering", "snippet", "__init__", "../nftables", ""])
def test_there_is_no_such_dialect(dialect: str) -> None:
    paths, said = emitted(reading(), dialect, roles=(MDS,))
    assert paths == []
    assert [each.code for each in said] == ["PS902"]


def test_where_nothing_is_left_nothing_is_written() -> None:
    spec = spec_of(row("r", "host", "unstated", "1", "tcp"), roles=(role("host"),))
    paths, said = emitted(spec, roles=("host",))
    assert paths == []
    assert [each.code for each in said] == ["PS501", "PS501"]
