"""A small workspace and a page, in a folder that is the current one."""

from hashlib import sha256
from pathlib import Path

import pytest

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
    digest = sha256(PAGE.encode()).hexdigest()
    releases = "".join(RELEASE.format(id=id, digest=digest) for id in ("1.0", "2.0"))
    for id in ("1.0", "2.0"):
        source = here / f"spec/sources/example/{id}/ports.md"
        source.parent.mkdir(parents=True)
        source.write_text(PAGE, "utf-8")
    (here / "spec/catalog.toml").write_text(CATALOG.format(releases=releases), "utf-8")
    return here
