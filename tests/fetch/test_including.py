"""What a page includes is fetched with it and followed, inside its repository or below its folder, never outside."""

import subprocess
from pathlib import Path

import pytest

from tests.cli.running import run
from tests.conftest import Need
from tests.fetch.conftest import held
from tests.fetch.serving import Site
from tests.fetch.test_git import ME

RELEASE = ("--product", "docs", "--release", "1.0", "--recorded", "2026-03-01")
HEAD = "| Port | Protocol | Direction | Description |\n|---|---|---|---|\n"
TABLE = f"{HEAD}| 22 | TCP | inbound | Logins. |\n"
PAGE = """# Ports

## Nodes

--8<-- "parts/logins.md"

{% include "../shared/data.md" %}

--8<-- "../../../secret.md"
"""


@pytest.fixture
def repository(tmp_path: Path, need: Need, project: Path) -> Path:
    """A repository whose page includes a file below it, one beside its folder, and asks for one outside."""
    work = tmp_path / "docs"
    for path, text in {
        "net/ports.md": PAGE,
        "net/parts/logins.md": TABLE,
        "shared/data.md": f"{HEAD}| 5432 | TCP | outbound | Data. |\n",
    }.items():
        (work / path).parent.mkdir(parents=True, exist_ok=True)
        (work / path).write_text(text)
    (tmp_path / "secret.md").write_text(TABLE.replace("22", "6666"))
    subprocess.run([need("git"), "init", "--quiet", "--initial-branch=main"], cwd=work, check=True)
    commit(work, need)
    (project / "spec/catalog.toml").write_text("# The products.\n")
    return work


def commit(work: Path, need: Need) -> None:
    for command in (["add", "."], [*ME, "commit", "--quiet", "-m", "docs"]):
        subprocess.run([need("git"), *command], cwd=work, check=True)


def test_a_repository_is_followed(repository: Path, project: Path, need: Need) -> None:
    added = run("add", f"git+{repository}@main#net/ports.md", *RELEASE)
    assert added.exit_code == 0, added.output
    assert "../../../secret.md is not read" in added.stderr
    sources = held(project / "spec/sources/docs/1.0/ports")
    assert sorted(sources) == ["net/parts/logins.md", "net/ports.md", "shared/data.md"]
    assert run("build").exit_code == 0
    shown = run("show").stdout
    assert all(port in shown for port in ("22", "5432"))
    assert "6666" not in shown
    assert "shared/data.md:3" in run("explain", "node.5432.tcp.outbound").stdout
    assert run("fetch", "--check").exit_code == 0

    (repository / "shared/data.md").write_text(f"{HEAD}| 5433 | TCP | outbound | Data. |\n")
    commit(repository, need)
    assert run("fetch", "--check").exit_code == 1
    result = run("update", "--accept", "Moved.")
    assert result.exit_code == 0, result.output
    assert "node.5433.tcp.outbound" in result.stdout
    assert run("check").exit_code == 0
    assert run("fetch", "--check").exit_code == 0


def test_a_new_release_takes_what_is_included(repository: Path, project: Path, need: Need) -> None:
    assert run("add", f"git+{repository}@main#net/ports.md", *RELEASE).exit_code == 0
    assert run("build").exit_code == 0
    old = held(project / "spec/sources/docs/1.0")
    (repository / "net/parts/logins.md").write_text(f"{TABLE}| 23 | TCP | inbound | More. |\n")
    commit(repository, need)
    result = run("update", "--new-release", "2.0")

    assert result.exit_code == 0, result.output
    assert held(project / "spec/sources/docs/1.0") == old
    assert b"23" in (project / "spec/sources/docs/2.0/ports/net/parts/logins.md").read_bytes()
    assert (project / "spec/sources/docs/2.0/ports/shared/data.md").is_file()
    assert run("check").exit_code == 0


TOPIC = """<?xml version="1.0"?>
<!DOCTYPE topic PUBLIC "-//OASIS//DTD DITA Topic//EN" "topic.dtd">
<topic id="ports"><title>Ports</title><body><section><title>Nodes</title><simpletable>
<sthead><stentry>Port</stentry><stentry>Protocol</stentry><stentry>Direction</stentry></sthead>
<strow><stentry><ph keyref="web"/></stentry><stentry>TCP</stentry><stentry>inbound</stentry></strow>
</simpletable></section></body></topic>
"""
MAP = """<?xml version="1.0"?>
<map><keydef keys="web"><topicmeta><keywords><keyword>8443</keyword></keywords></topicmeta></keydef></map>
"""


@pytest.mark.parametrize("kind", ["git", "file"])
def test_the_maps_of_a_repository_say_what_keys_mean(repository: Path, project: Path, need: Need, kind: str) -> None:
    (repository / "net/ports.dita").write_text(TOPIC)
    (repository / ("all.ditamap" if kind == "git" else "net/all.ditamap")).write_text(MAP)
    commit(repository, need)
    origin = f"git+{repository}@main#net/ports.dita" if kind == "git" else f"{repository}/net/ports.dita"
    assert run("add", origin, *RELEASE).exit_code == 0
    assert "all.ditamap" in {path.rpartition("/")[2] for path in held(project / "spec/sources")}
    assert run("build").exit_code == 0
    assert "8443" in run("show").stdout


def test_the_folder_of_an_address_is_followed_and_no_other(project: Path, site: Site) -> None:
    address = site.page("/docs/net/ports2.md", PAGE.encode(), "text/markdown")
    site.page("/docs/net/parts/logins.md", TABLE.encode(), "text/plain")
    site.page("/docs/shared/data.md", TABLE.replace("22", "5432").encode(), "text/plain")
    site.page("/secret.md", TABLE.encode(), "text/plain")
    added = run("add", address, *RELEASE)

    assert added.exit_code == 0, added.output
    assert sorted(held(project / "spec/sources/docs/1.0/ports2")) == ["parts/logins.md", "ports2.md"]
    assert "../shared/data.md is not read" in added.stderr
    assert not site.asked("/docs/shared/data.md")
    assert not site.asked("/secret.md")
    assert run("build").exit_code == 0
    site.page("/docs/net/parts/logins.md", TABLE.replace("22", "23").encode(), "text/plain")
    assert run("fetch", "--check").exit_code == 1
