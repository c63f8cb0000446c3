"""Removed is removed, and a new version is the new one, also after a reboot; without being asked nothing is loaded."""

from pathlib import Path

import pytest

from portspec.proof.bases.iptables import CLOSED as IPTABLES
from portspec.proof.bases.iptables import NEIGHBOURS
from portspec.proof.bases.nftables import CLOSED as NFTABLES
from portspec.proof.host import Host
from tests.packets.bench import Bench, bench
from tests.packets.cases import CASES, ENFORCED, Case
from tests.packets.conftest import Closed
from tests.packets.machine import boot, installed, machine

SAVED = {
    "nftables": f"nft -f - <<'END'\n{NFTABLES}\nEND",
    "iptables": f"iptables-restore <<'END'\n{IPTABLES}COMMIT\nEND\n"
    f"ip6tables-restore <<'END'\n{IPTABLES}{NEIGHBOURS}COMMIT\nEND",
}
"""What loads the rules that a host of each kind has saved itself; ufw and firewalld keep theirs alone."""


@pytest.fixture(params=SAVED)
def dialect(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def host(dialect: str, closed: Closed) -> Host:
    made = machine(closed(dialect))
    boot(made, SAVED[dialect])
    return made


def enabled(host: Host, dialect: str, case: Case, folder: Path) -> Bench:
    made = bench(host, dialect, case, folder)
    made.apply("30") if case.options.enforce else made.apply()
    done = made.script("enable")
    assert (done.returncode, done.stderr) == (0, "")
    return made


def test_what_is_not_enabled_is_not_there_after_a_reboot(host: Host, dialect: str, tmp_path: Path) -> None:
    before = host.state()
    made = bench(host, dialect, CASES["mds alone"], tmp_path)
    made.apply()
    assert "Not loaded at boot" in made.script("verify").stdout
    boot(host, SAVED[dialect])
    assert host.state() == before
    assert installed(host) == []


@pytest.mark.parametrize("case", [CASES["mds alone"], ENFORCED["mds"]])
def test_what_is_enabled_comes_back_and_what_is_removed_does_not(
    host: Host, dialect: str, case: Case, tmp_path: Path
) -> None:
    before = host.state()
    made = enabled(host, dialect, case, tmp_path)
    once = sorted(host.state().splitlines())
    boot(host, SAVED[dialect])
    assert sorted(host.state().splitlines()) == once
    assert made.script("verify").returncode == 0
    assert made.script("remove").returncode == 0
    assert installed(host) == []
    boot(host, SAVED[dialect])
    assert host.state() == before


def test_what_was_removed_before_a_reboot_by_the_copy_is_gone(host: Host, dialect: str, tmp_path: Path) -> None:
    enabled(host, dialect, CASES["mds alone"], tmp_path)
    (script,) = host.done("sh", "-c", "ls /etc/portspec/*/load.sh").split()
    host.done("sh", script, "remove")
    assert installed(host) == []


def test_a_new_version_is_what_is_loaded_at_boot(host: Host, dialect: str, tmp_path: Path) -> None:
    enabled(host, dialect, CASES["mds alone"], tmp_path / "old")
    new = bench(host, dialect, CASES["mds"], tmp_path / "new")
    assert new.script("verify").returncode == 1
    new.apply()
    once = sorted(host.state().splitlines())
    boot(host, SAVED[dialect])
    assert sorted(host.state().splitlines()) == once
    assert new.script("verify").returncode == 0


def test_a_copy_of_another_version_is_told(host: Host, dialect: str, tmp_path: Path) -> None:
    made = enabled(host, dialect, CASES["mds alone"], tmp_path)
    host.done("sh", "-c", "for each in /etc/portspec/*/mds-server.*; do echo '#' >>$each; done")
    done = made.script("verify")
    assert done.returncode == 1
    assert "loaded at boot" in done.stderr


def test_roles_that_the_host_plays_no_more_are_closed(host: Host, dialect: str, tmp_path: Path) -> None:
    both = enabled(host, dialect, CASES["client and chunk on one host"], tmp_path / "both")
    client = bench(host, dialect, CASES["client"], tmp_path / "client")
    client.apply()
    assert client.wrong() == frozenset()
    boot(host, SAVED[dialect])
    assert client.wrong() == frozenset()
    assert client.script("remove").returncode == 0
    assert both.script("verify").returncode == 1
    assert installed(host) == []


def test_the_unit_is_one_that_systemd_takes(host: Host, dialect: str, tmp_path: Path) -> None:
    enabled(host, dialect, CASES["client and chunk on one host"], tmp_path)
    done = host.run("sh", "-c", "systemd-analyze verify --man=no /etc/systemd/system/portspec*.service")
    assert [line for line in done.stderr.splitlines() if "portspec" in line] == []
