"""What a page of Markdown includes is read where it stands, with its own file and line, and never from outside."""

from pathlib import Path

import pytest

from portspec.build import compile_page
from portspec.findings import Finding
from portspec.spec import Spec

HEAD = "---\ntitle: x\n---\n| Port | Protocol | Description |\n|---|---|---|\n"
TABLE = f"{HEAD}| 22 | TCP | Logins. |\n| 8200 | TCP | Clients. |\n"
FORMS = [
    "{% include 'parts/table.md' %}",
    '{%- include-markdown "parts/table.md" -%}',
    "{% include_relative parts/table.md id=1 %}",
    '--8<-- "parts/table.md"',
    '--8<-- "./parts/table.md"',
    "[!INCLUDE [the table](parts/table.md)]",
    "[!include[](./parts/table.md)]",
    "{{#include parts/table.md}}",
    '{{< include "parts/table.md" >}}',
    '@import "parts/table.md"',
    "import Table from './parts/table.md';\n\n<Table />",
]


def compiled(root: Path, text: str, table: str = TABLE) -> tuple[Spec, list[Finding]]:
    (root / "docs/parts").mkdir(parents=True, exist_ok=True)
    (root / "docs/parts/table.md").write_text(table)
    (root / "docs/page.md").write_text(text)
    found: list[Finding] = []
    spec = compile_page(root / "docs/page.md", found.append)
    assert spec is not None
    return spec, found


@pytest.mark.parametrize("form", FORMS)
def test_a_file_is_read_where_it_is_included(tmp_path: Path, form: str) -> None:
    spec, found = compiled(tmp_path, f"# Ports\n\n## Nodes\n\n{form}\n\n| Port | Use |\n|---|---|\n| 443/tcp | Web |\n")

    assert [(str(each.ports[0]), each.provenance.line) for each in spec.requirements][:2] == [("22", 6), ("8200", 7)]
    paths = {each.id: each.path for each in spec.sources}
    assert [paths[each.provenance.source].rpartition("docs/")[2] for each in spec.requirements] == [
        *["parts/table.md"] * 2,
        "page.md",
    ]
    assert {each.role for each in spec.requirements} == {"node"}
    assert "PS121" not in {each.code for each in found}


@pytest.mark.parametrize("target", ["../secret.md", "/../secret.md", "parts/none.md", "parts/link.md"])
def test_a_file_outside_or_missing_is_named(tmp_path: Path, target: str) -> None:
    (tmp_path / "secret.md").write_text(TABLE)
    (tmp_path / "docs/parts").mkdir(parents=True)
    (tmp_path / "docs/parts/link.md").symlink_to(tmp_path / "secret.md")
    spec, found = compiled(tmp_path, f'# Ports\n\n--8<-- "{target}"\n')

    assert spec.requirements == ()
    assert "PS208" not in {each.code for each in found}, "the sign of the include is no text of the page"
    (one,) = [each for each in found if each.code == "PS121"]
    assert (target in one.message, one.place and one.place.line) == (True, 3)


def test_a_circle_ends(tmp_path: Path) -> None:
    spec, found = compiled(tmp_path, '# Ports\n\n--8<-- "parts/table.md"\n', f'{TABLE}\n--8<-- "parts/table.md"\n')
    assert spec.requirements
    assert "PS121" in {each.code for each in found}


def test_an_example_in_a_fence_includes_nothing(tmp_path: Path) -> None:
    spec, found = compiled(tmp_path, '# Ports\n\n```\n--8<-- "parts/table.md"\n```\n')
    assert (spec.requirements, [each.code for each in found]) == ((), ["PS205"])


MARKED = "22/tcp no\n\n<!-- from -->\n\n| Port |\n|---|\n| 443/tcp |\n\n<!-- to -->\n\n| Port |\n|---|\n| 80/tcp |\n"


@pytest.mark.parametrize(
    ("edges", "ports"),
    [
        ('start="<!-- from -->" end="<!-- to -->"', ["443"]),
        ("start='<!-- from -->'", ["443", "80"]),
        ('end="<!-- from -->"', []),
        ('start="<!-- to -->"', ["80"]),
        ('start="<!-- none -->"', None),
        ('start="<!-- from -->" end="<!-- none -->"', None),
    ],
)
def test_the_part_between_two_texts_is_included(tmp_path: Path, edges: str, ports: list[str] | None) -> None:
    page = f'# Ports\n\n{{% include-markdown "parts/table.md" {edges} %}}\n'
    spec, found = compiled(tmp_path, page, MARKED)

    assert [str(each.ports[0]) for each in spec.requirements] == (ports or [])
    assert ("PS121" in {each.code for each in found}) is (ports is None)


PARTED = """| Port | Protocol |
|---|---|
| 22 | TCP |

<!-- --8<-- [start:web] -->
<!-- ANCHOR: book -->
| Port | Protocol |
|---|---|
| 443 | TCP |
<!-- ANCHOR_END: book -->
<!-- --8<-- [end:web] -->

| Port | Protocol |
|---|---|
| 8200 | TCP |
"""


@pytest.mark.parametrize(
    ("form", "ports"),
    [
        ('--8<-- "parts/table.md"', ["22", "443", "8200"]),
        ('--8<-- "parts/table.md:web"', ["443"]),
        ('--8<-- "parts/table.md:7:9"', ["443"]),
        ('--8<-- "parts/table.md:7"', ["443", "8200"]),
        ('--8<-- "parts/table.md::4"', ["22"]),
        ('--8<-- "parts/table.md:1:4,13:99"', ["22", "8200"]),
        ("{{#include parts/table.md:book}}", ["443"]),
        ("{{#include parts/table.md:7:9}}", ["443"]),
    ],
)
def test_only_the_part_that_is_named_is_read(tmp_path: Path, form: str, ports: list[str]) -> None:
    spec, found = compiled(tmp_path, f"# Ports\n\n{form}\n", PARTED)
    lines = {"22": 3, "443": 9, "8200": 15}
    assert [(str(each.ports[0]), each.provenance.line) for each in spec.requirements] == [(p, lines[p]) for p in ports]
    assert "PS121" not in {each.code for each in found}


@pytest.mark.parametrize("part", ["none", "99", "9:7", "0:2", "1:3,99:100"])
def test_a_part_that_is_not_there_is_named(tmp_path: Path, part: str) -> None:
    spec, found = compiled(tmp_path, f'# Ports\n\n--8<-- "parts/table.md:{part}"\n', PARTED)
    assert spec.requirements == ()
    assert [f"parts/table.md:{part}" in each.message for each in found if each.code == "PS121"] == [True]


def test_a_line_alone_is_what_a_book_includes(tmp_path: Path) -> None:
    spec, _ = compiled(
        tmp_path, "# Ports\n\n{{#include parts/table.md:1}}\n", "Open port 22/tcp.\n\nOpen port 23/tcp.\n"
    )
    assert [str(each.ports[0]) for each in spec.requirements] == ["22"]
