"""Texts of real pages are loaded, hold and are taken out again, and say what is planned in each dialect."""

from pathlib import Path

import msgspec
import pytest

from portspec.findings import silent
from portspec.proof.bases import bases
from portspec.writers.firewall import dialects, encloses, planned, written
from tests.conftest import ALL
from tests.firewall.pages import pages
from tests.firewall.test_same import READERS, of_plan
from tests.packets.conftest import Closed

WAY_IN = {"ssh": ("192.0.2.0/24",)}


@pytest.mark.parametrize("dialect", bases() if ALL else ["nftables"])
def test_they_are_loaded(dialect: str, closed: Closed, shared: Path, tmp_path: Path) -> None:
    host = closed(dialect)
    before, loaded = host.state(), 0
    for name, spec, options in pages(shared):
        plan = planned(dialect, spec, options, silent)
        for each in written(dialect, plan) if plan else ():
            path = tmp_path / name / each.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(each.data)
        for script in (tmp_path / name).glob("*/*.sh"):
            for word in ("apply", "verify"):
                done = host.run("sh", str(script), word)
                assert done.returncode == 0, (name, word, done.stderr)
            assert host.state() != before
            assert host.run("sh", str(script), "remove").returncode == 0
            assert host.state() == before, name
            loaded += 1
    assert loaded >= (10 if ALL else 2)


@pytest.mark.full
@pytest.mark.parametrize("dialect", dialects())
def test_they_say_what_is_planned(dialect: str, shared: Path) -> None:
    said = 0
    for name, spec, asked in pages(shared):
        # What closes all else is written for nobody whom it would lock out.
        options = msgspec.structs.replace(asked, allow_in=WAY_IN) if encloses(dialect) else asked
        plan = planned(dialect, spec, options, silent)
        if plan:
            (stem,) = options.roles
            files = {each.path.partition(stem)[2]: each.data.decode() for each in written(dialect, plan)}
            assert set(READERS[dialect](files)) == of_plan(plan), name
            said += 1
    assert said >= (10 if ALL else 2)
