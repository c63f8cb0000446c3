"""What all tests share: golden files, the tools of the machine, and folders; and how a run is spread over workers."""

import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import PIPE, Popen
from typing import NoReturn

import pytest
from hypothesis import settings

from tests.promises.history import RECORDED, record
from tests.promises.page import cases

ROOT = Path(__file__).parent.parent
ALL = os.environ.get("PORTSPEC_NIGHTLY") == "1"
"""Whether to try every case of what is large, in place of a part of it."""
REQUIRED = os.environ.get("PORTSPEC_REQUIRE_ALL") == "1"
"""Whether a test fails for want of a program, in place of being skipped."""
STEADY, MANY = 25, 2000
"""Examples of a law: the same few in each run of CI, half of them by day, and new ones by night."""

ROWS = 4
"""With so many rows of its table a test is tried by day at most; CI tries it with all."""

MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes a folder of its own there
"""Where files wait for no disk (tmpfs); what the program writes it has put on the disk, each file by itself."""
ROOM = 4_000_000_000
"""So many bytes must be free there, several times what a run holds at once."""

Golden = Callable[[str, str | bytes], None]
"""`golden(path, data)`: compare with `tests/golden/<path>`, or write it under `--accept`."""
Made = Callable[[Path, str | bytes], None]
"""`made(file, data)`: the same with any file of the checkout that the program makes."""
Need = Callable[..., str]
"""`need(tool, ...)`: the path of a program of this machine, the first that is here."""

