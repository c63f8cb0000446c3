"""ufw: what is stored while it is off, what it cannot do, and what the administrator made of the profiles."""

import re
from pathlib import Path

import msgspec
import pytest

from portspec.proof import prove
from portspec.writers.firewall import Options, emit
from tests.conftest import ALL
from tests.firewall.reading import role, row, spec_of
from tests.packets.bench import Bench, bench
from tests.packets.cases import CASES
from tests.packets.conftest import Closed, Needed


@pytest.fixture
def mds(closed: Closed, tmp_path: Path) -> Bench:
    return bench(closed("ufw"), "ufw", CASES["mds alone"], tmp_path)


def test_what_is_stored_while_it_is_off_holds_when_it_is_on(mds: Bench) -> None:
    mds.host.done("ufw", "disable")
    done = mds.script("apply")
    assert done.returncode == 0
    assert "from the next ufw enable on" in done.stderr
    assert mds.script("verify").returncode == 1
    mds.host.done("ufw", "--force", "enable")
    assert mds.script("verify").returncode == 0
    assert mds.wrong() == frozenset()


@pytest.mark.full
def test_it_survives_a_reload(mds: Bench) -> None:
    mds.apply()
    mds.host.done("ufw", "reload")
    assert mds.wrong() == frozenset()


def test_where_it_leaves_ipv6_aside_it_stops(mds: Bench) -> None:
    assert mds.host.saved
    settings = mds.host.saved / "default"
    settings.write_text(settings.read_text().replace("IPV6=yes", "IPV6=no"))
    before = mds.host.state()
    done = mds.script("apply")
    assert done.returncode == 1
    assert "IPV6=yes" in done.stderr
    assert mds.host.state() == before


def test_rules_of_ones_own_that_use_a_profile_stop_its_removal(mds: Bench) -> None:
    mds.apply()
    assert mds.host.saved
    (profiles,) = (mds.host.saved / "etc/applications.d").glob("portspec-*")
    name = re.search(r"^\[(.*)\]$", profiles.read_text(), re.MULTILINE)
    assert name
    mds.host.done("ufw", "deny", "from", "192.0.2.7", "to", "any", "app", name[1])
    before = mds.host.state()
    done = mds.script("remove")
    assert done.returncode == 1
    assert "192.0.2.7" in done.stderr
    assert mds.host.state() == before
    mds.apply()
    assert mds.host.state() == before


def test_a_role_whose_name_goes_on_is_another_and_stays_when_the_first_is_removed(
    closed: Closed, tmp_path: Path
) -> None:
    spec = spec_of(
        row("a", "node", "inbound", "80", "tcp"),
        row("b", "node-manager", "inbound", "81", "tcp"),
        roles=(role("node"), role("node-manager")),
    )
    host, scripts = closed("ufw"), []
    for each in ("node", "node-manager"):
        for file in emit("ufw", spec, Options(roles=(each,)), lambda _: None):
            (tmp_path / file.path).parent.mkdir(exist_ok=True)
            (tmp_path / file.path).write_bytes(file.data)
        scripts.append(str(tmp_path / f"ufw/{each}.sh"))
        host.done("sh", scripts[-1], "apply")
    host.done("sh", scripts[0], "verify")
    host.done("sh", scripts[0], "remove")
    host.done("sh", scripts[1], "verify")
    assert "81/tcp" in host.done("ufw", "show", "added")


CHANGES = {
    "a profile is wider": "sed -i 's/^ports=.*/ports=1:65535\\/tcp/' /etc/ufw/applications.d/portspec-*",
    "a profile is wider and used": "sed -i 's/^ports=.*/ports=1:65535\\/tcp/' /etc/ufw/applications.d/portspec-*;"
    " cp /etc/ufw/applications.d/portspec-* /etc/ufw/kept;"
    " ufw app update $(sed -n 's/^\\[\\(.*-in-1\\)\\]/\\1/p' /etc/ufw/kept)",
    "a rule is gone": "ufw delete allow $(sed -n 's/^\\[\\(.*-in-1\\)\\]/\\1/p' /etc/ufw/applications.d/portspec-*)",
    "what the kernel has is empty": "iptables -F ufw-user-input",
    "the kernel accepts all": "ip6tables -I ufw6-user-input -j ACCEPT",
}


