"""Files of the corpus and of this repository, judged by schema and parser alike.

A file that is dropped into `corpus/positive/<schema>` or `corpus/negative/<schema>` is a test; the first line of a
negative one is a comment with words of the message that the schema must give.
"""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from ruamel.yaml import YAML

from portspec.catalog import parse_catalog
from portspec.findings import Finding, Report, unacknowledged
from portspec.protocols import NUMBERS
from portspec.resolve.parse import parse_errata
from portspec.spec import Spec
from portspec.validation import breaches, violations

CORPUS = Path(__file__).parent / "corpus"
PARSERS: dict[str, Callable[[bytes, str, Report], object]] = {"catalog": parse_catalog, "errata": parse_errata}


def loaded(path: Path) -> Any:
    text = path.read_text("utf-8")
    return tomllib.loads(text) if path.suffix == ".toml" else YAML(typ="safe", pure=True).load(text)


def findings(path: Path, name: str) -> list[Finding]:
    found: list[Finding] = []
    PARSERS[name](path.read_bytes(), path.name, found.append)
    return found


def cases(kind: str) -> list[Path]:
    return sorted((CORPUS / kind).glob("*/*"))


def test_errata_name_the_protocols_that_are_known(root: Path) -> None:
    schema = msgspec.json.decode((root / "schemas/errata.schema.json").read_bytes())
    assert schema["$defs"]["transports"]["items"]["enum"] == list(NUMBERS)


@pytest.mark.parametrize("path", cases("positive"), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_accepted(path: Path) -> None:
    assert list(violations(loaded(path), path.parent.name)) == []
    assert findings(path, path.parent.name) == []


@pytest.mark.parametrize("path", cases("negative"), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_refused(path: Path) -> None:
    expected = path.read_text("utf-8").splitlines()[0].removeprefix("# ")
    messages = list(violations(loaded(path), path.parent.name))
    assert any(expected in each for each in messages), messages
    assert {each.code for each in findings(path, path.parent.name)} == {"PS305"}


DIRECTIVE = "# yaml-language-server: $schema="
"""How a file in YAML names its schema for editors."""


def test_the_catalog_and_the_errata_of_this_repository(root: Path) -> None:
    assert list(violations(loaded(root / "spec/catalog.toml"), "catalog")) == []
    errata = sorted((root / "spec/errata").glob("*/*.yaml"))
    assert errata
    for path in errata:
        assert list(violations(loaded(path), "errata")) == [], path
    for path, mark in [(root / "spec/catalog.toml", "#:schema "), *((each, DIRECTIVE) for each in errata)]:
        first = path.read_text("utf-8").partition("\n")[0]
        assert first.startswith(mark)
        assert (path.parent / first.removeprefix(mark)).resolve().parent == root / "schemas", path


def test_the_compiled_specs_of_this_repository(root: Path) -> None:
    compiled = sorted((root / "spec/compiled").glob("*/*.json"))
    assert compiled
    for path in compiled:
        spec = msgspec.json.decode(path.read_bytes(), type=Spec)
        assert list(breaches(spec)) == [], path
        assert unacknowledged(spec.findings) == [], path


@pytest.mark.parametrize(
    ("value", "name"), [(float("nan"), "spec"), (None, "catalog"), ([], "errata"), ("x" * 999, "findings")]
)
def test_a_message_is_short_and_says_where(value: object, name: str) -> None:
    messages = list(violations(value, name))
    assert messages
    assert all(each.startswith("$") and len(each) < 250 for each in messages)
