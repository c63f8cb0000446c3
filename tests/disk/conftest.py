"""A disk that fails when it is told to, and projects on it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import PIPE, Popen

import msgspec
import pytest

from tests.conftest import ROOT, Need
from tests.disk.order import Given, Order

HEAD = "# Ports\n\n## Store nodes\n\n| Port | Protocol | Direction | Use |\n|---|---|---|---|\n"
ROWS = ["| 7001 | TCP | inbound | Blocks. |\n", "| 7002 | UDP | outbound | Beats. |\n"]
PAGE, LONGER = HEAD + ROWS[0], HEAD + "".join(ROWS)
DAY = ("--recorded", "2026-01-31")
Run = Callable[[Order], Given]


@pytest.fixture(scope="module")
def run(need: Need, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """Run a command on a disk that fails as it is told."""
    folder = tmp_path_factory.mktemp("shim")
    library = folder / "shim.so"
    source = ROOT / "tests/disk/shim.c"
    subprocess.run([need("cc", "gcc"), "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    (folder / "page.md").write_text(PAGE)
    environment = os.environ | {"LD_PRELOAD": str(library), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "tests.disk.server", str(folder / "page.md")]
    with Popen(command, cwd=ROOT, env=environment, stdin=PIPE, stdout=PIPE) as server:

        def told(order: Order) -> Given:
            assert server.stdin
            assert server.stdout
            server.stdin.write(msgspec.json.encode(order) + b"\n")
            server.stdin.flush()
            return msgspec.json.decode(server.stdout.readline(), type=Given)

        yield told
        server.kill()


Scene = tuple[tuple[str, ...], Callable[[Path], None]]
"""A command, and what is done to a built project before it."""


def untouched(_: Path) -> None:
    pass


def page_edited(root: Path) -> None:
    (root / "spec/sources/shop/1/page.md").write_text(LONGER)


def renamed(root: Path) -> None:
    catalog = root / "spec/catalog.toml"
    catalog.write_text(catalog.read_text("utf-8").replace('"Shop"', '"Store"'), "utf-8")


def origin_changed(root: Path) -> None:
    (root.parent / "origin.md").write_text(LONGER)


def page_beside(root: Path) -> None:
    (root / "new.md").write_text(LONGER)


def nothing_there(root: Path) -> None:
    for each in root.iterdir():
        shutil.rmtree(each) if each.is_dir() else each.unlink()


SCENES: dict[str, Scene] = {
    "build": (("build",), renamed),
    "record": (("record", *DAY), page_edited),
    "update": (("update", *DAY), origin_changed),
    "add": (("add", "new.md", "--product", "bank", "--release", "1", *DAY), page_beside),
    "init": (("init", "--page", "../page.md", "--product", "shop", *DAY), nothing_there),
}


@pytest.fixture(scope="module")
def built(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a project that is built, and the origin of one of its pages."""
    folder = tmp_path_factory.mktemp("built")
    for name in ("page.md", "origin.md"):
        (folder / name).write_text(PAGE)
    root = folder / "project"
    root.mkdir()
    for command in (
        ("init", "--page", "../page.md", "--product", "shop", "--name", "Shop", *DAY),
        ("add", "../origin.md", "--product", "gate", "--release", "1", *DAY),
        ("build",),
    ):
        given = run(Order(folder=str(root), command=command))
        assert given.status == 0, given.said
    return folder


def prepared(built: Path, place: Path, scene: str) -> Path:
    """Return a project of its own, as it is when a command begins."""
    shutil.copytree(built, place)
    SCENES[scene][1](place / "project")
    return place / "project"


def copied(project: Path, place: Path) -> Path:
    """Return another project as this one, with what stands beside it."""
    shutil.copytree(project.parent, place)
    return place / project.name


def held(root: Path) -> dict[str, bytes]:
    """What a folder holds, by path, but for what is safe to lose."""
    paths = {each.relative_to(root).as_posix(): each for each in root.rglob("*") if each.is_file()}
    return {path: each.read_bytes() for path, each in paths.items() if not path.startswith("build/.cache/")}
