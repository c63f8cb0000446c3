"""How long a catalog of many pages takes, and how much memory: `python -m benchmarks.catalog [PAGES]`.

Each page has a table of ten ports of one role; each product has two releases of one page.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import Figure, show, times

PAGES, ROWS, RELEASES = 2000, 10, 2
HEAD = "| Port | Protocol | Direction | Description |\n|---|---|---|---|\n"
PRODUCT = '[[product]]\nid = "{id}"\nname = "Gateway {number}"\n'
RELEASE = """
[[product.release]]
id = "{release}"
name = "Release {release}"
recorded = 2026-01-0{release}

[[product.release.document]]
id = "ports"
path = "{path}"
title = "Ports"
media_type = "text/markdown"
sha256 = "{digest}"
use = "primary"
"""
JOBS = 2
"""The limits are for two cores: each process has memory of its own."""
WATCH = 0.05
"""Seconds between two looks at how much memory is used."""


def page(number: int, release: int) -> str:
    """Return a page, no two of which are alike; from one release to the next a port becomes another."""
    first = 1024 + number * 37 % 60000
    ports = [first + row * 7 + (release if row == 0 else 0) for row in range(ROWS)]
    ways = ("inbound", "inbound", "outbound")
    rows = (
        f"| {port} | TCP | {ways[at % 3]} | Carries traffic {at} of the service. |" for at, port in enumerate(ports)
    )
    return f"# Ports of gateway {number}, release {release}\n\n## Server\n\n{HEAD}" + "\n".join((*rows, ""))


def catalog(root: Path, pages: int) -> None:
    """Make a project with so many pages, none of which has been compiled."""
    texts = []
    for number in range(pages // RELEASES):
        id = f"gateway-{number}"
        texts.append(PRODUCT.format(id=id, number=number))
        for release in range(1, RELEASES + 1):
            path, data = f"{id}/{release}/ports.md", page(number, release).encode()
            (root / "spec/sources" / path).parent.mkdir(parents=True)
            (root / "spec/sources" / path).write_bytes(data)
            texts.append(RELEASE.format(release=release, path=path, digest=sha256(data).hexdigest()))
    (root / "spec/catalog.toml").write_text("\n".join(texts))


def build(root: Path) -> tuple[float, float]:
    """Return the seconds that a build takes, and the most memory of all its processes at one time, in MiB."""
    start, most = time.perf_counter(), 0
    command = [sys.executable, "-m", "portspec", "build", "--jobs", str(JOBS)]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL) as process:  # noqa: S603
        while process.poll() is None:
            most = max(most, memory(process.pid))
            time.sleep(WATCH)
    assert process.returncode == 0
    return time.perf_counter() - start, most / 1024


def memory(process: int) -> int:
    """Return how much memory a process and its children use, in KiB; what they share counts once (proc(5), Pss)."""
    try:
        said = Path(f"/proc/{process}/smaps_rollup").read_text("ascii")
        tasks = list(Path(f"/proc/{process}/task").iterdir())
        children = " ".join((task / "children").read_text("ascii") for task in tasks).split()
    except OSError:  # it has just ended
        return 0
    own = next((int(line.split()[1]) for line in said.splitlines() if line.startswith("Pss:")), 0)
    return own + sum(memory(int(each)) for each in children)


def figures(pages: int = PAGES) -> Iterator[Figure]:
    """Yield what the first build takes, and one of the same pages."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        catalog(root, pages)
        took, most = build(root)
        files = sum(len(files) for _, _, files in os.walk(root / "build"))
        again = min(build(root)[0] for _ in range(3))
    about = f"{JOBS} processes, {files} files"
    yield Figure(name=f"seconds of the first build of {pages} pages", value=took, limit=30 * pages / PAGES, about=about)
    yield Figure(name=f"MiB of all its processes, of {pages} pages", value=most, limit=300)
    limit = 0.15 + pages / 1000
    yield Figure(name=f"seconds where nothing of {pages} pages changed", value=again, limit=limit)


if __name__ == "__main__":
    show(figures(times(PAGES)))
