"""The life of a text on a host: applied, applied again, with other options, beside another, and removed."""

from pathlib import Path

import pytest

from portspec.proof.bases import bases
from tests.conftest import ALL
from tests.packets.bench import Bench, bench
from tests.packets.cases import CASES
from tests.packets.conftest import Closed
from tests.packets.lab import FOREIGN

DIALECTS = bases() if ALL else ("iptables", "nftables")
"""By day those whose tools take no time; a proof (`test_edges.py`) applies twice, verifies and removes with each."""


@pytest.fixture(params=DIALECTS)
def dialect(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def mds(dialect: str, closed: Closed, tmp_path: Path) -> Bench:
    host = closed(dialect)
    host.lab.load(FOREIGN)
    return bench(host, dialect, CASES["mds"], tmp_path)


def test_applied_twice_it_is_there_once_beside_what_was_there_and_removed_it_is_gone(mds: Bench) -> None:
    before, rules = mds.host.state(), mds.host.lab.ruleset().splitlines()
    assert mds.script("verify").returncode == 1
    mds.apply()
    once, after = mds.host.state(), iter(mds.host.lab.ruleset().splitlines())
    assert once != before
    assert [line for line in rules if line not in after] == []  # foreign rules stay, in their order
    mds.apply()
    assert mds.host.state() == once
    assert mds.script("verify").returncode == 0
    assert mds.script("remove").returncode == 0
    assert mds.host.state() == before
    assert mds.script("remove").returncode == 0


def test_new_options_replace_the_old_ones(dialect: str, mds: Bench, tmp_path: Path) -> None:
    """What only the earlier options opened is closed, and nothing of theirs is left."""
    alone = bench(mds.host, dialect, CASES["mds alone"], tmp_path / "alone")
    alone.apply()
    expected = mds.host.state()
    assert alone.script("remove").returncode == 0
    mds.apply()
    alone.apply()
    assert mds.host.state() == expected


def test_two_roles_live_side_by_side(dialect: str, mds: Bench, tmp_path: Path) -> None:
    mds.apply()
    once = mds.host.state()
    client = bench(mds.host, dialect, CASES["client"], tmp_path)
    client.apply()
    assert client.script("remove").returncode == 0
    assert mds.host.state() == once


def test_what_the_script_does_not_know_it_refuses(mds: Bench) -> None:
    before = mds.host.state()
    for words in ((), ("install",), ("Apply",)):
        done = mds.script(*words)
        assert done.returncode == 1
        assert "apply, verify or remove" in done.stderr
    assert mds.host.state() == before
