"""Options that cannot be met give a finding and nothing else."""

import re
import shlex
from typing import Any

import msgspec
import pytest

from portspec.cli._host import options_of
from portspec.cli._session import Session
from portspec.cli.emit import command as emit_command
from portspec.findings import Finding
from portspec.spec import Spec
from portspec.writers.firewall import Options, dialects, emit
from portspec.writers.firewall.lowering.options import FLAG, FLAGS, SPECIAL
from portspec.writers.firewall.snippet.header import words
from tests.firewall.reading import CHUNK, CLIENT, MDS, STANDALONE, reading, role, row, spec_of


def emitted(spec: Spec, dialect: str = "nftables", **options: Any) -> tuple[list[str], list[Finding]]:
    said: list[Finding] = []
    return [each.path for each in emit(dialect, spec, Options(**options), said.append)], said


def written(dialect: str, **options: Any) -> tuple[list[bytes], list[Finding]]:
    """The files without their comments: an option that only changes those does nothing."""
    said: list[Finding] = []
    files = emit(dialect, reading(), Options(**options), said.append)
    texts = [re.sub(rb"(?m)^\s*#.*\n", b"", each.data) for each in files]
    return texts, said


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
    "zone": ({"roles": (MDS,), "peers": {MDS: ("fe80::1%eth0",)}}, "has a zone"),
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
    "set of no requirement": ({"roles": (MDS,), "sets": {"ssh": ("2222",)}}, "no requirement ssh"),
    "set of a fixed port": (
        {"roles": (MDS,), "sets": {"standalone-server.22.both": ("2222",)}},
        "does not say that another port can be chosen",
    ),
    "set of a dynamic port": (
        {"roles": (CHUNK,), "sets": {"chunk-server.random-port.inbound": ("30000",)}},
        "no port is documented",
    ),
    "a zone that the dialect does not have": ({"roles": (MDS,), "zone": "public"}, "has no --zone"),
    "the label of an address": ({"roles": (MDS,), "interface": "eth0:1"}, "names no interface"),
    "an interface that is none": ({"roles": (MDS,), "interface": "eth0; accept"}, "names no interface"),
    "interface with enforce": (
        {"roles": (MDS,), "interface": "eth0", "enforce": True},
        "SSH on an interface other than eth0",
    ),
    "a version of IP that is none": ({"roles": (MDS,), "family": "ipv5"}, "none of ipv4 and ipv6"),
    "let in what is no service": ({"roles": (MDS,), "allow_in": {"dns": ("any",)}}, "no service"),
    "let in from nowhere": ({"roles": (MDS,), "allow_in": {"ssh": ("none",)}}, "none"),
    "let in from another version of IP": (
        {"roles": (MDS,), "allow_in": {"ssh": NETWORK}, "family": "ipv6"},
        "--allow-in ssh opens nothing",
    ),
    "ping from nowhere that it comes from": (
        {"roles": (MDS,), "dialect": "ufw", "allow_in": {"ping": ("any",)}},
        "--allow-in ping: this format has no word for icmp without ports",
    ),
    "log without enforce": ({"roles": (MDS,), "log": True}, "closes nothing that could be logged"),
    "reject without enforce": ({"roles": (MDS,), "reject": True}, "closes nothing that could be rejected"),
    "containers without enforce": ({"roles": (MDS,), "published": True}, "without --enforce"),
    "output without input": (
        {"roles": (MDS,), "enforce_output": True, "allow": dict.fromkeys(("dns", "ntp", "updates"), ("any",))},
        "without --enforce",
    ),
    "allow without output": ({"roles": (MDS,), "enforce": True, "allow": {"dns": ("any",)}}, "without"),
    "output without paths": ({"roles": (MDS,), "enforce": True, "enforce_output": True}, "closes updates"),
    "output without one path": (
        {"roles": (MDS,), "enforce": True, "enforce_output": True, "allow": {"dns": ("any",), "updates": ("any",)}},
        "closes ntp",
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


PATHS = {"dns": ("192.0.2.53/32",), "ntp": ("none",), "updates": ("any",)}
WRONG_PATHS = [
    ("smtp", "any", "no service"),
    ("25", "any", "no service"),
    ("25/gre", "any", "no service"),
    ("0/tcp", "any", "no service"),
    ("25/tcp", "mail", "does not appear"),
    ("25/tcp", "192.0.2.1/24", "host bits"),
]


@pytest.mark.parametrize(("name", "value", "words"), WRONG_PATHS)
def test_a_path_that_is_none_is_refused(name: str, value: str, words: str) -> None:
    paths, said = emitted(reading(), roles=(MDS,), enforce=True, enforce_output=True, allow={**PATHS, name: (value,)})
    assert paths == []
    assert [each.code for each in said] == ["PS502"]
    assert words in said[0].message


CHOICE = spec_of(
    row("log-tcp", "host", "inbound", "514", "tcp", configurable=True),
    row("log-udp", "host", "inbound", "514", "udp", configurable=True),
    row("web", "host", "inbound", "5000-5010", "tcp", configurable=True),
    roles=(role("host"),),
)


def test_chosen_ports_overlap_only_in_one_transport() -> None:
    paths, said = emitted(CHOICE, roles=("host",), sets={"log-tcp": ("5514",), "log-udp": ("5514",)})
    assert (len(paths), said) == (2, [])
    paths, said = emitted(CHOICE, roles=("host",), sets={"log-tcp": ("6000",), "web": ("6001", "5999-6000")})
    assert paths == []
    assert [each.message for each in said] == ["--set web=5999-6000 and --set log-tcp=6000 overlap"]


def test_ssh_on_another_port_is_still_accepted() -> None:
    """Where the page lets another port be chosen, choosing one does not shut the administrator out."""
    spec = spec_of(row("ssh", "host", "inbound", "22", "tcp", configurable=True), roles=(role("host"),))
    paths, said = emitted(spec, roles=("host",), enforce=True, sets={"ssh": ("2222",)})
    assert (len(paths), said) == (2, [])


ENCLOSING = {"cloud_init"}
"""The dialects that close all else in any case."""
GIVEN: list[dict[str, Any]] = [
    {"zone": "work"},
    {"interface": "eth0", "allow_in": {"ssh": ("any",)}},
    {"table": "inet:own"},
    {"enforce": True},
    {"enforce_output": True, "enforce": True, "allow": dict.fromkeys(("dns", "ntp", "updates"), ("any",))},
    {"allow_in": {"9100/tcp": ("any",)}},
    {"limit_ssh": True},
    {"pods": {MDS: ("app=mds",)}},
    {"published": True, "enforce": True},
    {"log": True, "enforce": True},
    {"reject": True, "enforce": True},
]


@pytest.mark.parametrize("dialect", dialects())
@pytest.mark.parametrize("given", GIVEN, ids=lambda given: next(iter(given)))
def test_a_dialect_meets_an_option_or_refuses_it(dialect: str, given: dict[str, Any]) -> None:
    plain, _ = written(dialect, roles=(MDS,), peers={MDS: NETWORK})
    files, said = written(dialect, roles=(MDS,), peers={MDS: NETWORK}, **given)
    if files:
        assert (files == plain) == (given == {"enforce": True} and dialect in ENCLOSING)
        assert {each.code for each in said} - {"PS507"} == {"PS501"}
    else:
        assert f"this dialect has no {FLAG[next(iter(given))]}" in [each.message for each in said]
        assert {each.code for each in said} == {"PS502"}


def test_every_special_option_is_tried() -> None:
    assert {next(iter(each)) for each in GIVEN} == set(SPECIAL)
    assert all(next(iter(each)) in Options.__struct_fields__ for each in GIVEN)


EVERYTHING = Options(
    roles=(MDS, CLIENT),
    includes=False,
    peers={"support team": NETWORK, MDS: ("any",)},
    binds={"a": ("1", "2-3")},
    sets={"b": ("4",)},
    when=("c",),
    accept_assumptions=True,
    family="ipv6",
    interface="eth0",
    zone="x",
    table="inet:y",
    allow_in={"ssh": ("any",), "9100/tcp": NETWORK},
    limit_ssh=True,
    enforce=True,
    internal_interface="virbr0",
    published=True,
    enforce_output=True,
    allow={"dns": ("none",)},
    log=True,
    reject=True,
)


def test_the_words_of_a_header_are_those_of_the_command_line() -> None:
    """Else `portspec verify --text` would hold a text to other options than it was made with."""
    assert len(FLAGS) == len(Options.__struct_fields__)
    for options in (EVERYTHING, Options(roles=(MDS,))):
        given = shlex.split(" ".join(words(options)))
        read = emit_command.make_context("emit", ["nftables", *given]).params
        assert options_of(read, "nftables", reading(), Session("text")) == options


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


def conditional(need: str) -> Spec:
    """A host with a port that is always open, one that is needed under a condition, and one more."""
    some = row("host.81.inbound", "host", "inbound", "81", "tcp", condition="with metrics")
    some = msgspec.structs.replace(some, need=need)
    other = msgspec.structs.replace(row("host.82.inbound", "host", "inbound", "82", "tcp"), need="optional")
    return spec_of(row("host.80.inbound", "host", "inbound", "80", "tcp"), some, other, roles=(role("host"),))


def ports_opened(spec: Spec, when: tuple[str, ...]) -> set[str]:
    said: list[Finding] = []
    (text, *_) = emit("iptables", spec, Options(roles=("host",), when=when), said.append)
    rules = [line for line in text.data.decode().splitlines() if not line.lstrip().startswith("#")]
    return {port for line in rules for port in re.findall(r"\b8[0-2]\b", line)}


@pytest.mark.parametrize("need", ["conditional", "optional", "off"])
def test_what_is_needed_under_a_condition_is_opened_only_when_asked_for(need: str) -> None:
    spec = conditional(need)
    assert ports_opened(spec, ()) == {"80"}
    assert ports_opened(spec, ("host.81.inbound",)) == {"80", "81"}
    assert ports_opened(spec, ("all",)) == {"80", "81", "82"}


@pytest.mark.parametrize("name", ["host.80.inbound", "host.83.inbound", "with metrics"])
def test_only_what_is_needed_under_a_condition_can_be_asked_for(name: str) -> None:
    said: list[Finding] = []
    assert list(emit("nftables", conditional("off"), Options(roles=("host",), when=(name,)), said.append)) == []
    (found,) = (each for each in said if each.severity == "error")
    assert f"--when {name} names no requirement" in found.message
    assert found.help == "Those that are: host.81.inbound, host.82.inbound."
