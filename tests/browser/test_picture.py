"""The README's picture shows what its own page gives: remade, it has the same size and the same words."""

import struct
from pathlib import Path

import pytest
from click.testing import CliRunner

from portspec.cli import group
from tests.browser.conftest import Open, mkdocs
from tests.conftest import ROOT, Golden
from tests.readme.blocks import README, block

PICTURE = "readme/{scheme}.png"
"""Below `tests/golden`, so that `make accept` takes it anew."""
WIDTH, HEIGHT = 1280, 660
WHAT = "lantern/1/roles/store-node.html"


@pytest.fixture(scope="module")
def lantern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the README's page, made as it says."""
    folder = tmp_path_factory.mktemp("lantern")
    with pytest.MonkeyPatch.context() as patch:
        (folder / "ports.md").write_text(block("# Ports of Lantern"))
        patch.chdir(folder)
        begun = ["init", "lantern", "--page", "ports.md", "--recorded", "2026-01-31", "--name", "Lantern"]
        assert CliRunner().invoke(group, begun).exit_code == 0
        patch.chdir(folder / "lantern")
        assert CliRunner().invoke(group, ["build"]).exit_code == 0
    run = mkdocs(folder / "lantern")
    assert run.returncode == 0, run.stderr
    return folder / "lantern/build/site"


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.full)])
def test_the_picture_shows_the_site(
    scheme: str, lantern: Path, open_page: Open, golden: Golden, request: pytest.FixtureRequest
) -> None:
    """Other fonts draw other dots, so the bytes are not compared."""
    path = ROOT / "tests/golden" / PICTURE.format(scheme=scheme)
    page = open_page(f"file://{lantern / WHAT}", width=WIDTH, scheme=scheme)
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    made = page.screenshot(animations="disabled")
    if request.config.getoption("--accept"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(made)

    words, _, _ = page.locator("main .md-content").inner_text().partition("\nFirewall¶")
    golden("readme/words.txt", words)
    assert str(path.relative_to(ROOT)) in README
    assert size(made) == size(path.read_bytes()) == (WIDTH, HEIGHT)


def size(png: bytes) -> tuple[int, int]:
    """Width and height in dots (PNG, 11.2.1)."""
    width, height = struct.unpack(">II", png[16:24])
    return width, height
