"""A site, and a project whose one page comes from there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import run
from tests.fetch.serving import Site, serving

HEAD = "<html><head><meta charset=utf-8><title>Ports</title></head><body><h1>Ports of the gate</h1>"
ROWS = ((443, "inbound", "Requests of browsers."), (22, "inbound", "Logins."), (5432, "outbound", "Data."))


def page(*rows: tuple[int, str, str], more: str = "") -> bytes:
    """A page of HTML with a table of these ports."""
    lines = [f"<tr><td>{port}</td><td>TCP</td><td>{way}</td><td>{use}</td></tr>" for port, way, use in rows]
    head = "<tr><th>Port</th><th>Protocol</th><th>Direction</th><th>Description</th></tr>"
    return f"{HEAD}<h2>Gateways</h2><table>{head}\n{chr(10).join(lines)}</table>{more}</body></html>\n".encode()


PAGE = page(*ROWS)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as found:
        yield found


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site: Site) -> Path:
    """A project with a page of the site, added and built; it is the current folder."""
    root = tmp_path / "project"
    (root / "spec").mkdir(parents=True)
    (root / "spec/catalog.toml").write_text("# The products.\n")
    monkeypatch.chdir(root)
    monkeypatch.delenv("NETRC", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    address = site.page("/ports.html", PAGE, ETag='"1"')
    assert run("add", address, *RELEASE).exit_code == 0
    assert run("build").exit_code == 0
    return root


RELEASE = ("--product", "gate", "--product-name", "The Gate", "--release", "1.0", "--recorded", "2026-03-01")


def held(root: Path) -> dict[str, bytes]:
    """What a folder holds, by path."""
    return {each.relative_to(root).as_posix(): each.read_bytes() for each in root.rglob("*") if each.is_file()}
