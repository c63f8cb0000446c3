"""nftables, added to the host's own table: real packets through real rules."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.packets.bench import Bench, bench
from tests.packets.cases import CASES, Case, matrix
from tests.packets.lab import BASE, FOREIGN, Lab
from tests.packets.probes import passing


@pytest.fixture(params=list(CASES.values()), ids=list(CASES))
def case(request: pytest.FixtureRequest) -> Case:
    found: Case = request.param
    return found


@pytest.fixture
def mds(lab: Lab, tmp_path: Path) -> Bench:
    lab.load(BASE + FOREIGN)
    return bench(lab, CASES["mds"], tmp_path)


def applied(bench: Bench) -> None:
    done = bench.script("apply")
    assert (done.returncode, done.stderr) == (0, "")


def test_the_laboratory_lets_all_pass_without_rules_and_nothing_with_the_base(lab: Lab) -> None:
    assert passing(lab, matrix(), awaited=matrix()) == matrix()
    lab.load(BASE)
    assert passing(lab, matrix()) == frozenset()


def test_exactly_what_is_stated_passes(lab: Lab, case: Case, tmp_path: Path) -> None:
    lab.load(BASE)
    made = bench(lab, case, tmp_path)
    applied(made)
    assert made.wrong() == frozenset()


def test_applying_twice_changes_nothing(mds: Bench) -> None:
    applied(mds)
    once = mds.lab.ruleset()
    applied(mds)
    assert mds.lab.ruleset() == once
    mds.lab.load(mds.rules.read_text())
    assert mds.lab.ruleset() == once


def test_removal_leaves_what_was_there_before(mds: Bench) -> None:
    before = mds.lab.ruleset()
    assert mds.script("verify").returncode == 1
    applied(mds)
    assert mds.lab.ruleset() != before
    assert mds.script("verify").returncode == 0
    assert mds.script("remove").returncode == 0
    assert mds.lab.ruleset() == before
    assert mds.script("remove").returncode == 0


def test_foreign_rules_stay(mds: Bench) -> None:
    applied(mds)
    tables = ("ip", "nat"), ("inet", "monitoring")
    after = [mds.lab.run("nft", "list", "table", *table).stdout for table in tables]
    mds.lab.load("flush ruleset\n" + FOREIGN)
    assert after == [mds.lab.run("nft", "list", "table", *table).stdout for table in tables]


def test_new_options_replace_the_old_ones(mds: Bench, tmp_path: Path) -> None:
    """What only the earlier options opened is closed, and none of their sets is left."""
    alone = bench(mds.lab, CASES["mds alone"], tmp_path / "alone")
    applied(alone)
    expected = mds.lab.ruleset()
    assert alone.script("remove").returncode == 0
    applied(mds)
    applied(alone)
    assert mds.lab.ruleset() == expected


def test_two_roles_live_side_by_side(mds: Bench, tmp_path: Path) -> None:
    applied(mds)
    once = mds.lab.ruleset()
    client = bench(mds.lab, CASES["client"], tmp_path)
    applied(client)
    assert client.script("remove").returncode == 0
    assert mds.lab.ruleset() == once


def test_a_jump_that_the_administrator_moved_stays(mds: Bench) -> None:
    applied(mds)
    chain = re.search(r"jump (\S+_input)", mds.lab.ruleset())
    assert chain
    listing = mds.lab.run("nft", "-a", "list", "chain", "inet", "filter", "input").stdout
    handle = re.search(r"jump \S+ # handle (\d+)", listing)
    assert handle
    mds.lab.load(f"delete rule inet filter input handle {handle[1]}\nadd rule inet filter input jump {chain[1]}")
    moved = mds.lab.ruleset()
    applied(mds)
    assert mds.lab.ruleset() == moved


def test_the_lines_for_the_reboot_give_the_same_ruleset(mds: Bench) -> None:
    applied(mds)
    lines = re.findall(r"^#   ((?:include|insert) .*)$", mds.rules.read_text(), re.MULTILINE)
    assert [line.split()[0] for line in lines] == ["include", "insert", "insert"]
    boot = "flush ruleset\n" + BASE + FOREIGN + "\n".join(lines).replace("/etc/portspec", str(mds.rules.parent))
    once = mds.lab.ruleset()
    mds.lab.load(boot)
    mds.lab.load(boot)
    assert sorted(mds.lab.ruleset().splitlines()) == sorted(once.splitlines())


def test_without_the_named_table_nothing_is_changed(lab: Lab, tmp_path: Path) -> None:
    lab.load(FOREIGN)
    before = lab.ruleset()
    made = bench(lab, CASES["mds"], tmp_path)
    done = made.script("apply")
    assert done.returncode == 1
    assert "--table" in done.stderr
    assert lab.run("nft", "-f", str(made.rules)).returncode != 0
    assert lab.ruleset() == before


def test_chains_of_any_name_are_found_by_their_hooks(lab: Lab, tmp_path: Path) -> None:
    lab.load(BASE.replace("chain input", "chain FROM-OUTSIDE").replace("chain output", "chain TO-OUTSIDE"))
    made = bench(lab, CASES["mds"], tmp_path)
    applied(made)
    assert made.wrong() == frozenset()


def test_a_host_that_does_not_filter_its_output_needs_no_chain_for_it(lab: Lab, tmp_path: Path) -> None:
    lab.load("table inet filter { chain input { type filter hook input priority 0; policy drop; }; }")
    before = lab.ruleset()
    made = bench(lab, CASES["mds"], tmp_path)
    applied(made)
    assert "_output" not in lab.run("nft", "list", "chain", "inet", "filter", "input").stdout
    assert lab.ruleset().count("jump") == 1
    assert made.script("remove").returncode == 0
    assert lab.ruleset() == before


def test_removal_does_not_touch_a_rule_of_the_administrator(mds: Bench) -> None:
    applied(mds)
    mds.lab.load('add rule inet filter input iifname "mds" jump portspec_virtuozzo-hybrid-server_mds-server_input')
    before = mds.lab.ruleset()
    done = mds.script("remove")
    assert done.returncode == 1
    assert "nothing was removed" in done.stderr
    assert mds.lab.ruleset() == before


@pytest.mark.parametrize(
    ("program", "behaviour", "dialect"),
    [("firewall-cmd", "exit 0", "firewalld"), ("ufw", "echo Status: active", "ufw")],
)
def test_another_keeper_of_the_firewall_stops_it(
    mds: Bench, tmp_path: Path, program: str, behaviour: str, dialect: str
) -> None:
    fake = tmp_path / "bin" / program
    fake.parent.mkdir()
    fake.write_text(f"#!/bin/sh\n{behaviour}\n")
    fake.chmod(0o755)
    before = mds.lab.ruleset()
    done = mds.script("apply", PATH=f"{fake.parent}:/usr/sbin:/usr/bin:/sbin:/bin")
    assert done.returncode == 1
    assert f"the dialect {dialect}" in done.stderr
    assert mds.lab.ruleset() == before


MUTANTS: dict[str, Callable[[str], str]] = {
    "a port is dropped": lambda text: text.replace("\n    80,", ""),
    "a port is off by one": lambda text: text.replace("\n    2511,", "\n    2512,"),
    "a range begins too early": lambda text: text.replace("\n    2510,", "\n    2509-2510,"),
    "udp stands for tcp": lambda text: text.replace("tcp dport", "udp dport"),
    "sport stands for dport": lambda text: text.replace("dport", "sport"),
    "a family is missing": lambda text: re.sub(r"\nadd rule .* ip6 .*", "", text),
    "a peer is forgotten": lambda text: re.sub(r" ip6? [sd]addr \S+", "", text),
    "source stands for destination": lambda text: text.replace("ip saddr", "ip daddr"),
    "in and out are one": lambda text: re.sub(r"(add rule .*)_output ", r"\1_input ", text),
}


@pytest.mark.parametrize("mutant", MUTANTS.values(), ids=list(MUTANTS))
def test_wrong_rules_are_found_out(mds: Bench, mutant: Callable[[str], str]) -> None:
    text = mds.rules.read_text()
    mds.rules.write_text(mutant(text))
    assert mds.rules.read_text() != text
    applied(mds)
    assert mds.wrong()
