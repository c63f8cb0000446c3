"""What the fuzzer begins with: the pages and files of all corpora, and the texts that other tests hold."""

import ast
import json
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
import msgspec
from openpyxl import Workbook

from portspec.readers.formats import formats
from tests.writers.example import OLDER, SPEC

ROOT = Path(__file__).parents[2]
LARGEST = 4_000
"""Bytes of a seed: a longer one would take its time, and show nothing that a short one does not."""
SUFFIXES = tuple(suffix for each in formats() for suffix in each.suffixes)
PAGES = ("tests/corpus/pages", "tests/corpus/languages", "tests/corpus/confluence", "tests/readers", "spec/sources")
FILES = {
    "errata": ("*/errata/**/*.yaml", "tests/resolve/errata/*.yaml", "tests/contract/corpus/*/errata/*.yaml"),
    "catalog": ("spec/catalog.toml", "tests/contract/corpus/*/catalog/*.toml"),
}
MARKED = {".rst": "rest", ".adoc": "asciidoc", ".xml": "xml", ".csv": "csv", ".html": "same", ".md": "markdown"}
"""In which tests of readers the texts of a format stand."""
OPTIONS = """nftables --role mds-server --peer clients=10.0.0.0/8 --peer mds-server=fd00::/8 --table inet:filter
iptables --role chunk-server --bind chunk-server.random-port=30000-30100 --interface eth0 --family ipv4
firewalld --role client --zone public --peer mds-server=192.0.2.0/24,198.51.100.7 --accept-assumptions
nftables --role mds-server --enforce --enforce-output --allow dns=any --allow ntp=10.0.0.1 --allow updates=none --log
ansible --role standalone-server --when all --set standalone-server.22.both=2222 --allow-in 9100/tcp=any
ufw --role standalone-server --no-includes --limit-ssh --family ipv6"""
NETWORKS = "peers:\n  clients: 10.0.0.0/8\n  mds-server: [fd00::/8, 192.0.2.7]\n"
FETCHED = '{"pages": {"a/b.md": {"origin": "https://example.org/a", "compared": "2026-01-31", "digest": "%s"}}}' % (
    "0" * 64
)
IGNORED = '[[ignore]]\nkind = "undocumented"\nports = "9100-9110"\ntransport = "tcp"\nwhy = "Measured here."\n'
INVENTORY = (
    "all:\n  children:\n    mds_server:\n      hosts:\n        a:\n        b: {x: 1}\n      children: {client: }\n"
)


class Seed(msgspec.Struct, frozen=True, kw_only=True):
    """A text, and what reads it."""

    kind: str
    """The end of a page's name, or the name of another kind of input."""
    data: bytes
    """As a file holds it."""


@cache
def seeds() -> tuple[Seed, ...]:
    """All seeds, in a steady order, each once."""
    found = dict.fromkeys((*_pages(), *_files(), *_of_tests(), *_others()))
    return tuple(each for each in found if 0 < len(each.data) <= LARGEST or each.data[:2] == b"PK")


def _pages() -> Iterator[Seed]:
    for folder in PAGES:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in SUFFIXES and path.is_file():
                data = path.read_bytes()
                yield Seed(kind=path.suffix, data=data[: data.rfind(b"\n", 0, LARGEST) + 1] or data)
    for path in sorted((ROOT / "site/pages/findings").glob("*.md")):
        yield Seed(kind=".md", data=path.read_bytes()[:LARGEST])


def _files() -> Iterator[Seed]:
    for kind, patterns in FILES.items():
        for pattern in patterns:
            yield from (Seed(kind=kind, data=path.read_bytes()[:LARGEST]) for path in sorted(ROOT.glob(pattern)))


def _of_tests() -> Iterator[Seed]:
    for suffix, word in MARKED.items():
        for path in sorted((ROOT / "tests/readers").glob(f"test_*{word}*.py")):
            yield from (Seed(kind=suffix, data=each.encode()) for each in _texts(path))
    for path in sorted((ROOT / "tests/extract").glob("test_*.py")):
        yield from (Seed(kind=".md", data=each.encode()) for each in _texts(path))
    for path in sorted((ROOT / "tests/audit").glob("*.py")):
        yield from (Seed(kind="told", data=each.encode()) for each in (*_texts(path), *_values(path)))


def _texts(path: Path) -> Iterator[str]:
    """Yield the texts of several lines in a module."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.count("\n") > 1:
            yield node.value


def _values(path: Path) -> Iterator[str]:
    """Yield the larger values that a module writes down, as JSON."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Dict) and node.end_lineno != node.lineno:
            try:
                yield json.dumps(ast.literal_eval(node))
            except (ValueError, TypeError):
                continue


def _others() -> Iterator[Seed]:
    yield from (Seed(kind="options", data=each.encode()) for each in OPTIONS.splitlines())
    yield from (Seed(kind="spec", data=_small(each)) for each in (SPEC, OLDER))
    yield Seed(kind="networks", data=NETWORKS.encode())
    yield Seed(kind="fetched", data=FETCHED.encode())
    yield Seed(kind="ignored", data=IGNORED.encode())
    yield Seed(kind="inventory", data=INVENTORY.encode())
    yield Seed(kind=".xlsx", data=workbook())
    yield Seed(kind=".docx", data=document())


def _small(spec: msgspec.Struct) -> bytes:
    """A spec with as many rows as a seed has room for."""
    rows = spec.requirements[:1]  # type: ignore[attr-defined]
    return msgspec.json.encode(msgspec.structs.replace(spec, requirements=rows, errata=spec.errata[:1], findings=()))  # type: ignore[attr-defined]


ROWS = (("Port", "Protocol", "Use"), ("22", "TCP", "Logins"), ("8000-8100", "UDP", "Media"), ("70000", "TCP", "None"))


def workbook() -> bytes:
    """A workbook of one table."""
    book, data = Workbook(), BytesIO()
    for row in ROWS:
        book.worksheets[0].append(row)
    book.save(data)
    return data.getvalue()


def document() -> bytes:
    """A text document of one table."""
    made, data = docx.Document(), BytesIO()
    table = made.add_table(len(ROWS), len(ROWS[0]))
    for cells, row in zip(table.rows, ROWS, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            cell.text = text
    made.save(data)
    return data.getvalue()
