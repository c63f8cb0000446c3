"""What the disk refuses is said with status 1, nothing half is left, and nothing outside the project is touched."""

import fcntl
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from errno import ENOSPC
from hashlib import sha256
from pathlib import Path

import pytest

from tests.cli.running import findings, run
from tests.workspace.test_output import held

PORTSPEC = [sys.executable, "-m", "portspec"]


def edit(workspace: Path) -> None:
    """Change the name of a release, so that every file of a build is another."""
    catalog = workspace / "spec/catalog.toml"
    catalog.write_text(catalog.read_text("utf-8").replace('name = "2.0"', 'name = "two"'), "utf-8")


@pytest.mark.parametrize("shown", ["text", "json", "github", "sarif"])
@pytest.mark.parametrize("path", ["build", "spec/compiled", "build/index.json/x"])
def test_a_build_that_cannot_write_says_so_and_writes_nothing(workspace: Path, path: str, shown: str) -> None:
    (workspace / path).parent.mkdir(parents=True, exist_ok=True)
    (workspace / path).write_bytes(b"")
    before = held(workspace)
    result = run("build", "--format", shown)

    assert result.exit_code == 1
    assert "PS901" in result.stderr
    assert held(workspace) == before


def test_a_build_on_a_full_disk_leaves_the_last_one(built: Path) -> None:
    edit(built)
    before = held(built)
    script = f"ulimit -f 16; {sys.executable} -m portspec build"
    done = subprocess.run(["/bin/sh", "-c", script], cwd=built, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (1, "")
    assert "error PS901" in done.stderr
    assert held(built) == before


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_file_that_cannot_be_made_is_said(workspace: Path, monkeypatch: pytest.MonkeyPatch, jobs: str) -> None:
    """Whichever process would have made it."""

    def full(*_: object, **__: object) -> None:
        raise OSError(ENOSPC, "No space left on device")

    before = held(workspace)
    monkeypatch.setattr("portspec.build.workers.FEW", 1)
    monkeypatch.setattr("portspec.files.stage.make", full)
    result = run("build", "--jobs", jobs)

    assert result.exit_code == 1
    assert "PS901: build cannot be written: No space left on device" in result.stderr
    assert held(workspace) == before


@pytest.mark.parametrize("link", ["spec/compiled", "build", "build/manifests", "build/index.json", "spec/catalog.toml"])
def test_a_link_that_leads_out_of_the_project_is_not_followed(
    workspace: Path, tmp_path_factory: pytest.TempPathFactory, link: str
) -> None:
    victim = tmp_path_factory.mktemp("victim")
    (victim / "file").write_bytes((workspace / link).read_bytes() if link == "spec/catalog.toml" else b"precious")
    before = held(victim)
    path = workspace / link
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.symlink_to(victim / "file" if "." in link else victim)
    result = run("build", "--format", "json")

    assert result.exit_code == 1
    assert {each.code for each in findings(result)} == {"PS901"}
    assert held(victim) == before


def test_a_link_in_place_of_a_temporary_file_is_not_followed(workspace: Path, tmp_path: Path) -> None:
    victim = tmp_path.with_name("victim")
    victim.write_bytes(b"precious")
    (workspace / "build").mkdir()
    for name in ("index.json.new", ".index.json.new", f".portspec-{os.getpid()}-0"):
        (workspace / "build" / name).symlink_to(victim)

    assert run("build").exit_code == 0
    assert victim.read_bytes() == b"precious"
    assert not (workspace / "build/index.json").is_symlink()


@pytest.mark.parametrize("path", ["spec/sources/example/2.0/ports.md", "spec/errata/example/2.0.yaml"])
@pytest.mark.parametrize("kind", ["link", "pipe", "device"])
def test_only_files_of_the_project_are_read(workspace: Path, path: str, kind: str) -> None:
    file = workspace / path
    file.parent.mkdir(parents=True, exist_ok=True)
    outside = workspace.with_name("outside")
    outside.write_bytes(b"secret: x")
    file.unlink(missing_ok=True)
    if kind == "pipe":
        os.mkfifo(file)
    else:
        file.symlink_to("/dev/zero" if kind == "device" else outside)
    result = run("check", "--format", "json")

    assert result.exit_code == 1
    (found,) = (each for each in findings(result) if each.severity == "error" and each.code != "PS405")
    assert found.code == "PS901"
    assert path in found.message


@pytest.mark.parametrize("path", ["build/.cache/stamp.json", ".portspec-journal"])
def test_a_pipe_in_place_of_a_file_of_our_own_is_not_waited_for(workspace: Path, path: str) -> None:
    (workspace / path).parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(workspace / path)
    script = [*PORTSPEC, "build"]
    done = subprocess.run(script, cwd=workspace, capture_output=True, text=True, check=False, timeout=60)

    assert (done.returncode, done.stderr.count("Traceback")) == (0, 0)


@pytest.mark.full
def test_builds_at_once_leave_a_whole_build(built: Path) -> None:
    wanted = held(built)
    for _ in range(2):
        edit(built)
        run("build")
        catalog = built / "spec/catalog.toml"
        catalog.write_text(catalog.read_text("utf-8").replace('name = "two"', 'name = "2.0"'), "utf-8")
        with ThreadPoolExecutor() as pool:
            command = lambda _: subprocess.run([*PORTSPEC, "build"], cwd=built, capture_output=True, check=False)  # noqa: E731
            done = list(pool.map(command, range(3)))
        assert [each.returncode for each in done] == [0, 0, 0]
        assert held(built) == wanted


def test_who_waits_says_so(built: Path) -> None:
    descriptor = os.open(built, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    with subprocess.Popen([*PORTSPEC, "build"], cwd=built, stderr=subprocess.PIPE, text=True) as waiting:
        assert waiting.stderr is not None
        assert waiting.stderr.readline() == "Another portspec is writing here; waiting for its end.\n"
        assert waiting.poll() is None
        os.close(descriptor)
    assert waiting.returncode == 0


@pytest.mark.parametrize(
    "command",
    [["show"], ["compile", "spec/sources/example/2.0/ports.md", "--stdout"], ["emit", "json"], ["--help"], ["check"]],
    ids=lambda command: command[0],
)
def test_a_full_disk_behind_standard_output_is_said(built: Path, command: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        json = ["--format", "json"] if command == ["check"] else []
        done = subprocess.run(
            [*PORTSPEC, *command, *json], cwd=built, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 1
    assert "error PS901: No space left on device" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


@pytest.mark.parametrize("command", ["check", "build", "compile x.md", "emit json -o out", "compile x.md -o y"])
def test_a_deleted_folder_is_said(tmp_path: Path, command: str) -> None:
    script = f'mkdir gone; cd gone; rmdir ../gone; exec "{sys.executable}" -P -m portspec {command}'
    done = subprocess.run(["/bin/sh", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "error PS901" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["p\udcff.md"])
def test_an_argument_that_is_no_text_is_a_wrong_command_line(here: Path, name: str) -> None:
    (here / name).write_text("# Ports\n")
    result = run("compile", name, "--stdout")
    assert (result.exit_code, result.stdout) == (2, "")


def test_a_page_is_not_its_own_output(here: Path) -> None:
    (here / "page.md").write_text("# Ports\n")
    (here / "link").symlink_to("page.md")
    for output in ("page.md", "./page.md", "link"):
        assert run("compile", "page.md", "-o", output).exit_code == 2
    assert (here / "page.md").read_text() == "# Ports\n"


def test_emit_into_the_project_itself_keeps_the_project(built: Path) -> None:
    before = held(built)
    assert run("emit", "nmap", "-o", ".").exit_code == 0
    assert before.items() <= held(built).items()
    result = run("emit", "site", "-o", ".")
    assert result.exit_code == 0
    assert before.items() <= held(built).items()


NAMES = ["latest", "index.html", "releases", "con", "nul.x", "9" * 101, "ü" * 51, "a."]


@pytest.mark.parametrize("name", NAMES)
def test_a_release_has_an_id_that_can_be_a_folder(workspace: Path, name: str) -> None:
    (workspace / "page.md").write_bytes((workspace / "spec/sources/example/2.0/ports.md").read_bytes())
    before = held(workspace)
    where = ["--product", "example", "--release", name, "--recorded", "2026-01-31"]
    result = run("add", "page.md", *where, "--format", "json")
    assert result.exit_code == 1
    (found,) = (each for each in findings(result) if each.severity == "error")
    assert found.code == "PS305"
    assert "cannot have the id" in found.message
    assert held(workspace) == before


@pytest.mark.parametrize(
    "name", ["guide", "findings", "reference", "index.html", "404.html", "sitemap.xml", "aux", "x" * 300]
)
def test_a_product_has_an_id_that_can_be_a_folder(workspace: Path, name: str) -> None:
    catalog = workspace / "spec/catalog.toml"
    catalog.write_text(catalog.read_text("utf-8").replace('id = "example"', f'id = "{name}"', 1), "utf-8")
    result = run("build", "--format", "json")
    assert result.exit_code == 1
    (found,) = findings(result)
    assert found.code == "PS305"
    assert found.place is not None


@pytest.mark.parametrize("text", ["x = " + "[" * 20_000, "x = " + "{a = " * 20_000, "x = " + "9" * 5000])
def test_a_catalog_that_the_parser_gives_up_is_a_finding(workspace: Path, text: str) -> None:
    (workspace / "spec/catalog.toml").write_text(text, "utf-8")
    assert [each.code for each in findings(run("check", "--format", "json"))] == ["PS305"]


@pytest.mark.parametrize("heading", ["Long " * 60, "Длинный " * 40, "長" * 90], ids=["ascii", "cyrillic", "chinese"])
def test_a_role_of_any_length_is_built(workspace: Path, heading: str) -> None:
    page = workspace / "spec/sources/example/2.0/ports.md"
    catalog = workspace / "spec/catalog.toml"
    before = page.read_bytes()
    table = "| Port | Protocol | Direction |\n| --- | --- | --- |\n| 99 | TCP | inbound |\n"
    after = before + "".join(f"\n## {heading}{end}\n\n{table}" for end in ("one", "two")).encode()
    page.write_bytes(after)
    catalog.write_text(
        catalog.read_text("utf-8").replace(
            f'2.0/ports.md"\ntitle = "Ports"\nmedia_type = "text/markdown"\nsha256 = "{sha256(before).hexdigest()}"',
            f'2.0/ports.md"\ntitle = "Ports"\nmedia_type = "text/markdown"\nsha256 = "{sha256(after).hexdigest()}"',
        ),
        "utf-8",
    )
    assert run("build").exit_code == 0
    assert run("emit", "site", "-o", "out").exit_code == 0
    roles = {each.stem for each in (workspace / "build/manifests/v2/example/2.0").glob("*.csv")}
    assert len(roles) == 4
