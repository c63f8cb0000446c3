"""A package of somebody else, as an installer would leave it in a folder of `sys.path`."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import invalidate_caches
from pathlib import Path

import pytest

from portspec import plugins
from portspec.readers.formats import formats
from portspec.resources import entries, fingerprint
from portspec.writers import firewall


@contextmanager
def installed(folder: Path) -> Iterator[None]:
    """Have what is installed in a folder as long as this lasts."""
    before = set(sys.modules)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        _forget()
        yield
    for name in set(sys.modules) - before:
        if str(getattr(sys.modules[name], "__file__", None)).startswith(str(folder)):
            del sys.modules[name]
    _forget()


def _forget() -> None:
    invalidate_caches()
    kept = (entries, plugins._loaded, plugins.plugins, formats, firewall.dialects, fingerprint)  # noqa: SLF001
    for each in kept:
        each.cache_clear()


def install(folder: Path, entry_points: str, **modules: str) -> None:
    """Write modules and what an installer keeps about their package (PyPA, “Recording installed projects”)."""
    about = folder / "lantern_ports-1.0.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: lantern-ports\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(entry_points)
    for name, text in modules.items():
        (folder / f"{name}.py").write_text(text)
