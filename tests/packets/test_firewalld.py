"""firewalld: what is saved and what runs, its zones and policies, and the rules that the host had before."""

import re
from pathlib import Path
from subprocess import CompletedProcess

import msgspec
import pytest

from portspec.proof.bases.firewalld import prepared, running
from portspec.proof.probes import Probe, passing
from tests.conftest import ALL, Need
from tests.packets.bench import Bench, bench
from tests.packets.cases import CASES
from tests.packets.conftest import Closed
from tests.packets.lab import Lab


@pytest.fixture
def mds(closed: Closed, tmp_path: Path) -> Bench:
    return bench(closed("firewalld"), "firewalld", CASES["mds alone"], tmp_path)


def refused(done: CompletedProcess[str], words: str) -> None:
    assert done.returncode == 1
    assert words in done.stderr


def saved(made: Bench, *commands: tuple[str, ...]) -> None:
    """What the administrator saves, and reloads."""
    for words in commands:
        made.host.done("firewall-cmd", "--permanent", *words)
    made.host.done("firewall-cmd", "--reload")


@pytest.mark.full
def test_it_survives_a_restart(lab: Lab, tmp_path: Path, need: Need) -> None:
    need("firewalld")
    host = prepared(lab, CASES["mds alone"].options)
    made = bench(host, "firewalld", CASES["mds alone"], tmp_path)
    with running(host):
        made.apply()
        before = host.state()
    lab.load("flush ruleset")
    with running(host):
        assert host.state() == before
        assert made.wrong() == frozenset()


@pytest.mark.full
def test_a_zone_opens_on_its_interfaces_only(mds: Bench, tmp_path: Path) -> None:
    options = msgspec.structs.replace(mds.case.options, zone="storage")
    made = bench(mds.host, "firewalld", msgspec.structs.replace(mds.case, options=options), tmp_path)
    refused(made.script("apply"), "there is no zone storage")
    saved(made, ("--new-zone=storage",), ("--zone=storage", "--add-interface=mds"))
    made.apply()
    assert made.passing() == {each for each in mds.case.stated() if each.way == "out" or each.peer == "mds"}


@pytest.mark.full
def test_what_the_host_had_opened_stays_open_and_what_it_denies_stays_denied(mds: Bench) -> None:
    deny = 'rule family="ipv4" source address="10.99.4.0/24" drop'
    saved(mds, ("--add-port=9443/tcp",), (f"--add-rich-rule={deny}",))
    before = mds.host.state()
    mds.apply()
    probes = [
        Probe(way="in", peer=peer, family=4, transport="tcp", port=port)
        for peer in ("client", "outsider")
        for port in (2511, 9443)
    ]
    assert {(each.peer, each.port) for each in passing(mds.host.lab, probes)} == {("client", 2511), ("client", 9443)}
    assert mds.script("remove").returncode == 0
    assert mds.host.state() == before


@pytest.mark.full
def test_what_others_keep_with_iptables_outlives_the_reload(mds: Bench) -> None:
    """firewalld itself erases the tables of iptables with each reload, whoever filled them."""
    for tool, words in (
        ("iptables", "-m addrtype --dst-type LOCAL -m comment --comment theirs"),
        ("ip6tables", "-p tcp"),
    ):
        mds.host.done(tool, "-N", "THEIRS")
        mds.host.done(tool, "-A", "THEIRS", *words.split(), "-j", "RETURN")
        mds.host.done(tool, "-I", "FORWARD", "-j", "THEIRS")
    mds.host.lab.load("table ip nat { set theirs { type ipv4_addr; }; chain theirs { ip saddr @theirs return; }; }")
    lists = ("iptables-save",), ("ip6tables-save",), ("nft", "list", "table", "ip", "nat")

    def theirs() -> list[str]:
        lines = (line for command in lists for line in mds.host.done(*command).splitlines())
        return [line for line in lines if not line.startswith("#")]

    before = theirs()
    mds.apply()
    assert theirs() == before
    assert mds.script("remove").returncode == 0
    assert theirs() == before


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("ebtables -A FORWARD -p ARP -j ACCEPT", "rules of ebtables"),
        pytest.param(
            "nft add rule ip filter FORWARD ip saddr { 192.0.2.1, 192.0.2.3 } counter accept",
            "cannot be put back",
            marks=pytest.mark.full,
        ),
    ],
)
def test_what_cannot_be_put_back_stops_it(mds: Bench, command: str, words: str) -> None:
    """iptables-save leaves out what it cannot say of a rule that nft made, and would open more than there was."""
    mds.host.done(*"iptables -A FORWARD -m addrtype --dst-type LOCAL -j ACCEPT".split())
    mds.host.done(*command.split())
    before = mds.host.state()
    refused(mds.script("apply"), words)
    assert mds.host.state() == before


