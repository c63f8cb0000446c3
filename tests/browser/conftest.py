"""The site of the example, built as a user builds it, in a real browser."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from fcntl import LOCK_EX, flock
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import msgspec
import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from benchmarks.site import BROWSERS
from portspec.files.checksums import CHECKSUMS, checksums, digests
from portspec.spec import Spec
from tests.conftest import ALL, Need
from tests.writers.example import OLDER, SPEC

QUIET = """--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync
--no-first-run""".split()

expect.set_options(timeout=30_000)  # as long as for all else: what is translated, or a busy machine, takes its time

CATALOG = """
[[product]]
id = "example"
name = "Example Server"
"""
RELEASE = """
[[product.release]]
id = "{product.release}"
name = "{product.release}"
recorded = 2016-06-08

[[product.release.document]]
id = "{source.id}"
path = "example/{product.release}/server-ports.md"
title = "{source.title}"
media_type = "{source.media_type}"
sha256 = "{source.sha256}"
use = "primary"
"""


def release(spec: Spec) -> str:
    return RELEASE.format(product=spec.product, source=spec.sources[0])


@pytest.fixture(scope="session")
def checkout(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout whose only product is the example, with its built site; the workers of a run share one."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = base / "checkout"
    with (base / "checkout.lock").open("a+") as lock:
        flock(lock, LOCK_EX)
        lock.seek(0)
        if lock.read() != MADE:
            shutil.rmtree(folder, ignore_errors=True)
            fill(folder, root)
            run = mkdocs(folder)
            assert run.returncode == 0, run.stderr
            lock.write(MADE)
    return folder


MADE = "made"


def fill(folder: Path, root: Path) -> None:
    """Write what the site is made of."""
    compiled = folder / "spec" / "compiled" / "example"
    compiled.mkdir(parents=True)
    for spec in (OLDER, SPEC):
        assert spec.product
        (compiled / f"{spec.product.release}.json").write_bytes(msgspec.json.encode(spec))
    files = ((f"compiled/example/{path.name}", path.read_bytes()) for path in compiled.iterdir())
    (compiled.parent / CHECKSUMS).write_bytes(checksums(digests(files)))
    (folder / "spec" / "catalog.toml").write_text(CATALOG + release(OLDER) + release(SPEC))
    shutil.copy(root / "mkdocs.yml", folder)
    shutil.copytree(root / "site", folder / "site")


def mkdocs(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", *arguments]
    path = os.pathsep.join(sys.path)
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": path}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def built(checkout: Path) -> Path:
    """The folder of the built site."""
    return checkout / "build" / "site"


class Quiet(SimpleHTTPRequestHandler):
    """A handler that says nothing about its requests, nor about browsers that leave before they have it all."""

    def handle(self) -> None:
        with suppress(ConnectionError):
            super().handle()

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder, and yield the server's address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture(scope="session")
def address(built: Path) -> Iterator[str]:
    """The address of a server of the site."""
    with serve(built) as served:
        yield served


@pytest.fixture(scope="package")
def browser(need: Need) -> Iterator[Browser]:
    """A browser, which ends before other tests of its worker begin: while it is there, `asyncio` has a running loop."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=need(*BROWSERS), args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def browser_page(browser: Browser) -> Iterator[Page]:
    """A page that several tests of a module use."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    yield page
    page.close()


def tab_to(page: Page, target: Locator) -> None:
    """Press the Tab key until the focus is where it should be."""
    element = target.element_handle()  # which is looked for once
    for _ in range(200):
        if element.evaluate("each => each === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the keyboard does not reach {target}")


STARTS = ["folder", "address"][: None if ALL else 1]
"""Where the site is opened; by day from a folder, which allows a page less, since other tests open it served."""
Open = Callable[..., Page]
"""`open_page(address, width=…, scheme=…, scripts=…)` in a fresh profile."""


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    contexts = []

    def opened(address: str, width: int = 1440, scheme: Any = "light", scripts: bool = True) -> Page:  # noqa: FBT001, FBT002
        context = browser.new_context(
            java_script_enabled=scripts,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            permissions=["clipboard-read", "clipboard-write"],
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
