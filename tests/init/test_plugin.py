"""The plug-in of MkDocs makes a project's site, and projects with the copies that stood for it before still build."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portspec.cli import group
from portspec.findings import Finding
from portspec.workspace.settings import check_settings

EARLIER = Path(__file__).parent / "earlier/site/hooks.py"
"""The hook that projects got before there was a plug-in; nothing of it may be changed."""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group, list(arguments), prog_name="portspec")


def mkdocs(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert run("init", "--product", "shop", "--release", "1.0", "--recorded", "2026-01-31").exit_code == 0
        assert run("build").exit_code == 0
    done = mkdocs(folder)
    assert done.returncode == 0, done.stderr
    return folder


def pages(folder: Path) -> dict[str, bytes]:
    site = folder / "build/site"
    return {each.relative_to(site).as_posix(): each.read_bytes() for each in site.rglob("*.html")}


def test_a_project_holds_nothing_that_the_plug_in_brings(project: Path) -> None:
    assert not [*project.rglob("*.py"), *project.glob("site/overrides/*")]
    assert b'class="finder"' in pages(project)["shop/1.0/index.html"]
    assert b'class="finder"' in pages(project)["404.html"]


def test_what_a_project_overrides_counts_before(project: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(project, tmp_path / "own")
    (folder / "theirs").mkdir()
    (folder / "theirs/404.html").write_text("Nothing of that name.")
    settings = (folder / "mkdocs.yml").read_text("utf-8")
    (folder / "mkdocs.yml").write_text(
        settings.replace("  name: material\n", "  name: material\n  custom_dir: theirs\n")
    )

    assert mkdocs(folder).returncode == 0
    made = pages(folder)
    assert made.pop("404.html") == b"Nothing of that name."
    assert made == {path: data for path, data in pages(project).items() if path != "404.html"}


def test_addresses_that_pages_do_not_link_to_are_refused(project: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(project, tmp_path / "own")
    settings = (folder / "mkdocs.yml").read_text("utf-8")
    (folder / "mkdocs.yml").write_text(settings.replace("use_directory_urls: false\n", ""))
    done = mkdocs(folder)

    assert done.returncode == 1
    assert "Set `use_directory_urls: false`" in done.stderr
    assert "Traceback" not in done.stderr


def earlier(project: Path, root: Path, folder: Path) -> Path:
    """Return the same project as it was made before there was a plug-in."""
    shutil.copytree(project, folder)
    shutil.copy(EARLIER, folder / "site/hooks.py")
    shutil.copytree(root / "site/overrides", folder / "site/overrides")
    settings = (folder / "mkdocs.yml").read_text("utf-8")
    without = "".join(line for line in settings.splitlines(keepends=True) if "- portspec" not in line)
    named = without.replace("  name: material\n", "  name: material\n  custom_dir: site/overrides\n")
    (folder / "mkdocs.yml").write_text(f"hooks:\n  - site/hooks.py\n{named}")
    return folder


def test_a_project_with_copies_gives_the_same_site(project: Path, root: Path, tmp_path: Path) -> None:
    folder = earlier(project, root, tmp_path / "earlier")
    shutil.rmtree(folder / "build/site")
    done = mkdocs(folder)

    assert done.returncode == 0, done.stderr
    assert pages(folder) == pages(project)


def found(folder: Path, *, about_ports: bool = False) -> list[str]:
    said: list[Finding] = []
    check_settings(folder, said.append, about_ports=about_ports)
    return [f"{each.place and each.place.address} {each.code} {each.message}" for each in said]


def test_copies_are_told_of_and_what_they_lack(project: Path, root: Path, tmp_path: Path) -> None:
    folder = earlier(project, root, tmp_path / "earlier")
    copied = "mkdocs.yml:2:5 PS553 site/hooks.py is a copy of what the plug-in does"
    assert found(folder) == [copied]

    (folder / "site/overrides/finder.html").unlink()
    assert found(folder)[1].endswith(" PS554 The site lacks what these files would add: site/overrides/finder.html")
    settings = (folder / "mkdocs.yml").read_text("utf-8")
    (folder / "mkdocs.yml").write_text(settings.replace("  custom_dir: site/overrides\n", ""))
    assert "404.html, site/overrides/finder.html, site/overrides/main.html" in found(folder)[1]


@pytest.mark.parametrize(
    "settings",
    [
        "plugins: [search, portspec]\n",
        "plugins:\n  - portspec: {}\n",
        "plugins:\n  portspec: {}\n",
        "INHERIT: ../base.yml\n",
        "plugins: [portspec]\nhooks: [mine.py]\n",
        "a: &b [\n",  # no YAML: MkDocs says so
    ],
)
def test_a_site_with_the_plug_in_is_in_order(settings: str, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(settings)
    (tmp_path / "mine.py").write_text("import portspec\n")
    assert found(tmp_path, about_ports=True) == []


@pytest.mark.parametrize("settings", ["site_name: X\n", "plugins: [search]\n", "hooks: [gone.py, ../x.py]\nplugins:\n"])
def test_a_site_about_something_else_lacks_the_ports(settings: str, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(settings)
    assert found(tmp_path) == []
    assert found(tmp_path, about_ports=True) == ["mkdocs.yml:1:1 PS554 The site has no page about ports"]
