"""nftables, added to the host's own table: the jumps, the tables and the reboot."""

import re
from pathlib import Path

import pytest

from portspec.proof.bases.nftables import CLOSED
from portspec.proof.host import Host
from portspec.writers.firewall import Options, emit
from tests.firewall.reading import role, row, spec_of
from tests.packets.bench import Bench, bench
from tests.packets.cases import CASES
from tests.packets.conftest import Closed
from tests.packets.lab import FOREIGN, Lab


@pytest.fixture
def mds(closed: Closed, tmp_path: Path) -> Bench:
    host = closed("nftables")
    host.lab.load(FOREIGN)
    return bench(host, "nftables", CASES["mds"], tmp_path)


def test_a_jump_that_the_administrator_moved_stays(mds: Bench) -> None:
    mds.apply()
    lab = mds.host.lab
    chain = re.search(r"jump (\S+_input)", lab.ruleset())
    assert chain
    listing = lab.run("nft", "-a", "list", "chain", "inet", "filter", "input").stdout
    handle = re.search(r"jump \S+ # handle (\d+)", listing)
    assert handle
    lab.load(f"delete rule inet filter input handle {handle[1]}\nadd rule inet filter input jump {chain[1]}")
    moved = lab.ruleset()
    mds.apply()
    assert lab.ruleset() == moved


@pytest.mark.parametrize("name", ["catalog", "log-reject"])
def test_a_role_may_be_called_what_rules_say(name: str, closed: Closed, tmp_path: Path) -> None:
    host, spec = closed("nftables"), spec_of(row("r", name, "inbound", "22", "tcp"), roles=(role(name),))
    for each in emit("nftables", spec, Options(roles=(name,)), lambda _: None):
        (tmp_path / each.path.rpartition("/")[2]).write_bytes(each.data)
    for word in ("apply", "verify", "apply", "remove"):
        done = host.run("sh", str(tmp_path / f"{name}.sh"), word)
        assert (done.returncode, done.stderr) == (0, ""), word


def test_without_the_named_table_nothing_is_changed(lab: Lab, tmp_path: Path) -> None:
    lab.load(FOREIGN)
    before = lab.ruleset()
    made = bench(Host(lab=lab), "nftables", CASES["mds"], tmp_path)
    done = made.script("apply")
    assert done.returncode == 1
    assert "--table" in done.stderr
    assert lab.run("nft", "-f", str(made.files[0])).returncode != 0
    assert lab.ruleset() == before


def test_the_file_alone_may_be_loaded_again_and_leaves_nothing_of_an_earlier_one(mds: Bench, tmp_path: Path) -> None:
    lab, rules = mds.host.lab, str(mds.files[0])
    lab.run("nft", "-f", rules).check_returncode()
    once = lab.ruleset()
    lab.run("nft", "-f", rules).check_returncode()
    assert lab.ruleset() == once
    wider = tmp_path / "wider.nft"
    wider.write_text(mds.files[0].read_text().replace("2510,", "2510-2519,"))
    for each in (str(wider), rules):
        lab.run("nft", "-f", each).check_returncode()
    assert lab.ruleset() == once


def test_chains_of_any_name_are_found_by_their_hooks(lab: Lab, tmp_path: Path) -> None:
    lab.load(CLOSED.replace("chain input", "chain FROM-OUTSIDE").replace("chain output", "chain TO-OUTSIDE"))
    made = bench(Host(lab=lab), "nftables", CASES["mds"], tmp_path)
    made.apply()
    assert made.wrong() == frozenset()


def test_a_host_that_does_not_filter_its_output_needs_no_chain_for_it(lab: Lab, tmp_path: Path) -> None:
    lab.load("table inet filter { chain input { type filter hook input priority 0; policy drop; }; }")
    before = lab.ruleset()
    made = bench(Host(lab=lab), "nftables", CASES["mds"], tmp_path)
    made.apply()
    assert "_output" not in lab.run("nft", "list", "chain", "inet", "filter", "input").stdout
    assert lab.ruleset().count("jump") == 1
    assert made.script("remove").returncode == 0
    assert lab.ruleset() == before


def test_removal_does_not_touch_a_rule_of_the_administrator(mds: Bench) -> None:
    mds.apply()
    lab = mds.host.lab
    lab.load('add rule inet filter input iifname "mds" jump portspec_virtuozzo-hybrid-server_mds-server_input')
    before = lab.ruleset()
    done = mds.script("remove")
    assert done.returncode == 1
    assert "nothing was removed" in done.stderr
    assert lab.ruleset() == before
