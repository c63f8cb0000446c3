"""The header says which ends are open to any address, and why, and what of a port is left out."""

from typing import Any

import pytest

from portspec.findings import Finding
from portspec.spec import Party
from portspec.writers.firewall import Options, dialects, emit, planned
from portspec.writers.firewall.lowering import lower, request
from portspec.writers.firewall.lowering.anywhere import ASKED, NAMED, NO_NAME, NO_NETWORK, open_ends
from portspec.writers.firewall.lowering.plan import Ability
from portspec.writers.firewall.snippet.header import SHOWN
from tests.firewall.reading import role, row, spec_of

CLIENTS, PEERS = (Party(text="Clients"),), (Party(text="Peers"), Party(text="Clients"))
SPEC = spec_of(
    row("ssh", "host", "both", "22", "tcp"),
    row("web", "host", "inbound", "8080, 443", "tcp"),
    row("updates", "host", "outbound", "80", "tcp udp"),
    row("loop", "host", "internal", "9", "tcp"),
    row("api", "host", "inbound", "1000", "tcp", peers=CLIENTS),
    row("mesh", "host", "both", "2000", "tcp", peers=PEERS),
    row("mail", "host", "outbound", "25", "tcp", peers=(Party(text="Relay"),)),
    row("site", "host", "inbound", "8443", "tcp", peers=(Party(text="Any"),)),
    roles=(role("host"),),
)
NAMELESS = ["22/tcp", "80/tcp (outgoing only)", "80/udp (outgoing only)", "443/tcp", "8080/tcp"]
NET = ("10.0.0.0/24",)
OPEN: list[tuple[dict[str, Any], list[str], list[str], list[str]]] = [
    ({}, ["clients", "peers", "relay (outgoing only)"], NAMELESS, []),
    ({"peers": {"clients": NET, "peers": NET, "relay": NET}}, [], NAMELESS, []),
    ({"peers": {"ssh": NET, "web": NET, "updates": NET}}, ["clients", "peers", "relay (outgoing only)"], [], []),
    # The network of the peers is of no use: clients may be anywhere, and use the same port.
    ({"peers": {"clients": ("any",), "peers": NET, "relay": NET}}, [], NAMELESS, ["clients"]),
    ({"peers": {"relay": ("any",), "clients": NET, "peers": NET}}, [], NAMELESS, ["relay (outgoing only)"]),
    (
        {"enforce": True, "enforce_output": True, "allow": {"dns": ("any",), "ntp": NET, "updates": ("none",)}},
        ["clients", "peers", "relay (outgoing only)"],
        NAMELESS,
        ["dns (outgoing only)"],
    ),
]


@pytest.mark.parametrize(("given", "no_network", "no_name", "asked"), OPEN)
def test_every_end_that_is_open_to_any_address_is_listed(
    given: dict[str, Any], no_network: list[str], no_name: list[str], asked: list[str]
) -> None:
    ability = Ability(
        transports=frozenset({"tcp", "udp"}),
        protocols=frozenset(),
        outgoing=True,
        options=frozenset({"enforce", "enforce_output"}),
    )
    plan = lower(request(SPEC, Options(roles=("host",), **given)), ability, lambda _: None)
    assert plan
    assert open_ends(plan) == {NO_NETWORK: no_network, NO_NAME: no_name, NAMED: ["8443/tcp"], ASKED: asked}


@pytest.mark.parametrize(
    ("given", "no_network"), [(given, names) for given, names, _, _ in OPEN if "peers" in given or not given]
)
def test_a_party_that_a_row_names_and_no_network_narrows_is_warned_of(
    given: dict[str, Any], no_network: list[str]
) -> None:
    said: list[Finding] = []
    assert planned("nftables", SPEC, Options(roles=("host",), **given), said.append)
    warnings = [each for each in said if each.code == "PS507"]
    names = sorted(each.partition(" ")[0] for each in no_network)
    assert sorted(each.help for each in warnings) == [
        f"Give --peer {name}=CIDR, or --peer {name}=any where that is meant." for name in names
    ]
    assert {each.severity for each in warnings} <= {"warning"}
    assert all(each.place and each.place.source == "page.md" for each in warnings)
    assert ["may go to" in each.message for each in warnings] == ["relay" in each.message for each in warnings]


@pytest.mark.parametrize("dialect", dialects())
def test_the_text_says_it(dialect: str) -> None:
    text, *_ = (each.data.decode() for each in emit(dialect, SPEC, Options(roles=("host",)), lambda _: None))
    text = text.replace('",\n', "\n")  # where a line is a string of JSON
    assert "Incoming tcp from any address: 22, 443, 1000, 2000, 8080, 8443\n" in text
    assert f"because {NO_NAME}:" in text
    assert "22/tcp\n" in text


def test_of_many_ports_it_names_the_first() -> None:
    spec = spec_of(row("r", "host", "inbound", ", ".join(map(str, range(1, 90, 2))), "udp"), roles=(role("host"),))
    text, *_ = (each.data.decode() for each in emit("nftables", spec, Options(roles=("host",)), lambda _: None))
    assert "#   Incoming udp from any address: 1, 3, " in text
    assert f", {2 * SHOWN - 1} and {45 - SHOWN} more\n" in text


def test_what_is_opened_is_not_said_to_be_left_out() -> None:
    (text,) = (each.data.decode() for each in emit("ansible", SPEC, Options(roles=("host",)), lambda _: None))
    assert "ssh: only its outgoing half, because outgoing traffic is not filtered here\n" in text
    assert "mail: outgoing traffic is not filtered here\n" in text
