"""A project with one page of a product called Lantern, as an editor opens it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from portspec.cli import group


@pytest.fixture(scope="module")
def lantern(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """`lantern(page)`: make the project of a page, and build it."""

    def made(page: str) -> Path:
        folder = tmp_path_factory.mktemp("editor")
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(folder)
            Path("ports.md").write_text(page, "utf-8")
            for command in ("init lantern --page ports.md --recorded 2026-01-31", "build"):
                assert CliRunner().invoke(group, command.split(), prog_name="portspec").exit_code == 0
                patch.chdir(folder / "lantern")
        return folder / "lantern"

    return made
