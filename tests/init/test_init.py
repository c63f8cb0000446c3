"""A new project builds at once, and `portspec init` never writes over anything."""

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml  # type: ignore[import-untyped]
from click.testing import CliRunner, Result

from portspec import __version__
from portspec.cli import group
from portspec.scaffold import ENGINES
from tests.conftest import Need

OPTIONS = ["--product", "shop", "--name", "Shop & Söhne", "--release", "1.0", "--recorded", "2026-01-31"]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group, list(arguments), prog_name="portspec")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    assert run("init", str(tmp_path / "new"), *OPTIONS).exit_code == 0
    monkeypatch.chdir(tmp_path / "new")
    return tmp_path / "new"


def test_it_builds_and_checks_without_any_finding_about_the_page(project: Path) -> None:
    assert run("build").exit_code == 0
    assert (project / "spec/compiled/shop/1.0.json").is_file()
    result = run("check")
    assert (result.exit_code, result.stderr) == (0, "1 release checked, 0 findings\n")
    assert run("build").output.startswith("Nothing has changed.\n")


def test_its_site_is_made_by_one_command(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    result = run("site")

    assert result.exit_code == 0, result.output
    assert "1 release in the site" in result.stderr
    assert capfd.readouterr() == ("", "")  # of MkDocs, which is another program, and of its theme
    assert "Söhne" in (project / "build/site/shop/1.0/index.html").read_text("utf-8")


def test_a_program_that_makes_the_site_is_told_what_build_wrote(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portspec.cli.site.build_site", lambda *_: True)
    result = run("site", "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "[]\n")
    written = {each["path"] for each in json.loads(result.stdout)}
    assert "spec/compiled" in written
    assert all((project / each).exists() for each in written)
    assert json.loads(run("site", "--format", "json").stdout) == []


def test_its_site_is_made_by_the_engine_that_is_asked_for(tmp_path: Path, root: Path) -> None:
    for engine in ENGINES:
        assert run("init", str(tmp_path / engine), "--engine", engine, *OPTIONS).exit_code == 0
    texts = {
        engine: {path.name: path.read_text("utf-8") for path in (tmp_path / engine).rglob("*") if path.is_file()}
        for engine in ENGINES
    }
    differing = {name for name, text in texts["mkdocs"].items() if texts["zensical"][name] != text}
    assert differing == {"README.md", "ports.yml", "requirements.txt"}
    pinned = texts["zensical"]["requirements.txt"].splitlines()[-1]
    assert pinned in (root / "requirements/night.in").read_text("utf-8").splitlines()  # what is tried is what is given
    assert_passes(
        "check_jsonschema",
        "--builtin-schema",
        "vendor.github-workflows",
        tmp_path / "zensical/.github/workflows/ports.yml",
    )


@pytest.mark.night
def test_zensical_makes_the_site_of_a_new_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("init", str(tmp_path), "--engine", "zensical", *OPTIONS).exit_code == 0
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])))
    assert run("build").exit_code == 0
    steps = yaml.safe_load(Path(".github/workflows/ports.yml").read_text("utf-8"))["jobs"]["check"]["steps"][-2:]
    for step in steps:
        done = subprocess.run(  # noqa: S602 - the step is the shell's
            step["run"], shell=True, cwd=step.get("working-directory"), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
    assert "Söhne" in Path("build/pages/build/site/shop/1.0/index.html").read_text("utf-8")


PAGE = """\
# Ports of the Lantern cluster

## Store nodes

| Port | Protocol | Direction | Purpose |
| ---- | -------- | --------- | ------- |
| 7001 | TCP      | inbound   | Requests of clients. |
| 7002 |          | inbound   | Talk between nodes. |
"""


def test_a_page_of_ones_own_takes_the_place_of_the_example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ports.md").write_text(PAGE)
    monkeypatch.chdir(tmp_path)
    result = run("init", "lantern", "--page", "ports.md", "--recorded", "2026-01-31")

    assert result.exit_code == 0, result.output
    assert "spec/sources/lantern/1/ports.md: 2 rows, 2 read, 0 unread" in result.stderr
    assert "spec/sources/lantern/1/ports.md:8:3: warning PS403" in result.stderr
    assert "set: {transports: " in result.stdout  # what the page leaves open is drafted
    assert [path.name for path in (tmp_path / "lantern/spec/sources").rglob("*.md")] == ["ports.md"]
    document = tomllib.loads((tmp_path / "lantern/spec/catalog.toml").read_text("utf-8"))["product"][0]
    assert "origin" not in document["release"][0]["document"][0]  # a checkout elsewhere does not have the file
    assert "ports.md is copied, and not followed: give an `origin`" in result.stderr
    monkeypatch.chdir(tmp_path / "lantern")
    (tmp_path / "ports.md").unlink()
    assert run("build").exit_code == 0
    assert (run("update").exit_code, run("fetch").exit_code) == (0, 0)


def test_portspec_is_not_taken_by_its_name_from_a_registry(project: Path) -> None:
    texts = (project / "requirements.txt").read_text("utf-8").splitlines()
    (named,) = (each for each in texts if "portspec" in each and not each.startswith("#"))
    assert named == f"./wheels/portspec-{__version__}-py3-none-any.whl[site]"


@pytest.mark.parametrize("page", ["ports.md", "gone.md", "http://127.0.0.1:9/ports.html"])
def test_a_page_without_ports_begins_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    (tmp_path / "ports.md").write_text("# Ports\n\nNone.\n")
    monkeypatch.chdir(tmp_path)
    result = run("init", "lantern", "--page", page)

    assert result.exit_code == 1
    assert "error PS" in result.stderr
    assert not (tmp_path / "lantern").exists()


def test_a_page_in_place_of_the_folder_is_a_wrong_command_line(tmp_path: Path) -> None:
    (tmp_path / "ports.md").write_text("# Ports\n")
    result = run("init", str(tmp_path / "ports.md"))
    assert result.exit_code == 2
    assert "is a file" in result.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["ports.md"]


def test_workflows_fit_their_schema(root: Path, project: Path) -> None:
    workflows = [*(root / ".github/workflows").iterdir(), *(project / ".github/workflows").iterdir()]
    assert_passes("check_jsonschema", "--builtin-schema", "vendor.github-workflows", *workflows)


def test_hooks_fit_their_schema(root: Path, project: Path) -> None:
    assert_passes("pre_commit", "validate-manifest", root / ".pre-commit-hooks.yaml")
    assert_passes("pre_commit", "validate-config", project / ".pre-commit-config.yaml")


def test_its_hook_stops_a_commit_of_a_changed_page(project: Path, need: Need, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])))
    monkeypatch.setenv("PRE_COMMIT_HOME", str(project / "build/pre-commit"))
    run("build")
    subprocess.run([need("git"), "init", "--quiet"], check=True)
    subprocess.run([need("git"), "add", "."], check=True)
    assert_passes("pre_commit", "run", "--all-files")

    page = project / "spec/sources/shop/1.0/example.md"
    page.write_text(page.read_text("utf-8").replace("5432", "5433"), "utf-8")
    done = module("pre_commit", "run", "--all-files")
    assert done.returncode == 1
    assert "PS406" in done.stdout


