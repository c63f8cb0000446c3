"""A site of hostile words below a strict policy: no script but the theme's own runs, nothing is asked elsewhere."""

import re
import shutil
from base64 import b64encode
from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import msgspec
import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Quiet, fill, mkdocs
from tests.conftest import ALL
from tests.writers.example import OLDER, SPEC
from tests.writers.test_payloads import hostile, with_words

TOLD = (
    "addEventListener('securitypolicyviolation', each => console.error(`refused: ${each.blockedURI} ${each.sample}`))"
)
"""Run before each page: what the policy refuses is told as an error."""
PAGES = "*.html", "example/**/*.html"


def policy(site: Path) -> str:
    """Return a Content-Security-Policy (CSP 3, W3C) by which no inline scripts run but those of a harmless site."""
    texts = (each.read_text("utf-8") for pattern in PAGES for each in site.glob(pattern))
    inline = {each for text in texts for each in re.findall(r"<script>(.*?)</script>", text, re.DOTALL)}
    hashes = (b64encode(sha256(each.encode()).digest()).decode() for each in sorted(inline))
    own = "style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self' blob:"
    scripts = " ".join(f"'sha256-{each}'" for each in hashes)
    return (
        f"default-src 'none'; script-src 'self' {scripts} 'report-sample'; {own}; base-uri 'none'; form-action 'none'"
    )


@pytest.fixture(scope="module")
def strict(built: Path, tmp_path_factory: pytest.TempPathFactory, root: Path) -> Iterator[tuple[str, Path]]:
    """The address of a site that was made of hostile words, and its folder."""
    folder = tmp_path_factory.mktemp("strict")
    fill(folder, root)
    for name in ("findings", "guide"):
        shutil.rmtree(folder / "site/pages" / name)
    for spec in (OLDER, SPEC):
        assert spec.product
        made = msgspec.structs.replace(with_words(spec, hostile(0)), product=spec.product)
        (folder / "spec/compiled/example" / f"{spec.product.release}.json").write_bytes(msgspec.json.encode(made))
    run = mkdocs(folder, "--no-strict")
    assert run.returncode == 0, run.stderr
    rules = policy(built)

    class Strict(Quiet):
        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", rules)
            super().end_headers()

    site = folder / "build/site"
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Strict, directory=str(site))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}", site
        server.shutdown()


def test_nothing_of_a_page_runs_or_is_asked_for(browser: Browser, strict: tuple[str, Path]) -> None:
    address, site = strict
    paths = sorted(each.relative_to(site).as_posix() for pattern in PAGES for each in site.glob(pattern))
    chosen = paths if ALL else ["example/2.0/index.html"]
    assert "x.example" in (site / "example/2.0/index.html").read_text("utf-8")
    page = browser.new_page()
    told: list[str] = []
    page.add_init_script(TOLD)
    page.on(
        "request", lambda each: told.append(each.url) if not each.url.startswith((address, "data:", "blob:")) else None
    )
    page.on("console", lambda each: told.append(each.text) if each.type == "error" else None)
    page.on("pageerror", lambda each: told.append(str(each)))
    page.on("dialog", lambda each: told.append(each.message))
    for path in chosen:
        page.goto(f"{address}/{path}")
        page.wait_for_function("document.readyState === 'complete'")
        assert (path, told) == (path, [])
        assert page.evaluate(ACTIVE) == []
    page.close()


ACTIVE = """() => [...document.querySelectorAll("*")]
    .flatMap(each => [...each.attributes])
    .filter(each => /^on/.test(each.name) || /^\\s*javascript:/i.test(each.value))
    .map(each => each.name + "=" + each.value)"""
"""The attributes of a page that would run something."""


def test_what_would_run_is_refused(browser: Browser, strict: tuple[str, Path]) -> None:
    """The policy and the listeners are awake."""
    address, site = strict
    path = site / "example/2.0/index.html"
    text = path.read_text("utf-8")
    page = browser.new_page()
    page.add_init_script(TOLD)
    try:
        path.write_text(text.replace("</body>", "<script>alert(1)</script></body>"), "utf-8")
        with page.expect_console_message(lambda each: "refused: inline" in each.text):
            page.goto(f"{address}/example/2.0/index.html")
    finally:
        path.write_text(text, "utf-8")
        page.close()
