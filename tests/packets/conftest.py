"""What the tests with real packets need: the right, the programs, and a laboratory for each test.

They try texts, not the reading of pages. What has passed on this machine is not tried again while all is the same that
it depends on: what makes the texts, the cases and probes, the programs and the kernel.
"""

import os
import subprocess
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from portspec.proof.bases import base, bases
from portspec.proof.host import Host
from portspec.proof.lab import is_root, laboratory
from portspec.writers.firewall import Options
from tests.conftest import ALL, REQUIRED, ROOT, Need, lacking
from tests.packets.lab import PEERS, Lab

PLAIN = Options(roles=())
Closed = Callable[..., Host]
Needed = Callable[[str], None]
AGAIN = {"test_verify.py"}
"""Files of tests that are about more than texts."""
APART = {"checks", "cli", "diff", "extract", "readers", "resolve", "writers"}
"""Folders of the package that make no text; of the writers only those of firewalls do."""

ALSO = ("tests/firewall/reading.py", "requirements/test.txt", "requirements/night.txt")


def by_turns(dialects: Sequence[str], cases: Iterable[str]) -> list[Any]:
    """Return each case with each dialect: all are tried in CI, and else each case once, with the dialects by turns."""
    return [
        pytest.param(dialect, case, marks=[pytest.mark.full] if turn != number % len(dialects) else [])
        for number, case in enumerate(cases)
        for turn, dialect in enumerate(dialects)
    ]


@cache
def made_of() -> str:
    """The digest of all that a verdict about a text depends on."""
    package = ROOT / "compiler/portspec"
    folders = (package / "writers/firewall", package / "deployment", ROOT / "tests/packets")
    files = [path for path in package.rglob("*.py") if path.relative_to(package).parts[0] not in APART]
    files += [path for folder in folders for path in folder.rglob("*.*") if path.suffix in {".py", ".sh", ".yml"}] + [
        ROOT / path for path in ALSO
    ]
    commands = dict(command for name in bases() for command in base(name).TOOLS.items())
    told = [os.uname().release, *(_told(*command) for command in commands.values())]
    return sha256("\0".join([*told, *(path.read_text("utf-8") for path in sorted(files))]).encode()).hexdigest()


def _told(*command: str) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout
    except FileNotFoundError:
        return ""


def _record(item: pytest.Item) -> Path | None:
    """Where it is kept that a test has passed; None for one that is to run each time."""
    if ALL or REQUIRED or item.path.name in AGAIN or not hasattr(item.config, "cache"):
        return None
    return item.config.cache.mkdir("texts") / sha256(f"{made_of()} {item.nodeid}".encode()).hexdigest()


def pytest_runtest_setup(item: pytest.Item) -> None:
    record = _record(item)
    if record and record.exists():
        pytest.skip("has passed on this machine with the same text")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if call.when == "call" and report.passed and (record := _record(item)):
        record.touch()
    return report


@pytest.fixture(scope="session")
def able(need: Need, warm: None) -> Needed:  # noqa: ARG001 (for the programs that scripts call)
    """Skip the test where no laboratory can be built; `able(dialect)` also where that one cannot be proven."""
    if not is_root():
        lacking("only root can make network namespaces")
    for tool in ("ip", "nft", "sh", "awk", "ss", "unshare"):
        need(tool)

    def needed(dialect: str) -> None:
        for tool in base(dialect).TOOLS:
            need(tool)

    return needed


@pytest.fixture
def lab(able: Needed) -> Iterator[Lab]:  # noqa: ARG001 (it builds one)
    """A host and its peers, without any rules."""
    with laboratory(PEERS) as built:
        yield built


@pytest.fixture
def closed(lab: Lab, able: Needed) -> Iterator[Closed]:
    """`closed(dialect, options)`: the host with a firewall of that kind that denies all."""
    with ExitStack() as stack:

        def build(dialect: str, options: Options = PLAIN) -> Host:
            able(dialect)
            return stack.enter_context(base(dialect).default_deny(lab, options))

        yield build