# The same examples in every run; `--hypothesis-profile=explore` looks for new ones. No deadline: machines differ.
settings.register_profile("steady", derandomize=True, deadline=None, max_examples=STEADY if REQUIRED else STEADY // 2)
settings.register_profile("explore", deadline=None, max_examples=MANY, print_blob=True)
settings.load_profile("explore" if ALL else "steady")

WAITING = frozenset("audit browser init packets watch".split())
"""The folders whose tests wait for other programs, for packets or for a clock, more than they compute."""
SOONER = 0.8
"""The part of a run in which they begin: some take half a minute, and none is to be waited for alone at the end."""

SLOW_TO_START = "firewall-cmd firewall-offline-cmd ufw".split()
"""Programs in Python, of which a script calls many: by day they are kept warm, by night each starts by itself."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite the golden files with what the program now gives")


def pytest_xdist_auto_num_workers() -> int:
    """More workers than cores, since most of the time a test waits; each takes 200 MB, and seconds to find all."""
    return min(3 * (os.cpu_count() or 1), 16)


gc.disable()  # what is made while tests are found stays, and to look through it takes a third of that time


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop() -> None:
    """From here on some of what is made is garbage, of which none is among what was there before, and little waits."""
    gc.freeze()
    gc.set_threshold(300_000, 20)
    gc.enable()


def _is_roomy() -> bool:
    """Whether the tests' files can be held in memory, programs among them."""
    if not os.access(MEMORY, os.W_OK):
        return False
    about = os.statvfs(MEMORY)
    return about.f_bavail * about.f_frsize > ROOM and not about.f_flag & os.ST_NOEXEC


def pytest_configure(config: pytest.Config) -> None:
    """Let each worker find tests in another order: in a fresh clone it then compiles a part, and the rest is there."""
    if _is_roomy():
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
    worker = getattr(config, "workerinput", None)
    if worker and config.args_source is pytest.Config.ArgsSource.TESTPATHS:
        folders = sorted(str(path) for path in (ROOT / "tests").iterdir() if path.is_dir())
        first = len(folders) * int(worker["workerid"].removeprefix("gw")) // worker["workercount"]
        config.args = folders[first:] + folders[:first]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is for the night or for CI. Let workers wait and compute by turns, and in the end compute."""
    left = {name for name, tried in (("night", ALL), ("full", ALL or REQUIRED)) if not tried}
    tried = [item for item in items if not left & _marks(item)]
    kept = {*(tried if ALL or REQUIRED else _of_each_table(tried))}
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = [item for item in items if item in kept]
    if not config.getoption("loadgroup", default=False):
        return
    items.sort(key=lambda item: item.path)
    for item in items:
        if group := group_of(item):
            item.add_marker(pytest.mark.xdist_group(group))
    kinds = [[item for item in items if (folder_of(item) in WAITING) == waits] for waits in (True, False)]
    shares = [SOONER, 1]
    places = [
        (number * share / len(kind), item)
        for kind, share in zip(kinds, shares, strict=True)
        for number, item in enumerate(kind)
    ]
    items[:] = [item for _, item in sorted(places, key=lambda place: place[0])]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Record how many cases of the promised tests have passed; where all must be here, fail if one has not run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if hasattr(session.config, "workerinput") or reporter is None or not (REQUIRED or RECORDED):
        return
    counted = cases([each.nodeid for each in reporter.stats.get("passed", ())])
    record("tests", {test: number for test, number in counted.items() if number})
    if REQUIRED and (missing := [test for test, number in counted.items() if not number]):
        reporter.write_line(f"promised, and not run: {', '.join(missing)}", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def group_of(item: pytest.Item) -> str | None:
    """What stays on one worker: tests that share what is made for their module, a browser, or all modules, parsed."""
    if folder_of(item) == "browser":  # the builder computes as long as all other pages together
        return "builder" if item.path.stem == "test_builder" else "browser"
    if folder_of(item) == "house":
        return "house"
    made = getattr(item, "_fixtureinfo").name2fixturedefs.values()  # noqa: B009 (pytest has no public name for it)
    return str(item.path) if any(each[-1].scope == "module" for each in made) else None


def _of_each_table(items: list[pytest.Item]) -> Iterator[pytest.Item]:
    """Yield the tests of a day: of one that many rows are tried with, some from all over its table."""
    tables: dict[str, list[pytest.Item]] = {}
    for item in items:
        tables.setdefault(item.nodeid.partition("[")[0], []).append(item)
    for rows in tables.values():
        share = -(-len(rows) // ROWS)
        yield from rows[::share]


def _marks(item: pytest.Item) -> set[str]:
    return {mark.name for mark in item.iter_markers()}


def examples(number: int) -> settings:
    """The settings of a law that needs another number of examples than others."""
    by_day = number if REQUIRED else max(1, number // 2)
    return settings(max_examples=number * MANY // STEADY if ALL else by_day)


def lacking(reason: str) -> NoReturn:
    """Skip a test for want of something, or fail it where all must be here."""
    stop = pytest.fail if REQUIRED else pytest.skip
    stop(reason)


def folder_of(item: pytest.Item) -> str:
    """The folder below `tests` that holds a test."""
    return item.path.relative_to(ROOT / "tests").parts[0]


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared(root: Path) -> Path:
    """The folder of pages that are not ours to publish; it stands beside a developer's checkout or not at all."""
    folder = root.parent / "shared"
    if not folder.is_dir():
        pytest.skip("no ../shared beside this checkout")
    return folder


@pytest.fixture(scope="session")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel; the backend is called as pip calls it, without network."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=root, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="session")
def need() -> Need:
    """Find a program, else skip the test, or fail it where `PORTSPEC_REQUIRE_ALL=1` says that all must be here."""

    def find(*tools: str) -> str:
        places = os.environ.get("PATH", os.defpath) + os.pathsep + "/usr/sbin:/sbin"
        found = [path for tool in tools if (path := shutil.which(tool, path=places))]
        if not found:
            lacking(f"{' or '.join(tools)} is not installed")
        return found[0]

    return find


@pytest.fixture(scope="session")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Put what calls the warm programs before the programs themselves."""
    programs = [path for path in map(shutil.which, SLOW_TO_START) if path]
    if ALL or not programs or os.geteuid() != 0:
        yield
        return
    folder = tmp_path_factory.mktemp("warm")
    python = Path(programs[0]).read_text("utf-8").partition("\n")[0].removeprefix("#!").strip()
    command = [python, str(ROOT / "tests/packets/warm.py"), str(folder), *programs]
    with pytest.MonkeyPatch.context() as patch, Popen(command, stdout=PIPE, text=True) as server:
        assert server.stdout
        assert server.stdout.readline() == "ready\n"
        patch.setenv("PATH", str(folder), prepend=os.pathsep)
        yield
        server.kill()


@pytest.fixture
def golden(made: Made) -> Golden:
    """Compare data with a golden file below `tests/golden`."""
    return lambda path, data: made(ROOT / "tests" / "golden" / path, data)


@pytest.fixture
def made(request: pytest.FixtureRequest) -> Made:
    """Compare data with a file of the checkout."""
    accept = request.config.getoption("--accept")

    def compare(file: Path, data: str | bytes) -> None:
        given = data.encode() if isinstance(data, str) else data
        if accept:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(given)
        assert file.is_file(), f"{file} does not exist yet: `make accept` writes it"
        expected = file.read_bytes()
        # Compared as text where it is text, so that pytest shows the lines that differ.
        shown = given.decode(errors="backslashreplace"), expected.decode(errors="backslashreplace")
        path = file.relative_to(ROOT)
        assert shown[0] == shown[1], f"{path}: `make accept` takes over what is meant"
        assert given == expected

    return compare
