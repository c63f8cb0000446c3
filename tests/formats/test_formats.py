"""Findings as other tools read them, whatever they say."""

import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from jsonschema.protocols import Validator

from portspec.cli import group
from portspec.cli._formats import as_github, as_sarif
from portspec.findings import SEVERITIES, Finding, finding
from tests.strategies import places

FINDINGS = st.lists(
    st.builds(finding, st.sampled_from(sorted(SEVERITIES)), st.text(), st.text(), st.none() | places()), max_size=4
)


@pytest.fixture(scope="module")
def sarif(root: Path) -> Validator:
    """The schema is one of draft 4; the drafts differ in nothing that it uses but the name of its id."""
    schema = json.loads((root / "schemas/vendor/sarif-2.1.0.json").read_text("utf-8"))
    return Draft7Validator({key: value for key, value in schema.items() if key not in ("$schema", "id")})


@given(FINDINGS)
def test_sarif_fits_its_schema(sarif: Validator, findings: list[Finding]) -> None:
    log = json.loads(as_sarif(findings))
    (run,) = log["runs"]

    assert [error.message for error in sarif.iter_errors(log)] == []
    for found, result in zip(findings, run["results"], strict=True):
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == found.code
        assert ("locations" in result) == (found.place is not None)
        if found.place:
            (place,) = result["locations"]
            location = place["physicalLocation"]
            assert unquote(location["artifactLocation"]["uri"]).removeprefix("file://") == found.place.source
            if found.place.at:
                assert place["logicalLocations"] == [{"fullyQualifiedName": str(found.place.at)}]
            assert location.get("region", {}).get("startColumn") == (None if found.place.at else found.place.column)


def test_the_schema_refuses_what_is_no_sarif(sarif: Validator) -> None:
    assert list(sarif.iter_errors({"version": "2.1.0", "runs": [{"results": []}]}))


@given(FINDINGS)
def test_each_finding_is_one_command_of_github(findings: list[Finding]) -> None:
    lines = as_github(findings).split("\n") if findings else []

    for found, line in zip(findings, lines, strict=True):
        match = re.fullmatch(r"::(error|warning|notice) ([^:]*)::([^\r\n]*)", line, re.DOTALL)
        assert match
        properties = dict(each.split("=", 1) for each in match[2].split(","))
        assert properties["title"] == found.code
        at = f"{found.place.at}: " if found.place and found.place.at else ""
        assert unquote(match[3]) == unquote(f"{at}{found.message}. {found.help}".replace("%", "%25"))
        assert unquote(properties.get("file", "")) == (found.place.source if found.place else "")


@pytest.mark.parametrize("form", ["sarif", "github"])
def test_the_regions_of_a_page_are_those_of_its_text(root: Path, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    page = "spec/sources/virtuozzo-hybrid-server/7.1-beta/configuring-server-ports.md"
    result = CliRunner().invoke(group, ["compile", page, "--format", form])
    lines = (root / page).read_text("utf-8").splitlines()

    if form == "sarif":
        log = json.loads(result.stderr)
        regions = [each["locations"][0]["physicalLocation"]["region"] for each in log["runs"][0]["results"]]
        damaged = next(each for each in regions if each["snippet"]["text"] == "chunks servers")
        start, end = damaged["startColumn"] - 1, damaged["endColumn"] - 1
        assert lines[damaged["startLine"] - 1][start:end] == "chunks servers"
    else:
        assert f"::warning file={page},line=53,endLine=53,col=36,endColumn=49,title=PS407::" in result.stderr
