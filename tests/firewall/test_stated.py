"""What a page opens to networks is opened to these alone, in every dialect, unless the user gives others."""

import pytest

from portspec.analysis.networks import networks_of
from portspec.spec import Party
from portspec.writers.firewall import Options, dialects, planned
from portspec.writers.firewall.lowering.plan import Plan
from portspec.writers.firewall.snippet.header import header
from tests.firewall.reading import role, row, spec_of

NETWORKS = {
    "10.0.0.0/8": ["10.0.0.0/8"],
    "192.0.2.7": ["192.0.2.7/32"],
    "2001:db8::/32": ["2001:db8::/32"],
    "10.1.0.0/16; 192.0.2.7": ["10.1.0.0/16", "192.0.2.7/32"],
    "192.0.2.0 - 192.0.2.3": ["192.0.2.0/30"],
    "192.0.2.0–192.0.2.4": ["192.0.2.0/30", "192.0.2.4/32"],
    "10.3.0.0 255.255.0.0": ["10.3.0.0/16"],
    "10.3.0.0/255.255.0.0": ["10.3.0.0/16"],
    "10.3.4.5/24": ["10.3.4.0/24"],
    "10.0.0.0/8 (clients)": ["10.0.0.0/8"],
    "Monitoring (10.1.0.0/16)": ["10.1.0.0/16"],
    "监控（10.1.0.0/16，192.0.2.7）": ["10.1.0.0/16", "192.0.2.7/32"],
    "clients 10.0.0.0/8": ["10.0.0.0/8"],
    "Monitoring 10.1.0.0/16": ["10.1.0.0/16"],
    "Monitoring: 10.1.0.0/16, 192.0.2.7": ["10.1.0.0/16", "192.0.2.7/32"],
    "10.1.0.0/16 branch offices": ["10.1.0.0/16"],
    "监控：10.1.0.0/16": ["10.1.0.0/16"],
    "Node A (10.0.0.5; 2001:db8::5)": ["10.0.0.5/32", "2001:db8::5/128"],
}
NONE = [
    "RFC 1918 addresses", "clients", "clients (guests)", "10.0.0.0/8 except 10.1.0.0/16",
    "Any (except 10.1.0.0/16)", "Hub (0.0.0.0/0)", "0.0.0.0/0", "::/0",
    "0.0.0.0/32", "127.0.0.1", "::1", "224.0.0.18", "ntp.example.com", "192.0.2.9-192.0.2.1", "10.0.0.1 10.0.0.9",
    "TLS 1.2", "release 10.1.2", "agents 10.1.0.0/16 and probes",
    "fe80::1%eth0", "192.0.2.7:443", "300.1.1.1", "", "10.0.0.0/8,",
]  # fmt: skip
PAGE = (Party(text="10.0.0.0/8"),)
SPEC = spec_of(
    row("ssh", "host", "inbound", "22", "tcp"),  # without it no dialect may close all else
    row("routes", "host", "inbound", "179", "tcp", peers=PAGE),
    row("mixed", "host", "inbound", "180", "tcp", peers=(*PAGE, Party(text="clients"))),
    roles=(role("host"),),
)


@pytest.mark.parametrize("text", NETWORKS)
def test_networks_are_read_in_each_form(text: str) -> None:
    assert [str(each) for each in networks_of(text)] == NETWORKS[text]


@pytest.mark.parametrize("text", NONE)
def test_what_says_more_is_a_party(text: str) -> None:
    assert networks_of(text) == ()


def _plan(dialect: str, **given: tuple[str, ...]) -> tuple[Plan, list[str]]:
    said: list[str] = []
    peers = {name.replace("_", "/"): each for name, each in given.items()}
    plan = planned(dialect, SPEC, Options(roles=("host",), peers=peers), lambda each: said.append(each.code))
    assert plan
    return plan, said


def _ends(plan: Plan, port: int) -> set[str]:
    rules = [
        each for each in plan.rules if any(o.ports and o.ports.start <= port <= o.ports.end for o in each.openings)
    ]
    return {network for each in rules for network in (each.match.networks.v4 if each.match.networks else ("any",))}


@pytest.mark.parametrize("dialect", dialects())
def test_a_network_narrows_by_itself(dialect: str) -> None:
    plan, said = _plan(dialect)
    assert _ends(plan, 179) == {"10.0.0.0/8"}
    assert said.count("PS507") == 1, "clients may be anywhere, the network is where it is"
    text = "\n".join(header(plan, dialect, ()))
    assert "than the documentation names, unless --peer gives others:\n  10.0.0.0/8" in text


def test_the_user_may_give_another_or_any() -> None:
    assert _ends(_plan("nftables", **{"10.0.0.0_8": ("172.16.0.0/12",)}, clients=("any",))[0], 179) == {"172.16.0.0/12"}
    assert _ends(_plan("nftables", **{"10.0.0.0_8": ("any",)}, clients=("any",))[0], 179) == {"any"}


def test_beside_it_another_party_is_given_alone() -> None:
    plan, said = _plan("nftables", clients=("192.0.2.0/24",))
    assert _ends(plan, 180) == {"10.0.0.0/8", "192.0.2.0/24"}
    assert said == []


def test_a_network_of_all_addresses_is_any_and_the_page_says_so() -> None:
    spec = spec_of(row("web", "host", "inbound", "443", "tcp", peers=(Party(text="0.0.0.0/0"),)), roles=(role("host"),))
    said: list[str] = []
    plan = planned("nftables", spec, Options(roles=("host",)), lambda found: said.append(found.code))
    assert plan is not None
    assert "Open to any address, because the documentation says so:" in [*header(plan, "nftables", ())]
    assert said == []


def test_a_role_in_a_network_is_let_in_from_there_alone_and_denied_as_that_role() -> None:
    hub, near = Party(role="hub", text="Hub"), Party(role="hub", text="Hub (10.0.0.0/8)")
    host = (Party(role="host", text="host"),)
    spec = spec_of(
        row("wide", "host", "unstated", "20-30", "tcp", sources=(near,), destinations=host),
        row("shut", "host", "unstated", "25", "tcp", sources=(hub,), destinations=host, need="denied", negated=True),
        row("more", "host", "unstated", "40", "tcp", sources=(hub,), destinations=host),
        roles=(role("host"), role("hub")),
    )
    plan = planned("nftables", spec, Options(roles=("host",)), lambda _: None)
    assert plan
    assert [_ends(plan, port) for port in (20, 25, 26, 40)] == [{"10.0.0.0/8"}, set(), {"10.0.0.0/8"}, {"any"}]
