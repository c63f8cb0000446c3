"""Whatever the disk does at whichever call: what was there is whole, what failed is told, the next build repairs."""

import shutil
from collections.abc import Iterator
from errno import EIO, EMFILE, ENOSPC, EROFS
from pathlib import Path

import msgspec
import pytest

from tests.conftest import ALL
from tests.disk.conftest import SCENES, Run, copied, held, prepared
from tests.disk.order import CHANGE, MAKE, OPEN, READ, RENAME, WRITE, Given, Order

Fault = tuple[int, int, bool]
"""Which calls fail, how, and whether all later ones do as well."""
FAULTS: dict[str, Fault] = {
    "killed": (CHANGE, 0, False),
    "killed at a rename": (RENAME, 0, False),
    "full": (WRITE | MAKE, ENOSPC, True),
    "read-only": (CHANGE, EROFS, True),
    "broken once": (CHANGE | OPEN | READ, EIO, False),
    "broken": (CHANGE | OPEN | READ, EIO, True),
    "too many files": (OPEN, EMFILE, True),
}
MOST = 6
"""By night so many calls of a command fail, one after the other, and all renames; by day one does."""
DAILY = ("killed at a rename", "full", "broken once")


class Right(msgspec.Struct, frozen=True, kw_only=True):
    """A command on a disk that works."""

    scene: str
    """Its name."""
    project: Path
    """The project before it, of which each trial has a copy."""
    old: dict[str, bytes]
    """What the project holds before it."""
    new: dict[str, bytes]
    """What it holds after it and a build."""
    made: dict[str, bytes]
    """What it holds between these."""


@pytest.fixture(scope="module", params=SCENES if ALL else ["add"])
def right(request: pytest.FixtureRequest, run: Run, built: Path, tmp_path_factory: pytest.TempPathFactory) -> Right:
    scene: str = request.param
    folder = tmp_path_factory.mktemp("right")
    before = prepared(built, folder / "before", scene)
    root = copied(before, folder / "after")
    states = [held(root)]
    for command in (SCENES[scene][0], ("build",)):
        assert run(Order(folder=str(root), command=command)).status == 0
        states.append(held(root))
    return Right(scene=scene, project=before, old=states[0], made=states[1], new=states[2])


def breaches(run: Run, right: Right, root: Path, fault: Fault, at: int) -> Iterator[str]:
    """Yield what is not as it should be after a command on a disk that failed at one call, and after the next ones."""
    kinds, error, stays = fault
    command = SCENES[right.scene][0]
    order = Order(folder=str(root), command=command, below=str(root), kinds=kinds, at=at, error=error, stays=stays)
    given = run(order)
    yield from _told(given)
    now = held(root)
    if given.status == 0 and any(now.get(path) != data for path, data in right.made.items()):
        yield "it says that all is done, and it is not"
    for path, data in right.old.items():
        if path.startswith("spec/") and "compiled" not in path and now.get(path) not in (data, right.made.get(path)):
            yield f"{path} is lost"
    yield from _told(run(Order(folder=str(root), command=command if right.scene == "init" else ("build",))))
    for path, each in held(root).items():
        if each not in (right.old.get(path), right.made.get(path), right.new.get(path)):
            yield f"{path} is neither old nor new after a build"
    run(Order(folder=str(root), command=command))
    again = run(Order(folder=str(root), command=("build",)))
    if again.status or held(root) != right.new:
        yield f"it is not repaired: {again.said}"


def _told(given: Given) -> Iterator[str]:
    if given.status not in (0, 1, -9) or "Traceback" in given.said:
        yield f"status {given.status}: {given.said[-1500:]}"
    if given.status == 1 and "error PS" not in given.said:
        yield f"nothing is told: {given.said}"


def moments(run: Run, right: Right, place: Path, fault: Fault) -> range:
    """Return the numbers of the calls that are to fail."""
    root = copied(right.project, place)
    order = Order(folder=str(root), command=SCENES[right.scene][0], below=str(root), kinds=fault[0])
    calls = run(order).calls
    return range(0, calls, 1 if fault[0] == RENAME else calls // MOST + 1) if ALL else range(calls // 2, calls // 2 + 1)


@pytest.mark.parametrize("name", FAULTS if ALL else DAILY)
def test_a_command_on_a_disk_that_fails(run: Run, right: Right, name: str, tmp_path: Path) -> None:
    found = {}
    for at in moments(run, right, tmp_path / "count", FAULTS[name]):
        root = copied(right.project, tmp_path / str(at))
        if each := list(breaches(run, right, root, FAULTS[name], at)):
            found[at] = each
        shutil.rmtree(root.parent)
    assert found == {}
