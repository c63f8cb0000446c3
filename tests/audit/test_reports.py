"""What is told of a host in other forms: for CI, for people, and without what the user ignores."""

from pathlib import Path
from xml.etree import ElementTree as ET

import msgspec
import pytest

from tests.audit import planted
from tests.audit.conftest import Audited
from tests.cli.running import run
from tests.conftest import Golden

IGNORE = """[[ignore]]
kind = "listening"
ports = "9100"
transport = "tcp"
why = "The monitoring agent of the whole site."
"""
STALE = """
[[ignore]]
kind = "undocumented"
ports = "9999"
why = "An agent that is gone."
"""


@pytest.fixture
def files(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    """The options that name the planted host's saved files, and those of what is ignored."""
    monkeypatch.chdir(root)
    (tmp_path / "ss.txt").write_text(planted.ss(header=True))
    (tmp_path / "rules").write_text(planted.iptables())
    (tmp_path / "ignore.toml").write_text(IGNORE)
    saved = ("--listening", str(tmp_path / "ss.txt"), "--firewall", str(tmp_path / "rules"))
    return (*saved, "--ignore", str(tmp_path / "ignore.toml"))


def shown(form: str, files: tuple[str, ...]) -> str:
    return run(*planted.AUDIT, "--format", form, *files).stdout


def test_what_is_ignored_keeps_its_reason(audited: Audited, files: tuple[str, ...]) -> None:
    ignored = {each.kind: each.ignored for each in audited(*files).faults if each.ignored is not None}
    assert ignored == {"listening": "The monitoring agent of the whole site."}


def test_an_entry_that_matches_nothing_is_an_error(files: tuple[str, ...]) -> None:
    file = Path(files[-1])
    file.write_text(IGNORE + STALE)
    assert "error PS539: nothing is ignored by “undocumented 9999”" in run(*planted.AUDIT, *files).stderr


def test_sarif(files: tuple[str, ...]) -> None:
    (log,) = msgspec.json.decode(shown("sarif", files))["runs"]
    codes = [each["ruleId"] for each in log["results"] if each["ruleId"] != "PS540"]
    assert sorted(codes) == [f"PS53{number}" for number in range(7)]
    assert [each["ruleId"] for each in log["results"] if "suppressions" in each] == ["PS535"]


def test_junit(files: tuple[str, ...]) -> None:
    suite = ET.fromstring(shown("junit", files)).find("testsuite")  # noqa: S314 (our own)
    assert suite is not None
    cases = {case.get("classname", "").rpartition(".")[2]: [each.tag for each in case] for case in suite}
    assert cases == {kind: ["skipped" if kind == "listening" else "failure"] for kind in planted.FAULTS}
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("7", "6", "1")


def test_markdown(files: tuple[str, ...], golden: Golden) -> None:
    golden("audit/host.md", shown("markdown", files))


@pytest.mark.parametrize(
    ("words", "status"), [(("--role", "nobody"), 2), ((), 2), (("--role", "mds-server", "--peer", "nobody=any"), 2)]
)
def test_a_wrong_command_line(files: tuple[str, ...], words: tuple[str, ...], status: int) -> None:
    assert run("audit", *planted.PRODUCT, *words, *files).exit_code == status


@pytest.mark.parametrize(
    "text", ["", "{}", '{"nftables": [{"rule": {}}]}', "*filter\n", "[1, 2]", "\x00", '{"nftables": 1}']
)
def test_what_is_no_rules_is_said(files: tuple[str, ...], text: str) -> None:
    Path(files[3]).write_text(text)
    assert "PS538" in run(*planted.AUDIT, *files[:4]).stderr
