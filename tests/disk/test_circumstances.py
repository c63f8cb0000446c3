"""Whoever runs a command, when and where: the same bytes, or it is told why not."""

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Need, lacking
from tests.disk.conftest import Run, copied, held, prepared
from tests.disk.order import Order

NOBODY = 65534
"""A user who owns nothing (passwd(5), `nobody`)."""
DAYS = {"1970": -1_780_000_000, "2100": 2_350_000_000}
"""Seconds by which a clock of these years is off, about."""


@pytest.fixture(scope="module")
def renamed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of which each file of a build is to be another."""
    return prepared(built, tmp_path_factory.mktemp("renamed") / "before", "build")


@pytest.fixture(scope="module")
def wanted(run: Run, renamed: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a build makes of it."""
    root = copied(renamed, tmp_path_factory.mktemp("wanted") / "after")
    assert run(Order(folder=str(root), command=("build",))).status == 0
    return held(root)


@pytest.fixture
def root(renamed: Path, tmp_path: Path) -> Path:
    return copied(renamed, tmp_path / "here")


@pytest.mark.parametrize("clock", DAYS.values(), ids=DAYS)
def test_the_day_is_in_no_output(run: Run, root: Path, wanted: dict[str, bytes], clock: int) -> None:
    given = run(Order(folder=str(root), command=("build",), clock=clock))
    assert (given.status, "Traceback" in given.said) == (0, False)
    assert held(root) == wanted


def test_what_nobody_else_may_read_has_the_same_bytes(run: Run, root: Path, wanted: dict[str, bytes]) -> None:
    assert run(Order(folder=str(root), command=("build",), umask=0o077)).status == 0
    assert held(root) == wanted
    assert (root / "build/index.json").stat().st_mode & 0o077 == 0


def opened(root: Path) -> None:
    """Let everybody reach a folder of the tests, which only their owner may enter."""
    for each in root.parents:
        if each.stat().st_uid == os.geteuid() and each != Path("/"):
            each.chmod(each.stat().st_mode | 0o011)


@pytest.fixture
def others() -> None:
    if os.geteuid() != 0:
        lacking("only root may run a command as another user")


@pytest.mark.usefixtures("others")
@pytest.mark.parametrize("command", ["build", "record", "update", "check", "init", "emit json --product shop -o out"])
def test_who_may_not_write_is_told(run: Run, root: Path, command: str) -> None:
    opened(root)
    before = held(root)
    given = run(Order(folder=str(root), command=tuple(command.split()), user=NOBODY))
    assert "Traceback" not in given.said
    assert (given.status, "error PS" in given.said) == (1, True), given.said
    assert held(root) == before


@pytest.mark.full
@pytest.mark.usefixtures("others")
def test_another_user_without_a_home_builds_the_same(run: Run, root: Path, wanted: dict[str, bytes]) -> None:
    opened(root)
    for each in (root, *root.rglob("*")):
        os.chown(each, NOBODY, NOBODY)
    given = run(Order(folder=str(root), command=("build",), user=NOBODY))
    assert given.status == 0, given.said
    assert held(root) == wanted


@pytest.fixture
def small(need: Need, tmp_path: Path) -> Iterator[Path]:
    """A disk of four megabytes."""
    place = tmp_path / "small"
    place.mkdir()
    if (
        os.geteuid() != 0
        or subprocess.run([need("mount"), "-t", "tmpfs", "-o", "size=4m", "small", place], check=False).returncode
    ):
        lacking("no disk can be mounted here")
    yield place
    subprocess.run([need("umount"), place], check=True)


@pytest.mark.night
def test_a_disk_that_is_full_keeps_what_it_has(run: Run, renamed: Path, small: Path, wanted: dict[str, bytes]) -> None:
    root = copied(renamed, small / "here")
    filling = small / "filling"
    for free in range(8, 200, 16):  # kilobytes that are left
        room = os.statvfs(small)
        filling.write_bytes(bytes(max(0, room.f_bavail * room.f_frsize + filling_size(filling) - free * 1024)))
        before = held(root)
        given = run(Order(folder=str(root), command=("build",)))
        assert "Traceback" not in given.said
        assert (given.status, held(root)) in ((1, before), (0, wanted)), given.said
        if given.status == 0:
            return
    filling.unlink()
    assert run(Order(folder=str(root), command=("build",))).status == 0
    assert held(root) == wanted


def filling_size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


@pytest.mark.night
@pytest.mark.parametrize("files", [8, 12, 16, 24])
def test_few_open_files_are_enough_or_it_is_told(run: Run, root: Path, wanted: dict[str, bytes], files: int) -> None:
    """To remove an old folder takes a file for each level; what could not be removed is by the next command."""
    before = held(root)
    done = subprocess.run(
        [sys.executable, "-m", "portspec", "build"],
        cwd=root,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (files, files)),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == 0:
        assert run(Order(folder=str(root), command=("build",))).status == 0
    assert (done.returncode, held(root)) in ((1, before), (0, wanted)), done.stderr
    assert done.returncode == 0 or "error PS901" in done.stderr