@pytest.mark.night
def test_interfaces_that_are_not_saved_keep_their_zones(mds: Bench) -> None:
    mds.host.done("firewall-cmd", "--zone=internal", "--add-interface=mds")
    before = mds.host.lab.ruleset()
    mds.apply()
    assert mds.host.done("firewall-cmd", "--get-zone-of-interface=mds") == "internal\n"
    assert mds.script("remove").returncode == 0
    assert mds.host.lab.ruleset() == before


UNSAVED = {
    "a port": ("--add-port=4711/tcp",),
    "a rule of a policy": ("--policy=closed", "--add-port=4711/tcp"),
    "a direct rule": ("--direct", "--add-rule", "ipv4", "filter", "INPUT", "0", "-j", "ACCEPT"),
    "an entry of an ipset": ("--ipset=friends", "--add-entry=192.0.2.1"),
    "a source": ("--zone=trusted", "--add-source=192.0.2.1"),
}


@pytest.mark.full
@pytest.mark.parametrize("name", UNSAVED if ALL else list(UNSAVED)[:1])
def test_what_a_reload_would_erase_stops_it(mds: Bench, name: str) -> None:
    saved(mds, ("--new-ipset=friends", "--type=hash:ip"))
    mds.host.done("firewall-cmd", *UNSAVED[name])
    before = mds.host.state()
    refused(mds.script("apply"), "what runs is not what is saved")
    assert mds.host.state() == before


@pytest.mark.night
def test_a_ban_at_run_time_holds_on_and_is_not_saved(mds: Bench) -> None:
    ban = 'rule family="ipv4" source address="10.99.4.130" reject'
    mds.host.done("firewall-cmd", f"--add-rich-rule={ban}")
    before = mds.host.state()
    mds.apply()
    assert ban in mds.host.done("firewall-cmd", "--list-rich-rules").splitlines()
    assert ban not in mds.host.done("firewall-cmd", "--permanent", "--list-rich-rules").splitlines()
    assert {each.peer for each in mds.wrong()} == {"outsider"}
    assert mds.script("remove").returncode == 0
    assert mds.host.state() == before


OWN = "set -- $(firewall-cmd --get-services | tr ' ' '\\n' | grep __in-1); "
CHANGES = {
    "a service is wider": OWN + "firewall-cmd --permanent --service=$1 --add-port=1-65535/tcp; firewall-cmd --reload",
    "a service is wider as it runs": OWN + 'sed -i \'s/port="2511"/port="1-2511"/\' $SAVED/services/$1.xml;'
    " firewall-cmd --reload",
    "the zone has it no more for good": OWN + "firewall-cmd --permanent --remove-service=$1; firewall-cmd --reload",
}


@pytest.mark.night
@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_told(mds: Bench, change: str) -> None:
    mds.apply()
    assert mds.script("verify").returncode == 0
    mds.host.done("env", f"SAVED={mds.host.saved}", "sh", "-euc", CHANGES[change])
    done = mds.script("verify")
    assert done.returncode == 1
    assert len(done.stderr.split()) > 5


@pytest.mark.night
def test_roles_that_the_host_plays_no_more_are_closed_also_after_a_restart(
    lab: Lab, tmp_path: Path, need: Need
) -> None:
    need("firewalld")
    case = CASES["mds alone"]
    host = prepared(lab, case.options)
    roles = msgspec.structs.replace(case.options, roles=(*case.options.roles, "client"))
    both = bench(host, "firewalld", msgspec.structs.replace(case, options=roles), tmp_path / "both")
    alone = bench(host, "firewalld", case, tmp_path)
    with running(host):
        before = host.state()
        both.apply()
        alone.apply()
        assert alone.wrong() == frozenset()
        assert both.script("verify").returncode == 1
        assert alone.script("remove").returncode == 0
        assert host.state() == before
    lab.load("flush ruleset")
    with running(host):
        assert host.state() == before


@pytest.mark.night
def test_rules_of_ones_own_that_use_a_service_stop_its_removal(mds: Bench) -> None:
    mds.apply()
    service = next(name for name in mds.host.done("firewall-cmd", "--get-services").split() if name.endswith("__in-1"))
    saved(mds, ("--zone=trusted", f"--add-rich-rule=rule service name={service} drop"))
    before = mds.host.state()
    for words in ("remove", "apply"):
        refused(mds.script(words), "take out first")
    assert mds.host.state() == before


@pytest.mark.full
def test_what_fails_halfway_leaves_nothing(mds: Bench) -> None:
    before = mds.host.state()
    mds.change(lambda text: re.sub(r'(<service name="\S+__out-)\d', r"\g<1>9", text))
    refused(mds.script("apply"), "nothing of it is left")
    assert mds.host.state() == before


def test_without_firewalld_it_says_so(mds: Bench) -> None:
    refused(mds.script("apply", DBUS_SYSTEM_BUS_ADDRESS="unix:path=/nowhere"), "firewalld must run")
