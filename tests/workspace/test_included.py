"""A page comes into a project with what it includes and with what decides its conditions, and is built with both."""

import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from portspec.cli import group
from portspec.workspace import read_spec, refuse

PAGE = "= Gateway\n\ninclude::parts/more.adoc[]\n\n* TCP 80 inbound\n\nifdef::big[]\n* TCP 81 inbound\nendif::[]\n"


def test_a_page_is_added_with_what_it_includes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "spec").mkdir()
    (tmp_path / "spec/catalog.toml").write_text("")
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts/more.adoc").write_text("* UDP 53 inbound\n")
    (tmp_path / "gateway.adoc").write_text(PAGE)
    added = ["add", "gateway.adoc", "--product", "gate", "--release", "1", "--recorded", "2020-01-01"]
    run = CliRunner().invoke(group, [*added, "--attribute", "big", "--attribute", "small!"], catch_exceptions=False)
    assert run.exit_code == 0
    catalog = tomllib.loads((tmp_path / "spec/catalog.toml").read_text())
    assert catalog["product"][0]["release"][0]["document"][0]["attributes"] == {"big": "", "small": False}
    assert (tmp_path / "spec/sources/gate/1/parts/more.adoc").read_text() == "* UDP 53 inbound\n"

    assert CliRunner().invoke(group, ["build"], catch_exceptions=False).exit_code == 0
    spec = read_spec(tmp_path / "spec/compiled/gate/1.json", refuse)
    assert spec is not None
    assert [each.path for each in spec.sources] == [
        "spec/sources/gate/1/gateway.adoc",
        "spec/sources/gate/1/parts/more.adoc",
    ]
    assert {each.ports[0].start: each.condition for each in spec.requirements} == {53: None, 80: None, 81: None}
    checked = CliRunner().invoke(group, ["check"], catch_exceptions=False)
    assert (checked.exit_code, "PS420" in checked.stderr) == (0, False)

    (tmp_path / "spec/sources/gate/1/parts/more.adoc").write_text("* UDP 54 inbound\n")
    changed = CliRunner().invoke(group, ["check"], catch_exceptions=False)
    assert (changed.exit_code, "PS405" in changed.stdout) == (1, True)


@pytest.mark.parametrize("said", ["a b", "=x", "x!=y", ""])
def test_what_is_no_attribute_is_refused(said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.adoc").write_text(PAGE)
    assert CliRunner().invoke(group, ["compile", "page.adoc", "--attribute", said]).exit_code == 2
