"""iptables: the jumps, the families, the reboot, and more ports than one rule takes."""

import os
import re
from pathlib import Path

import pytest

from portspec.proof import prove
from portspec.spec import Spec
from portspec.writers.firewall import Options
from tests.conftest import ALL, Need
from tests.firewall.reading import MDS, reading, role, row, spec_of
from tests.packets.bench import Bench, bench
from tests.packets.cases import CASES, MDS_NET
from tests.packets.conftest import Closed, Needed


@pytest.fixture
def mds(closed: Closed, tmp_path: Path) -> Bench:
    return bench(closed("iptables"), "iptables", CASES["mds"], tmp_path)


def jump(made: Bench) -> str:
    """The rule that enters the own chain."""
    rules = made.host.done("iptables", "-S", "INPUT")
    return next(line for line in rules.splitlines() if re.search(r"-j portspec-\w+-in$", line))


def test_a_jump_that_the_administrator_moved_stays(mds: Bench) -> None:
    mds.apply()
    words = jump(mds).split()
    mds.host.done("iptables", "-D", *words[1:])
    mds.host.done("iptables", "-A", *words[1:])
    moved = mds.host.state()
    mds.apply()
    assert mds.host.state() == moved


def test_removal_does_not_touch_a_rule_of_the_administrator(mds: Bench) -> None:
    mds.apply()
    mds.host.done("ip6tables", "-A", "INPUT", "-i", "mds", "-j", jump(mds).split()[-1])
    before = mds.host.state()
    done = mds.script("remove")
    assert done.returncode == 1
    assert "nothing was removed" in done.stderr
    assert mds.host.state() == before


@pytest.mark.parametrize("fault", ["missing", "broken"])
def test_where_one_family_cannot_be_loaded_neither_is(mds: Bench, fault: str) -> None:
    before = mds.host.state()
    rules = next(path for path in mds.files if path.suffix == ".v6")
    text = rules.read_text()
    rules.unlink()
    if fault == "broken":
        rules.write_text(text.replace("-p tcp", "-p tcp --dport 99999"))
    assert mds.script("apply").returncode != 0
    assert mds.host.state() == before


@pytest.mark.parametrize("enforce", [False, pytest.param(True, marks=pytest.mark.full)])
@pytest.mark.usefixtures("able")
def test_the_older_kind_of_iptables_takes_it(
    need: Need, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, enforce: bool
) -> None:
    """It has one lock, which a program waits for while another reads its input."""
    for program in ("iptables", "ip6tables"):
        for verb in ("", "-save", "-restore"):
            (tmp_path / f"{program}{verb}").symlink_to(need(f"{program}-legacy{verb}"))
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    options = Options(roles=(MDS,), peers={MDS: MDS_NET}, enforce=enforce)
    proof = prove("iptables", reading(), options, lambda _: None, full=ALL)
    assert proof
    assert proof.failures == ()


def many(count: int) -> Spec:
    rows = [row(f"r{n}", "host", "both", f"{1000 + n * 10}-{1000 + n * 10 + n % 2}", "tcp udp") for n in range(count)]
    return spec_of(*rows, roles=(role("host"),))


@pytest.mark.parametrize("dialect", ["iptables", "nftables", pytest.param("ufw", marks=pytest.mark.full)])
def test_forty_ports_and_ranges_are_opened_as_they_are_stated(dialect: str, able: Needed) -> None:
    able(dialect)
    proof = prove(dialect, many(40), Options(roles=("host",)), lambda _: None, full=ALL)
    assert proof
    assert proof.failures == ()
