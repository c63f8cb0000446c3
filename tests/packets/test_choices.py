"""What administrators ask for besides: each option does what it says, and what is wrong is found out."""

import socket
from pathlib import Path

import msgspec
import pytest

from portspec.proof import prove
from portspec.proof.bases import base, bases
from portspec.writers.firewall import Options, meets, planned, written
from portspec.writers.firewall.lowering.options import SPECIAL
from portspec.writers.firewall.lowering.plan import Plan
from tests.conftest import ALL
from tests.firewall.reading import MDS, reading
from tests.packets.bench import bench
from tests.packets.cases import CASES, ENFORCED, Case
from tests.packets.conftest import Closed, Needed
from tests.packets.lab import Lab, inside
from tests.packets.mutants import PEERS, Fault, found_out, match

PLAIN = Options(roles=(MDS,), peers=PEERS)
ADMIN = ("10.9.0.0/16", "fd00:9::/32")
MORE = {"ssh": ADMIN, "9100-9101/tcp": ("any",), "dhcpv6": ("fd00:9::/32",)}
PATHS = {"dns": ("any",), "ntp": ("any",), "updates": ("10.0.9.0/24",), "ping": ("any",), "dhcp": ("any",)}


def changed(options: Options, **change: object) -> Options:
    return msgspec.structs.replace(options, **change)


CHOICES = {
    "IPv4 alone": changed(PLAIN, family="ipv4"),
    "IPv6 alone": changed(PLAIN, peers={MDS: PEERS[MDS]}, family="ipv6"),
    "IPv4 alone, all else closed": changed(PLAIN, peers={}, family="ipv4", enforce=True),
    "more comes in": changed(PLAIN, includes=False, allow_in=MORE),
    "ping and routers come in": changed(
        PLAIN, includes=False, enforce=True, allow_in={"ssh": ADMIN, "ping": ("any",), "vrrp": ("10.9.0.0/16",)}
    ),
    "SSH is limited": changed(PLAIN, limit_ssh=True),
    "SSH is limited, all else closed": changed(PLAIN, limit_ssh=True, enforce=True, allow_in={"ssh": ADMIN}),
    "what is closed is logged and refused": changed(PLAIN, peers={}, enforce=True, log=True, reject=True),
    "both ways": changed(PLAIN, peers={}, enforce=True, enforce_output=True, log=True, reject=True, allow=PATHS),
    "on one interface, all else closed": changed(
        PLAIN, peers={}, enforce=True, interface="storage0", allow_in={"ssh": ("any",)}
    ),
}


def fitting(dialect: str, options: Options) -> bool:
    """Whether a dialect can meet the options."""
    return all(meets(dialect, name) for name in SPECIAL if getattr(options, name))


PAIRS = [(dialect, name) for dialect in bases() for name in CHOICES if fitting(dialect, CHOICES[name])]
FEW = [("nftables", "ping and routers come in")]


@pytest.mark.parametrize(("dialect", "name"), PAIRS if ALL else FEW)
def test_what_is_asked_for_is_proven(dialect: str, name: str, able: Needed) -> None:
    able(dialect)
    proof = prove(dialect, reading(), CHOICES[name], lambda _: None, full=ALL)
    assert proof
    assert proof.failures == ()


def without_allowances(plan: Plan) -> Plan:
    return msgspec.structs.replace(plan, rules=tuple(rule for rule in plan.rules if not rule.match.allowed))


FAULTS: dict[str, tuple[str, Fault]] = {
    "the other version of IP is open": ("IPv4 alone", match(networks=None)),
    "nothing is let in": ("more comes in", without_allowances),
    "what is let in comes from anywhere": ("more comes in", match(networks=None)),
    "ping lets in all messages": ("ping and routers come in", match(types=())),
    "nothing is limited": ("SSH is limited", match(limited=False)),
    "nothing is limited where all is closed": ("SSH is limited, all else closed", match(limited=False)),
    "all interfaces are open": ("on one interface, all else closed", match(interface=None)),
}
WRONG = [(dialect, fault) for dialect in bases() for fault, (name, _) in FAULTS.items() if (dialect, name) in PAIRS]


@pytest.mark.parametrize(("dialect", "fault"), WRONG if ALL else [("nftables", "nothing is limited")])
def test_what_is_wrong_is_found_out(dialect: str, fault: str, able: Needed) -> None:
    able(dialect)
    name, change = FAULTS[fault]
    plan = planned(dialect, reading(), CHOICES[name], lambda _: None)
    assert plan
    texts = {each.path.rpartition("/")[2]: each.data for each in written(dialect, change(plan))}
    assert found_out(dialect, reading(), CHOICES[name], texts, full=False)


COUNTED = {
    "nftables": "nft list chain inet portspec input | grep 'counter packets [1-9]'",
    "iptables": "iptables -w -vxnL portspec-enforce-in | grep 'LOG' | grep -v '^ *0 '",
}


@pytest.mark.parametrize("dialect", COUNTED if ALL else ["nftables"])
def test_what_is_closed_is_counted_and_refused_at_once(dialect: str, lab: Lab, tmp_path: Path) -> None:
    host, plain = base(dialect).default_accept(lab), ENFORCED["mds"].options
    outsider = lab.peers["outsider"]
    for options, refused in ((plain, False), (changed(plain, log=True, reject=True), True)):
        bench(host, dialect, Case(options=options, flows=""), tmp_path / str(refused)).apply("30")
        with inside(lab.spaces["outsider"]), pytest.raises(OSError) as raised:  # noqa: PT011 (of two kinds)
            socket.create_connection((outsider.host(4), 9999), timeout=60 if refused else 1.5)
        assert (raised.type is TimeoutError) != refused
    host.done("sh", "-c", COUNTED[dialect])


@pytest.mark.parametrize("dialect", bases() if ALL else ["nftables"])
def test_a_dry_run_shows_what_apply_would_change(dialect: str, closed: Closed, tmp_path: Path) -> None:
    made = bench(closed(dialect), dialect, CASES["mds alone"], tmp_path / "before")
    other = bench(made.host, dialect, CASES["mds"], tmp_path / "behind")
    before = made.host.state()
    shown = made.script("diff")
    assert (shown.returncode, made.host.state()) == (1, before)
    assert [line for line in shown.stdout.splitlines() if line.startswith("+") and "2510" in line]
    made.apply()
    assert made.script("diff").returncode == 0, made.script("diff")
    shown = other.script("diff")
    assert shown.returncode == 1
    assert [line for line in shown.stdout.splitlines() if line.startswith("+") and "64000" in line]
    assert made.script("verify").returncode == 0


@pytest.mark.parametrize("dialect", COUNTED if ALL else ["nftables"])
def test_a_dry_run_of_what_closes_all_else_changes_nothing(dialect: str, lab: Lab, tmp_path: Path) -> None:
    made = bench(base(dialect).default_accept(lab), dialect, ENFORCED["mds"], tmp_path)
    before = made.host.state()
    assert made.script("diff").returncode == 1
    assert made.host.state() == before
    made.apply("30")
    assert made.script("diff").returncode == 0
