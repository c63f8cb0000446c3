"""What all tests share: golden files, the tools of the machine, and folders."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parent.parent
ALL = os.environ.get("PORTSPEC_NIGHTLY") == "1"
"""Whether to try every case of what is large, in place of a part of it."""

Golden = Callable[[str, str | bytes], None]
"""`golden(path, data)`: compare with `tests/golden/<path>`, or write it under `--accept`."""
Need = Callable[[str], str]
"""`need(tool)`: the path of a program of this machine."""

# The same examples in every run, so few; `--hypothesis-profile=explore` looks for new ones.
# No deadline: machines differ.
settings.register_profile("steady", derandomize=True, deadline=None, max_examples=25)
settings.register_profile("explore", deadline=None, max_examples=2000)
settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite the golden files with what the program now gives")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a file on one worker, for what they share; those with packets share nothing."""
    for item in items:
        path = item.path.relative_to(ROOT)
        if path.parts[:2] != ("tests", "packets"):
            item.add_marker(pytest.mark.xdist_group(path.as_posix()))


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
def need() -> Need:
    """Find a program, else skip the test, or fail it where `PORTSPEC_REQUIRE_ALL=1` says that all must be here."""

    def find(tool: str) -> str:
        path = shutil.which(tool, path=os.environ.get("PATH", os.defpath) + os.pathsep + "/usr/sbin:/sbin")
        if path is None:
            stop = pytest.fail if os.environ.get("PORTSPEC_REQUIRE_ALL") == "1" else pytest.skip
            stop(f"{tool} is not installed")
        return path

    return find


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare data with a golden file below `tests/golden`."""
    accept = request.config.getoption("--accept")

    def compare(path: str, data: str | bytes) -> None:
        file = ROOT / "tests" / "golden" / path
        given = data.encode() if isinstance(data, str) else data
        if accept:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(given)
        assert file.is_file(), f"{file} does not exist yet: `make accept` writes it"
        expected = file.read_bytes()
        # Compared as text where it is text, so that pytest shows the lines that differ.
        assert given.decode(errors="backslashreplace") == expected.decode(errors="backslashreplace")
        assert given == expected

    return compare