def module(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", *command], capture_output=True, text=True, check=False)


def assert_passes(*command: str | Path) -> None:
    done = module(*command)
    assert done.returncode == 0, done.stdout + done.stderr


def test_nothing_is_written_over(project: Path) -> None:
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    (project / "mkdocs.yml").unlink()
    result = run("init", str(project), *OPTIONS)

    assert result.exit_code == 1
    assert "spec/catalog.toml is there already" in result.stderr
    assert not (project / "mkdocs.yml").exists()
    assert all(path.read_bytes() == data for path, data in before.items() if path.name != "mkdocs.yml")


def test_it_says_what_it_was_not_told(tmp_path: Path) -> None:
    result = run("init", str(tmp_path / "My Shop"))
    document = tomllib.loads((tmp_path / "My Shop/spec/catalog.toml").read_text("utf-8"))["product"][0]
    today = document["release"][0]["recorded"]

    assert result.exit_code == 0
    assert result.stderr.startswith(f"Product my-shop, release 1, recorded {today}\n")
    assert (document["id"], document["release"][0]["id"]) == ("my-shop", "1")
    page = tmp_path / "My Shop/spec/sources/my-shop/1/example.md"
    assert "0 findings" in run("compile", str(page), "--stdout").stderr


def test_a_repository_keeps_its_own_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = {".gitignore": "*.o\n", "README.md": "# Mine\n", "mkdocs.yml": "site_name: Mine\n"}
    for path, text in own.items():
        (tmp_path / path).write_text(text)
    monkeypatch.chdir(tmp_path)
    result = run("init", *OPTIONS)

    assert result.exit_code == 0
    assert {path: (tmp_path / path).read_text() for path in own} == own
    assert all(f"{path} is there already and is kept" in result.stderr for path in own)
    assert "let it say: /build/" in result.stderr
    assert not (tmp_path / "site").exists()
    assert "mkdocs" not in (tmp_path / ".github/workflows/ports.yml").read_text("utf-8")
    assert run("build").exit_code == 0


def test_lines_that_windows_ends_otherwise_are_as_recorded(
    project: Path, need: Need, monkeypatch: pytest.MonkeyPatch
) -> None:
    git = [need("git"), "-c", "user.name=nobody", "-c", "user.email=nobody", "-c", "core.autocrlf=true"]
    run("build")
    for command in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "first"], ["clone", "-q", ".", "c"]):
        subprocess.run([*git, *command], cwd=project, check=True, capture_output=True)
    monkeypatch.chdir(project / "c")

    assert b"\r\n" in (project / "c/README.md").read_bytes()
    assert run("check").exit_code == 0


def test_a_name_is_a_name_wherever_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "<script>alert(1)</script> R&D *x*"
    monkeypatch.chdir(tmp_path)
    assert run("init", "--name", name, "--product", "shop", "--release", "1").exit_code == 0
    written = [path for path in tmp_path.rglob("*") if path.is_file() and "overrides" not in path.parts]
    texts = {path.name: path.read_text("utf-8") for path in written if path.name != "catalog.toml"}

    assert [path for path, text in texts.items() if "alert(1)" in text] == []
    assert run("compile", "spec/sources/shop/1/example.md", "-o", "spec.json").exit_code == 0
    assert f"Ports of {name}" in (tmp_path / "spec.json").read_text("utf-8")


def test_what_cannot_be_written_is_said_once(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    result = run("init", str(tmp_path / "file/new"), *OPTIONS)

    assert result.exit_code == 1
    assert result.output.count("error PS901") == 1
    assert "next:" not in result.output


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--name", "a\udcff"),
        ("--name", " "),
        ("--product", "../shop"),
        ("--product", ""),
        ("--release", "1/0"),
        ("--recorded", "today"),
    ],
)
def test_what_cannot_stand_in_the_catalog_is_refused(tmp_path: Path, option: str, value: str) -> None:
    result = run("init", str(tmp_path / "new"), *OPTIONS, option, value)

    assert result.exit_code == 2
    assert not (tmp_path / "new").exists()
