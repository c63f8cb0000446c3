"""The README's way from a page to rules and a site, gone with an installed portspec."""

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.readme.blocks import block


def run(program: Path, command: str, folder: Path) -> str:
    """Return what `portspec COMMAND` prints in a folder; fail where it does not leave with status 0."""
    done = subprocess.run([program, *command.split()], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}: {done.stderr}"
    return done.stdout


def walk(program: Path, folder: Path) -> None:
    """Go the way of the README's own page."""
    (folder / "ports.md").write_text(block("# Ports of Lantern"))
    (folder / "ports.html").write_text("<table><tr><th>Port<th>Protocol<tr><td>22<td>TCP</table>")
    shown = "emit rules --page ports.md --format text"
    assert run(program, shown, folder) == block(f"$ portspec {shown}\n").partition("\n")[2]
    for command in ("compile ports.html", "convert ports.md", "init lantern --page ports.md"):
        run(program, command, folder)
    project = folder / "lantern"
    for command in (
        "build",
        "check",
        "show",
        "suggest",
        "emit xlsx -o sheets",
        "diff latest latest",
        "explain store-node",
    ):
        run(program, command, project)
    emit = "emit nftables --role store-node --peer store-node=10.20.0.0/24"
    assert block("    set portspec_lantern") in run(program, emit, project)
    run(program, "site", project)
    assert (project / "build/site/lantern/1/roles/store-node.html").is_file()


def walk_with(program: Path, page: Path, folder: Path) -> Sequence[str]:
    """Go the same way with any page, whose open values are assumed; return the roles for which there are rules."""
    run(program, f"init project --page {page}", folder)
    project = folder / "project"
    run(program, "build", project)
    if draft := run(program, "suggest", project):
        decided = draft.replace("kind: TODO", "kind: assumption").replace("why: TODO", "why: Tried out.")
        decided = decided.replace("direction: TODO", "direction: inbound").replace("[TODO]", "[tcp]")
        named = re.sub(r"dynamic: TODO", lambda found: f"dynamic: port-{found.start()}", decided)
        errata = project / "spec/errata/project/1.yaml"
        errata.parent.mkdir(parents=True)
        errata.write_text(named)
        run(program, "build", project)
    roles = sorted({line.split()[1] for line in run(program, "emit rules --format text", project).splitlines()[1:]})
    known = [role for role in roles if (project / f"build/manifests/v2/project/1/{role}.json").exists()]
    for role in known:
        run(program, f"emit nftables --role {role} --accept-assumptions -o out", project)
    run(program, "site", project)
    assert (project / "build/site/project/1/index.html").is_file()
    return known
