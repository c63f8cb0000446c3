"""A format is one folder of `readers` and one registration; what is read is not among what is foreign."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from portspec import readers
from portspec.cli import group
from portspec.readers.foreign import BY_SUFFIX
from portspec.readers.formats import formats
from portspec.validation import decoding_breaches
from portspec.workspace import read_spec

TOY = '''
"""Toy: each line is a port, a bar and a protocol."""

from portspec.document import Cell, Document, Table, Text
from portspec.readers.formats import Format, Likeness


def _read(source, report):
    at, rows = 0, []
    for line in source.text.splitlines(keepends=True):
        row, here = [], at
        for part in line.rstrip().split("!"):
            row.append(Cell(text=Text(part, here, here + len(part))))
            here += len(part) + 1
        rows.append(tuple(row))
        at += len(line)
    return Document(source=source, blocks=(Table(rows=tuple(rows), headers=1),))


FORMAT = Format(
    name="Toy", media_type="text/x-toy", suffixes=(".toy",), looks=lambda begin: Likeness.NONE, read=_read
)
'''


@pytest.fixture
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A format that somebody adds: one folder, and nothing else."""
    (tmp_path / "plugins/toy").mkdir(parents=True)
    (tmp_path / "plugins/toy/__init__.py").write_text(TOY)
    monkeypatch.setattr(readers, "__path__", [*readers.__path__, str(tmp_path / "plugins")])
    monkeypatch.chdir(tmp_path)
    formats.cache_clear()
    (tmp_path / "ports.toy").write_text("Port!Protocol\n443!TCP\n53!UDP\n")
    yield tmp_path / "ports.toy"
    formats.cache_clear()
    sys.modules.pop("portspec.readers.toy", None)


def test_a_new_folder_is_a_format_everywhere(toy: Path) -> None:
    run = CliRunner().invoke(group, ["compile", "ports.toy", "--stdout"], catch_exceptions=False)
    assert json.loads(run.stdout)["sources"][0]["media_type"] == "text/x-toy"
    assert [each["ports"][0]["start"] for each in json.loads(run.stdout)["requirements"]] == [443, 53]

    (toy.parent / "spec").mkdir()
    (toy.parent / "spec/catalog.toml").write_text("")
    added = ["add", "ports.toy", "--product", "shop", "--release", "1", "--recorded", "2020-01-01"]
    assert CliRunner().invoke(group, added, catch_exceptions=False).exit_code == 0
    assert (toy.parent / "spec/sources/shop/1/ports.toy").read_bytes() == toy.read_bytes()
    assert CliRunner().invoke(group, ["build"], catch_exceptions=False).exit_code == 0
    spec = read_spec(toy.parent / "spec/compiled/shop/1.json", lambda found: pytest.fail(found.message))
    assert spec is not None
    assert list(decoding_breaches(spec)) == []

    (toy.parent / "spec/sources/shop/1/other.toy").write_text("Port!Protocol\n1!TCP\n")
    said = CliRunner().invoke(group, ["check"], catch_exceptions=False)
    assert "PS420" in said.stdout


def test_what_would_be_no_valid_spec_is_not_printed(toy: Path) -> None:
    folder = toy.parent / "plugins/toy/__init__.py"
    folder.write_text(TOY.replace("text/x-toy", "Toy"))
    run = CliRunner().invoke(group, ["compile", "ports.toy", "--stdout"], catch_exceptions=False)
    assert (run.exit_code, run.stdout) == (1, "")
    assert "error PS306" in run.stderr


def test_no_format_is_said_not_to_be_read() -> None:
    wrong = [suffix for each in formats() for suffix in each.suffixes if suffix in BY_SUFFIX]
    assert wrong == [], "readers/foreign.py says that these are not read; take them out there"


def test_no_two_formats_share_a_name_or_a_media_type() -> None:
    for values in ([each.name for each in formats()], [each.media_type for each in formats()]):
        assert len(set(values)) == len(values)
