"""A loss is an error until it is acknowledged, and a greater loss is one again."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from portspec.catalog import Release, Shrinkage
from portspec.cli import group
from portspec.findings import Finding
from portspec.pipeline import compile_sources
from portspec.spec import Spec
from portspec.update.shrinkage import shrinkages
from tests.reading import page

ROLES = ("Storage servers", "Backup servers")
RELEASE = Release(id="2", name="2", recorded=date(2026, 1, 31))
HEAD = "| Port | Protocol | Direction | Description |\n|---|---|---|---|\n"


def spec_of(*sizes: int) -> Spec:
    """Compile a page with a table of so many rows for each role."""
    tables = [
        f"## {role}\n\n{HEAD}"
        + "".join(f"| {8000 + port} | TCP | inbound | Requests {port}. |\n" for port in range(size))
        for role, size in zip(ROLES, sizes, strict=False)
        if size
    ]
    return compile_sources([(page("# Ports of Example\n\n" + "\n".join(tables)), None)], (), None, lambda _: None)


def found(old: Spec, new: Spec, shrunk: Shrinkage | None = None) -> list[Finding]:
    return list(shrinkages(old, new, replace(RELEASE, shrunk=shrunk), "release 1", "shop/1 shop/2"))


@pytest.mark.parametrize(
    ("sizes", "lost"),
    [
        ((10, 10), []),
        ((12, 10), []),
        ((9, 8), []),  # three of twenty
        ((8, 8), ["4 of 20 requirements"]),
        ((20, 0), ["1 of 2 tables", "the roles backup-server", "10 of 20 requirements"]),
        ((10, 0), ["1 of 2 tables", "the roles backup-server", "10 of 20 requirements"]),
    ],
)
def test_a_grave_loss_is_an_error(sizes: tuple[int, int], lost: list[str]) -> None:
    messages = [each.message for each in found(spec_of(10, 10), spec_of(*sizes))]

    assert messages == [f"2 has lost {what} since release 1" for what in lost]


def test_what_is_acknowledged_may_be_lost_and_no_more() -> None:
    old, new = spec_of(10, 10), spec_of(10, 0)
    shrunk = Shrinkage(reason="No backups any more.", tables=1, roles=("backup-server",), requirements=10)

    assert found(old, new, shrunk) == []
    assert len(found(old, new, replace(shrunk, tables=0))) == 1
    assert len(found(old, new, replace(shrunk, roles=()))) == 1
    assert len(found(old, spec_of(9, 0), shrunk)) == 1


def test_a_document_that_is_taken_out_of_the_catalog_is_no_loss(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So the example of a new project can make way for a page of one's own."""

    def run(*arguments: str) -> str:
        return CliRunner().invoke(group, arguments).output

    monkeypatch.chdir(tmp_path)
    run("init", "--product", "shop", "--release", "1")
    run("build")
    (tmp_path / "mine.md").write_text(f"# Ports of mine\n\n## Workers\n\n{HEAD}| 9000 | TCP | inbound | Jobs. |\n")
    run("add", "mine.md", "--product", "shop", "--release", "1")
    (tmp_path / "spec/sources/shop/1/example.md").unlink()
    catalog = tmp_path / "spec/catalog.toml"
    text = catalog.read_text("utf-8")
    start = text.index("[[product.release.document]]")
    catalog.write_text(text[:start] + text[text.rindex("[[product.release.document]]") :], "utf-8")

    assert "1 requirement of 1 role" in run("build")
    assert run("check") == "1 release checked, 0 findings\n"


def test_the_same_documents_are_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()
    runner.invoke(group, ["init", "--product", "shop", "--release", "1"])
    runner.invoke(group, ["build"])
    page = tmp_path / "spec/sources/shop/1/example.md"
    page.write_text(page.read_text("utf-8").partition("## Database")[0], "utf-8")
    result = runner.invoke(group, ["check"])

    assert "error PS419: 1 has lost 1 of 2 tables since it was compiled last" in result.output
    assert "`portspec diff shop/1`" in result.output
