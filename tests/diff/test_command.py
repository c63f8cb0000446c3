"""`portspec diff` compares releases, files and revisions of git."""

import json
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portspec.cli import group
from portspec.validation import violations
from tests.conftest import Need


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group, ["diff", *arguments], prog_name="portspec")


@pytest.fixture
def checkout(root: Path, tmp_path: Path, need: Need, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository of git that holds the first product of this one's spec, with one commit."""
    product = "virtuozzo-hybrid-server"
    for folder in (f"spec/{name}/{product}" for name in ("sources", "errata", "compiled", "proofs")):
        shutil.copytree(root / folder, tmp_path / folder)
    products = (root / "spec/catalog.toml").read_text("utf-8").split("[[product]]")
    (tmp_path / "spec/catalog.toml").write_text("[[product]]".join(products[:2]), "utf-8")
    name = ["-c", "user.name=nobody", "-c", "user.email=nobody"]
    for command in (["init", "--quiet"], ["add", "spec"], [*name, "commit", "--quiet", "--message=first"]):
        subprocess.run([need("git"), *command], cwd=tmp_path, check=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def edit(checkout: Path) -> None:
    """Make the row of port 22 one for incoming traffic only, and leave the catalog's hash as it is."""
    page = checkout / "spec/sources/virtuozzo-hybrid-server/7.1-beta/configuring-server-ports.md"
    page.write_text(page.read_text("utf-8").replace("(IO) Carries logins", "(I) Carries logins"), "utf-8")


def test_of_several_products_one_is_named(checkout: Path) -> None:
    catalog = checkout / "spec/catalog.toml"
    catalog.write_text(catalog.read_text("utf-8").replace("[[product]]", SECOND + "[[product]]", 1), "utf-8")
    result = run("latest", "HEAD:7.1-beta")
    assert result.exit_code == 2
    assert "The catalog has several products" in result.output


def test_of_revisions_all_products_are_compared(checkout: Path) -> None:
    """So it is in the workflow that a project is begun with, once its catalog has a second product."""
    catalog = checkout / "spec/catalog.toml"
    page = b"# Ports\n\n| Port | Description |\n|---|---|\n| 22/tcp | SSH |\n"
    for folder in (checkout / "spec/sources" / name / "1.0" for name in ("second", "third")):
        folder.mkdir(parents=True)
        (folder / "ports.md").write_bytes(page)
    third = document(SECOND.replace("second", "third").replace("Second", "Third"), "third", page)
    catalog.write_text(catalog.read_text("utf-8") + third, "utf-8")
    commit("two products")
    catalog.write_text(catalog.read_text("utf-8").replace(third, document(SECOND, "second", page)), "utf-8")
    edit(checkout)
    commit("one gone, one new, one changed")
    result = run("HEAD~1", "HEAD", "--format", "markdown")

    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("HEAD~1 has no release of second: everything is new.\n")
    headings = [line for line in result.stdout.splitlines() if line.startswith("## ")]
    name = "Virtuozzo Hybrid Server 7.1-beta"
    assert headings == [f"## {each} → {each}" for each in (name, "Second 1.0", "Third 1.0")]
    assert "| added | " in result.stdout
    assert "| removed | " in result.stdout
    letter = run("HEAD~1", "HEAD", "--format", "pull-request").stdout
    assert [line for line in letter.splitlines() if line.startswith("## ")] == [
        f"## {name}",
        "## Second 1.0",
        "## Third 1.0",
    ]
    assert run("HEAD", "HEAD", "--exit-code").exit_code == 0


def document(product: str, id: str, page: bytes) -> str:
    """The entry of a product with one page."""
    return f"""{product}[[product.release.document]]
id = "ports"
path = "{id}/1.0/ports.md"
title = "Ports"
media_type = "text/markdown"
use = "primary"
sha256 = "{sha256(page).hexdigest()}"
"""


SECOND = """
[[product]]
id = "second"
name = "Second"

[[product.release]]
id = "1.0"
name = "1.0"
recorded = 2026-01-31

"""


def test_the_two_releases(checkout: Path) -> None:
    assert checkout.is_dir()
    (found,) = json.loads(run("7-2016", "7.1-beta", "--format", "json").stdout)["diffs"]
    told = {(each["kind"], each["id"]) for each in found["changes"] if each["subject"] == "requirement"}

    assert ("removed", "standalone-server.21.outbound") in told
    assert ("removed", "standalone-server.1621+1622.outbound") in told
    assert [each["id"] for each in found["changes"] if each["security"] == "widened"] == ["standalone-server.5700-6900"]
    gone = {each["id"] for each in found["changes"] if (each["kind"], each["subject"]) == ("removed", "role")}
    assert gone == {"server-with-virtual-automation", "va-management-node"}


def test_a_revision_of_git_is_compiled_again(checkout: Path) -> None:
    shutil.rmtree(checkout / "spec/compiled")
    edit(checkout)
    subprocess.run(["git", "add", "spec"], cwd=checkout, check=True)  # noqa: S607 - found by the fixture
    name = ["-c", "user.name=nobody", "-c", "user.email=nobody"]
    subprocess.run(["git", *name, "commit", "--quiet", "-m", "second"], cwd=checkout, check=True)  # noqa: S607
    result = run("HEAD~1", "HEAD:7.1-beta", "--format", "json", "--exit-code")

    found = json.loads(result.stdout)
    assert result.exit_code == 1
    assert list(violations(found, "changes")) == []
    (change,) = found["diffs"][0]["changes"]
    assert (change["security"], change["was_id"]) == ("narrowed", "standalone-server.22.both")
    shown = run("HEAD~1", "HEAD:7.1-beta").output
    assert f"{change['id']} (was standalone-server.22.both)" in shown
    assert shown.count("(was ") == 1


def test_two_files(checkout: Path) -> None:
    (checkout / "old.md").write_text("| Port | Description |\n|---|---|\n| 22/tcp | SSH |\n| 80/tcp | HTTP |\n")
    (checkout / "new.html").write_text(
        "<table><tr><th>Port</th><th>Description</th></tr>"
        "<tr><td>80/tcp</td><td>HTTP</td></tr><tr><td>22/tcp</td><td>SSH</td></tr></table>"
    )
    assert run("old.md", "new.html").output == "a page → a page: nothing changed\n"
    assert run("old.md", "new.html", "--exit-code").exit_code == 0


@pytest.mark.parametrize("name", ["nothing", "--output=x", "HEAD:nothing", "nothing.json", "nothing.md", "HEAD:a/b"])
def test_what_is_not_there_is_a_finding(checkout: Path, name: str) -> None:
    result = run("--", name, "latest")

    assert result.exit_code == (1 if "PS901" in result.output else 2)
    assert isinstance(result.exception, SystemExit)
    assert result.output.startswith("error PS90")
    assert not (checkout / "x").exists()


def commit(message: str) -> None:
    subprocess.run(["git", "add", "."], check=True)  # noqa: S607 - found by the fixture
    name = ["-c", "user.name=nobody", "-c", "user.email=nobody"]
    subprocess.run(["git", *name, "commit", "--quiet", "--allow-empty", "-m", message], check=True)  # noqa: S607


@pytest.mark.parametrize("left", [None, "proofs"])
@pytest.mark.parametrize("new", [["HEAD"], []])
def test_beside_a_revision_without_a_catalog_everything_is_new(
    checkout: Path, left: str | None, new: list[str]
) -> None:
    """So it is in the pull request that makes a project."""
    shutil.move(checkout / "spec", checkout / "aside")
    if left:
        shutil.copytree(checkout / "aside" / left, checkout / "spec" / left)
    subprocess.run(["git", "rm", "-rq", "--cached", "spec"], check=True)  # noqa: S607 - found by the fixture
    commit("nothing")
    shutil.rmtree(checkout / "spec", ignore_errors=True)
    shutil.move(checkout / "aside", checkout / "spec")
    commit("all")
    result = run("HEAD~1", *new, "--format", "markdown")

    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("HEAD~1 has no release: everything is new.\n")
    assert "| added | " in result.stdout
    assert "| removed | " not in result.stdout
    backwards = run("HEAD", "HEAD~1")
    assert (backwards.exit_code, backwards.output[:11]) == (2, "error PS902")


def test_without_a_release_the_latest_is_meant_whatever_its_id(checkout: Path) -> None:
    assert run().output == run("latest").output
    catalog = checkout / "spec/catalog.toml"
    catalog.write_text(catalog.read_text("utf-8").replace('id = "7.1-beta"', 'id = "7.2-rc"'), "utf-8")
    for path in (checkout / "spec/errata").rglob("*.yaml"):
        path.write_text(path.read_text("utf-8").replace("7.1-beta]", "7.2-rc]"), "utf-8")
    result = run("HEAD")

    assert result.exit_code == 0, result.output
    assert "7.1-beta → Virtuozzo Hybrid Server 7.2-rc: nothing changed" in result.output
    gone = run("HEAD:7.1-beta")
    assert gone.exit_code == 2
    assert gone.output.startswith("error PS902: There is no release virtuozzo-hybrid-server/7.1-beta to compare")


def test_a_release_that_is_not_compiled_yet_is_compiled_for_the_comparison(checkout: Path) -> None:
    expected = run("7-2016", "7.1-beta").output
    (checkout / "spec/compiled/virtuozzo-hybrid-server/7.1-beta.json").unlink()
    assert run("7-2016", "7.1-beta").output == expected
