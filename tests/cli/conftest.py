"""A small workspace and a page, in a folder that is the current one."""

import shutil
from contextlib import chdir
from hashlib import sha256
from pathlib import Path

import pytest

from tests.cli.running import run

PAGE = """# Ports of Example

## Storage servers

| Port | Protocol | Direction | Description |
| ---- | -------- | --------- | ----------- |
| 22 | TCP | inbound | Logins. |
| 8200 | TCP | inbound | Communication with clients. |
| 8300 | TCP | | Copies. |
| `<port>` | TCP | inbound | Consoles. |

## Clients

| Port | Protocol | Direction | Description |
| ---- | -------- | --------- | ----------- |
| 8200 | TCP | outbound | Communication with storage servers. |
"""
CATALOG = """[[product]]
id = "example"
name = "Example"
{releases}"""
RELEASE = """
[[product.release]]
id = "{id}"
name = "{id}"
recorded = 2026-01-31

[[product.release.document]]
id = "ports"
path = "example/{id}/ports.md"
title = "Ports"
media_type = "text/markdown"
sha256 = "{digest}"
use = "primary"
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: empty, with no catalog above it."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def workspace(here: Path) -> Path:
    """The current folder, with a catalog and the sources of two releases."""
    return filled(here)


@pytest.fixture
def built(here: Path, kept: Path) -> Path:
    """The same, built."""
    shutil.copytree(kept, here, dirs_exist_ok=True)
    return here


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One that is built, to be copied."""
    folder = filled(tmp_path_factory.mktemp("built"))
    with chdir(folder):
        assert run("build").exit_code == 0
    return folder


def filled(folder: Path) -> Path:
    digest = sha256(PAGE.encode()).hexdigest()
    releases = "".join(RELEASE.format(id=id, digest=digest) for id in ("1.0", "2.0"))
    for id in ("1.0", "2.0"):
        source = folder / f"spec/sources/example/{id}/ports.md"
        source.parent.mkdir(parents=True)
        source.write_text(PAGE, "utf-8")
    (folder / "spec/catalog.toml").write_text(CATALOG.format(releases=releases), "utf-8")
    return folder
