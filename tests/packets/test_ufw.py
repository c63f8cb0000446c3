"""ufw: what is stored while it is off, what it cannot do, and what the administrator made of the profiles."""

import re
from pathlib import Path

import pytest

from tests.packets.bench import Bench, bench
from tests.packets.cases import CASES
from tests.packets.conftest import Closed


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


def test_a_rule_that_was_there_before_stays(mds: Bench) -> None:
    mds.host.done("ufw", "allow", "2222/tcp", "comment", "portspec of somebody else")
    before = mds.host.state()
    mds.apply()
    assert mds.script("remove").returncode == 0
    assert mds.host.state() == before
