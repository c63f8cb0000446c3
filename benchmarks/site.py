"""How long building the site takes, how it grows, and how fast its port finder answers: `python -m benchmarks.site`.

The Markdown alone is the folder that `portspec emit site` writes. Builds with the hook and of that folder alternate, in
processes of their own; Chromium answers from a folder.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from shutil import copy, copytree, which
from statistics import median
from tempfile import TemporaryDirectory

import msgspec
from playwright.sync_api import sync_playwright

from benchmarks.measure import Figure, medians, show, times
from portspec.spec import (
    Basis,
    Counts,
    ErratumRecord,
    Party,
    PortRange,
    Product,
    Provenance,
    Requirement,
    Role,
    SourceRecord,
    Spec,
)

BROWSERS = ("chromium-headless-shell", "chromium")
"""What Chromium is called: first the one without windows, which does the same with a third of the work."""
HOST = 100
"""How many requirements a role has."""


def many(rows: int) -> Spec:
    """Return a release with so many requirements, a hundred for each role, one in seven a range."""
    roles = [f"role-{number}" for number in range(-(-rows // HOST))]
    quote = "1024 | TCP | Carries the traffic of a service"
    place = Provenance(source="page", line=1, end_line=1, column=1, quote=quote)
    return Spec(
        product=Product(id="large", name="Large", release=str(rows), release_name=str(rows), recorded=date(2026, 1, 1)),
        sources=(
            SourceRecord(id="page", path="page.md", title="Page", media_type="text/markdown", sha256="0" * 64, lines=1),
        ),
        roles=tuple(
            Role(id=id, name=id.title(), stated=id, includes=(), conditions=(), erratum=None, provenance=place)
            for id in roles
        ),
        requirements=tuple(_requirement(row, roles, place) for row in range(rows)),
        notes=(),
        errata=(ErratumRecord(id="tcp", kind="assumption", why="It is most likely TCP.", see=None),),
        findings=(),
        counts=Counts(rows=rows, read=rows, unread=0, tables=1),
    )


def _requirement(row: int, roles: list[str], place: Provenance) -> Requirement:
    role, start = roles[row // HOST], 1 + row * 37 % 65000
    end = start + (row % 400 if row % 7 == 0 else 0)
    direction = ("inbound", "outbound", "both")[row % 3]
    peer = roles[(row * 7 + 1) % len(roles)]
    return Requirement(
        id=f"{role}.{start}-{row}.{direction}",
        role=role,
        direction=direction,  # type: ignore[arg-type]
        ports=(PortRange(start=start, end=end),),
        dynamic=None,
        transports=("tcp",) if row % 2 else ("udp",),
        source=None,
        destination=None,
        peers=(Party(role=peer, text=peer),),
        purpose=f"Carries the traffic of service {row}, such as queries & answers.",
        condition=None,
        negated=False,
        reserved=False,
        kind="table",
        basis={"transports": Basis(erratum="tcp", was=())} if row % 5 == 0 else {},
        provenance=place,
    )


ROOT = Path(__file__).parent.parent
FEW, MANY = 2_000, 20_000
CATALOG = """
[[product]]
id = "large"
name = "Large"

[[product.release]]
id = "{rows}"
name = "{rows}"
recorded = 2026-01-01

[[product.release.document]]
id = "page"
path = "page.md"
title = "Page"
media_type = "text/markdown"
sha256 = "{digest}"
use = "primary"
"""
QUERIES = ["2511", "6000", "tcp", "5700-6900", "role-17", "service 1999", "443/udp", "1-65535", "nothing"]
ANSWER = """async queries => {
  const field = document.querySelector("form.finder").elements.port;
  const took = [];
  for (const query of queries) {
    const start = performance.now();
    field.value = query;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    while (!document.querySelector("form.finder [role=status]").textContent.startsWith(`${query}: `))
      await Promise.resolve();
    took.push(performance.now() - start);
  }
  return took;
}"""


def project(folder: Path, rows: int) -> Path:
    """Make a project with one compiled release, and beside it the plain folder of its site; return the project."""
    compiled = folder / "spec" / "compiled" / "large"
    compiled.mkdir(parents=True)
    (compiled / f"{rows}.json").write_bytes(msgspec.json.encode(many(rows)))
    (folder / "spec" / "catalog.toml").write_text(CATALOG.format(rows=rows, digest="0" * 64))
    copy(ROOT / "mkdocs.yml", folder)
    copytree(ROOT / "site", folder / "site")
    run(folder, "portspec", "emit", "site", "-o", "plain")
    return folder


def run(folder: Path, module: str, *arguments: str) -> float:
    """Run a Python program in a folder, and return how many seconds it takes."""
    start = time.perf_counter()
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", module, *arguments]
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)  # noqa: S603
    return time.perf_counter() - start


def build(folder: Path, plain: Path, times: int) -> tuple[float, float]:
    """Return the median seconds of a build with the hook, and the ratio to that of the plain folder."""
    command = ("mkdocs", "build", "--strict", "--site-dir")
    pairs = [(run(folder, *command, str(plain / "hook")), run(plain, *command, "build")) for _ in range(times)]
    took, _, ratio = medians(pairs)
    return took, ratio


def sizes(few: Path, many: Path) -> Iterator[Figure]:
    """Yield how a page grows with the number of pages, and what the fullest page holds."""
    name = Path("plain", "hook", "findings", "PS401.html")
    ratio = (many / name).stat().st_size / (few / name).stat().st_size
    pages = sum(1 for _ in (many / "plain" / "hook").rglob("*.html"))
    yield Figure(name="size of a page among many, times among few", value=ratio, limit=1.01, about=f"{pages} pages")
    built = [page.read_text("utf-8") for page in (many / "plain" / "hook" / "large").rglob("*.html")]
    rows = max(page.count("<tr") for page in built)
    yield Figure(name="rows of the fullest page", value=rows, limit=1000)


def answers(folder: Path) -> Figure:
    """Return how long the port finder takes to answer, in Chromium and from a folder."""
    with sync_playwright() as playwright:
        path = next(filter(None, map(which, BROWSERS)), None)
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto((folder / "plain" / "hook" / "index.html").as_uri() + "?port=1")
        page.locator("form.finder [role=status]").filter(has_text="requirement").wait_for()
        took = page.evaluate(ANSWER, QUERIES * 5)
        browser.close()
    about = f"the slowest {max(took):.1f} ms"
    return Figure(name="milliseconds of the port finder's answer", value=median(took), limit=16, about=about)


def figures(times: int = 5) -> Iterator[Figure]:
    """Yield all of them."""
    with TemporaryDirectory() as folder:
        own = Path(folder, "own")
        run(ROOT, "portspec", "emit", "site", "-o", str(own))
        few, large = project(Path(folder, "few"), FEW), project(Path(folder, "many"), MANY)
        took = {}
        for name, at, plain, often in (
            ("this repository", ROOT, own, times),
            (f"{FEW} requirements", few, few / "plain", times),
            (f"{MANY} requirements", large, large / "plain", 1),
        ):
            took[name], ratio = build(at, plain, often)
            about = f"{took[name]:.2f} s"
            yield Figure(name=f"site of {name}, times the Markdown alone", value=ratio, limit=1.15, about=about)
        growth = took[f"{MANY} requirements"] / took[f"{FEW} requirements"]
        yield Figure(name=f"site of {MANY} requirements, times {FEW}", value=growth, limit=12)
        yield from sizes(few, large)
        yield answers(large)


if __name__ == "__main__":
    show(figures(times(5)))
