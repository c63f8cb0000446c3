"""`portspec watch` builds again after an edit, says what that means, and touches only what depends on it."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from queue import Queue
from socket import socket
from threading import Thread
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from click.testing import CliRunner

from portspec.cli import group

SECONDS = 60
"""No line is waited for longer than this."""
COMMAND = """
import runpy, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
runpy.run_module("portspec", run_name="__main__", alter_sys=True)
"""
"""As at a terminal: what a shell starts in the background ignores an interrupt (sh(1)), and its children do too."""


class Watching:
    """A watch in a process of its own, and the lines that it prints."""

    def __init__(self, folder: Path, *options: str, command: str = "watch") -> None:
        self.folder = folder
        self.process = subprocess.Popen(
            [sys.executable, "-c", COMMAND, command, *options],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.lines: Queue[str] = Queue()
        self.reader = Thread(target=self._read)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                self.lines.put(line.rstrip("\n"))

    def end(self) -> int:
        """Wait for the end of the process and return its status."""
        status = self.process.wait(timeout=SECONDS)
        self.reader.join(timeout=SECONDS)
        return status

    def until(self, words: str) -> list[str]:
        """Return the lines up to the one that holds these words."""
        found: list[str] = []
        while not found or words not in found[-1]:
            found.append(self.lines.get(timeout=SECONDS))
        return found


@pytest.fixture
def watching(root: Path, tmp_path: Path) -> Iterator[Watching]:
    shutil.copytree(root / "spec", tmp_path / "spec")
    found = Watching(tmp_path)
    yield found
    found.process.kill()
    found.end()


def edit(folder: Path, old: str, new: str) -> None:
    """Edit the page of 7.1 Beta, and record its hash again."""
    page = folder / "spec/sources/virtuozzo-hybrid-server/7.1-beta/configuring-server-ports.md"
    catalog = folder / "spec/catalog.toml"
    before = page.read_bytes()
    after = before.replace(old.encode(), new.encode())
    recorded = catalog.read_text("utf-8")
    page.write_bytes(after)
    catalog.write_text(recorded.replace(sha256(before).hexdigest(), sha256(after).hexdigest()), "utf-8")


def inodes(folder: Path) -> dict[str, int]:
    return {path.relative_to(folder).as_posix(): path.stat().st_ino for path in folder.rglob("*") if path.is_file()}


def test_an_edit_is_told_and_only_its_files_are_touched(watching: Watching) -> None:
    watching.until("Watching ")
    before = inodes(watching.folder / "build")
    edit(watching.folder, "(IO) Carries logins", "(I) Carries logins")
    told = watching.until("direction: both → inbound")

    assert "Less is open:" in told
    assert "  ~ standalone-server.22.inbound (was standalone-server.22.both)" in told
    after = inodes(watching.folder / "build")
    touched = {path for path, number in after.items() if before.get(path) != number}
    assert touched
    assert not [path for path in touched if "/7-2016" in path]
    assert len(touched) < len(after)

    edit(watching.folder, "Carries logins", "Carries all logins")
    assert "Words only:" in watching.until("purpose: ")


@pytest.mark.full
def test_an_error_leaves_the_outputs(watching: Watching) -> None:
    watching.until("Watching ")
    before = inodes(watching.folder / "build") | inodes(watching.folder / "spec/compiled")
    catalog = watching.folder / "spec/catalog.toml"
    text = catalog.read_text("utf-8")
    catalog.write_text("nonsense", "utf-8")
    watching.until("error PS305")
    assert inodes(watching.folder / "build") | inodes(watching.folder / "spec/compiled") == before

    catalog.write_text(text, "utf-8")
    watching.until("Nothing has changed.")


@pytest.mark.parametrize("number", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.full)])
def test_it_ends_quietly(watching: Watching, number: signal.Signals) -> None:
    watching.until("Watching ")
    watching.process.send_signal(number)
    assert watching.end() == 0
    assert list(watching.lines.queue) == []


def test_the_served_site_follows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    options = ["--product", "shop", "--release", "1.0", "--recorded", "2026-01-31"]
    assert CliRunner().invoke(group, ["init", str(tmp_path), *options]).exit_code == 0
    monkeypatch.chdir(tmp_path)
    found = Watching(tmp_path, "--address", address, command="serve")
    try:
        found.until("Serving on")
        with urlopen(f"http://{address}/shop/1.0/ports.html", timeout=SECONDS) as answer:
            assert b"5432" in answer.read()
    finally:
        found.process.send_signal(signal.SIGTERM)
        assert found.end() == 0
    with pytest.raises(URLError, match="refused"):
        urlopen(f"http://{address}/", timeout=SECONDS)