@pytest.mark.parametrize("change", CHANGES if ALL else ["a rule is gone", "the kernel accepts all"])
def test_a_change_is_told(mds: Bench, change: str) -> None:
    mds.apply()
    assert mds.script("verify").returncode == 0
    mds.host.done("sh", "-euc", CHANGES[change])
    done = mds.script("verify")
    assert done.returncode == 1
    assert len(done.stderr.split()) > 5


def test_ufw_says_product_role_and_ports(mds: Bench) -> None:
    mds.apply()
    status = mds.host.done("ufw", "status")
    assert re.search(r"virtuozzo-hybrid-server_mds-server-in-1 .*# .* 2511/tcp", status)


@pytest.mark.full
def test_roles_that_the_host_plays_no_more_are_closed(mds: Bench, tmp_path: Path) -> None:
    mds.apply()
    roles = (*mds.case.options.roles, "client")
    options = msgspec.structs.replace(mds.case.options, roles=roles)
    both = bench(mds.host, "ufw", msgspec.structs.replace(mds.case, options=options), tmp_path / "both")
    both.apply()
    assert mds.script("verify").returncode == 1
    mds.apply()
    assert mds.wrong() == frozenset()
    assert both.script("verify").returncode == 1
    assert mds.script("remove").returncode == 0
    assert both.script("remove").returncode == 0
    assert "portspec" not in mds.host.done("ufw", "show", "added")


@pytest.mark.full
def test_an_upgrade_closes_nothing_for_a_moment(mds: Bench, tmp_path: Path) -> None:
    """Each call of ufw is looked at: the ports of before and after are open after each."""
    mds.apply()
    watched = tmp_path / "bin" / "ufw"
    watched.parent.mkdir()
    watched.write_text(
        '#!/bin/sh\n/usr/sbin/ufw "$@"; status=$?\n'
        'iptables -S ufw-user-input | grep -c -e "--dport 2511 " >>"$WATCHED"; exit $status\n'
    )
    watched.chmod(0o755)
    options = msgspec.structs.replace(mds.case.options, interface="mds")
    new = bench(mds.host, "ufw", msgspec.structs.replace(mds.case, options=options), tmp_path / "new")
    path = f"{watched.parent}:/usr/sbin:/usr/bin:/sbin:/bin"
    assert new.script("apply", PATH=path, WATCHED=str(tmp_path / "watched")).returncode == 0
    counts = (tmp_path / "watched").read_text().split()
    assert counts
    assert "0" not in counts


def test_ipv6_may_be_left_aside_aloud(mds: Bench) -> None:
    assert mds.host.saved
    settings = mds.host.saved / "default"
    settings.write_text(settings.read_text().replace("IPV6=yes", "IPV6=no"))
    mds.host.done("ufw", "reload")
    mds.apply("--ipv4")
    assert {each.family for each in mds.wrong()} <= {6}
    assert mds.script("verify").returncode == 0


@pytest.mark.full
def test_more_ports_than_a_profile_takes_stand_in_several(able: Needed) -> None:
    able("ufw")
    rows = [row(f"r{n}", "host", "inbound", str(n * 3), "tcp") for n in range(1, 400)]
    proof = prove("ufw", spec_of(*rows, roles=(role("host"),)), Options(roles=("host",)), lambda _: None, full=ALL)
    assert proof
    assert proof.failures == ()


def test_a_rule_that_was_there_before_stays(mds: Bench) -> None:
    mds.host.done("ufw", "allow", "2222/tcp", "comment", "portspec of somebody else")
    before = mds.host.state()
    mds.apply()
    assert mds.script("remove").returncode == 0
    assert mds.host.state() == before
