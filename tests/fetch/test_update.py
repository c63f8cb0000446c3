"""`portspec update` brings a project up to date with its origins, as a whole or not at all."""

import json
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import run
from tests.conftest import ALL, REQUIRED, Need
from tests.fetch.conftest import PAGE, RELEASE, ROWS, held, page
from tests.fetch.serving import Site, answer
from tests.workspace.test_journal import killed_at

WIDER = page(*ROWS, (8443, "inbound", "Requests of programs."))


def document(project: Path) -> dict[str, Any]:
    (product,) = tomllib.loads((project / "spec/catalog.toml").read_text())["product"]
    found: dict[str, Any] = product["release"][-1]["document"][0]
    return found


def test_a_page_is_added_from_its_address(project: Path, site: Site) -> None:
    assert (project / "spec/sources/gate/1.0/ports.html").read_bytes() == PAGE
    assert document(project)["origin"] == {"kind": "web", "address": f"{site.address}/ports.html"}
    assert run("check").exit_code == 0


def test_an_unchanged_page_is_not_sent_again(project: Path, site: Site) -> None:
    before = held(project)
    assert run("fetch", "--check").exit_code == 0
    assert site.asked("/ports.html")[-1]["If-None-Match"] == '"1"'
    assert held(project) == before


def test_a_change_is_said_and_recorded(project: Path, site: Site) -> None:
    site.page("/ports.html", WIDER, ETag='"2"')
    check = run("fetch", "--check")
    assert (check.exit_code, "PS912" in check.stderr) == (1, True)
    told = run("fetch", "--check", "--format", "json")
    assert [each["code"] for each in json.loads(told.stderr)] == ["PS912"]
    path, origin = "spec/sources/gate/1.0/ports.html", f"{site.address}/ports.html"
    page = {"document": "gate/1.0/ports", "path": path, "origin": origin, "moved": None, "changed": True}
    assert json.loads(told.stdout) == [page]
    assert (project / "spec/sources/gate/1.0/ports.html").read_bytes() == PAGE

    result = run("update", "--recorded", "2026-04-01")
    assert result.exit_code == 0, result.output
    assert "1 widened" in result.stdout
    assert "+ gateway.8443.tcp.inbound" in result.stdout
    assert "443.tcp" not in result.stdout.replace("8443.tcp", "")
    assert (project / "spec/sources/gate/1.0/ports.html").read_bytes() == WIDER
    catalog = tomllib.loads((project / "spec/catalog.toml").read_text())
    assert str(catalog["product"][0]["release"][0]["recorded"]) == "2026-04-01"
    assert run("fetch", "--check").exit_code == 0
    assert run("check").exit_code == 0
    assert "1 widened" not in run("update").output


@pytest.mark.parametrize(
    ("served", "words"),
    [
        (answer(404, b"gone"), "404 Not Found"),
        (answer(200, b"  \n"), "it is empty"),
        (answer(200, b"%PDF-1.7", "application/pdf"), "application/pdf"),
        (answer(200, b"{}", "application/json"), "application/json"),
        (answer(200, b"# Ports\n" + PAGE, "text/markdown"), "it is text/markdown"),
        (answer(200, PAGE.replace(b"</body>", b"<input type=password></body>")), "asks for a password"),
        (
            answer(200, b"<title>Error 500</title><p>Something went wrong. " + b"Sorry. " * 90),
            "its title is “Error 500”",
        ),
        (answer(200, PAGE[:40]), "and the page had"),
        (answer(302, Location="file:///etc/hosts"), "no address of the web"),
        (answer(302, Location="/ports.html"), "redirects more than"),
    ],
)
def test_what_is_no_page_is_refused_and_nothing_is_touched(project: Path, site: Site, served: Any, words: str) -> None:
    site.set("/ports.html", served)
    before = held(project)
    for command in ("update", "fetch"):
        result = run(command)
        assert result.exit_code == 1
        assert words in result.stderr
        assert "Nothing was touched" in result.stderr
        assert held(project) == before


def test_a_page_that_lost_rows_is_refused_until_it_is_accepted(project: Path, site: Site) -> None:
    site.page("/ports.html", page(*ROWS[:2]))
    before = held(project)
    result = run("update")
    assert (result.exit_code, "PS419" in result.stderr) == (1, True)
    assert "- gateway.5432.tcp.outbound" in result.stdout
    assert held(project) == before

    assert run("update", "--accept", "The data is inside now.").exit_code == 0
    assert "The data is inside now." in (project / "spec/catalog.toml").read_text()
    assert run("check").exit_code == 0


ERRATA = """releases: ["1.0"]
errata:
  - id: data-peers
    kind: assumption
    match: [{role: gateway, ports: "5432"}]
    expect: {purpose: "Data."}
    set: {peers: [databases]}
    why: Data is kept there.
    see: null
"""


def changed_below_errata(project: Path, site: Site, rows: Any) -> tuple[Path, dict[str, bytes]]:
    """Build with errata, and change the page; return the errata's file and what the project holds then."""
    errata = project / "spec/errata/gate/1.0.yaml"
    errata.parent.mkdir(parents=True)
    errata.write_text(ERRATA)
    assert run("build").exit_code == 0
    site.page("/ports.html", page(*rows).replace(b"Description</th>", b"Description</th><th>Peers</th>"))
    return errata, held(project)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ((*ROWS[:2], (5433, "outbound", "Data.")), "PS301"),
        ((*ROWS[:2], (5432, "outbound", "Data and more.")), "PS304"),
        ((*ROWS[:2], (5432, "outbound", "Data.</td><td>databases")), "PS303"),
    ],
)
def test_errata_that_the_page_has_overtaken_are_listed(project: Path, site: Site, rows: Any, code: str) -> None:
    errata, before = changed_below_errata(project, site, rows)
    result = run("update")

    assert (result.exit_code, re.findall(r"error (PS3\d\d): .*data-peers", result.stderr)) == (1, [code]), result.stderr
    assert held(project) == before
    errata.unlink()
    errata.parent.rmdir()
    assert run("update").exit_code == 0


@pytest.mark.parametrize("moment", range(100) if ALL else [1, 3, 20, 30] if REQUIRED else [3, 20])
def test_an_update_that_is_killed_leaves_all_as_it_was(project: Path, site: Site, moment: int) -> None:
    """Whatever the next command is, and at whichever rename it was."""
    before = state(project)
    site.page("/ports.html", WIDER)
    killed = killed_at(moment, lambda: run("update"))
    assert run("show").exit_code == 0
    now = state(project)
    assert killed or now != before
    assert run("update").exit_code == 0
    assert now in (before, state(project))
    assert run("check").exit_code == 0


def state(project: Path) -> dict[str, bytes]:
    """What a project holds, without what is safe to lose."""
    return {path: data for path, data in held(project).items() if ".new/" not in path and "build/.cache/" not in path}


def test_a_new_release_keeps_the_old_one(project: Path, site: Site) -> None:
    errata = project / "spec/errata/gate/1.0.yaml"
    errata.parent.mkdir(parents=True)
    errata.write_text(ERRATA)
    assert run("build").exit_code == 0
    old = held(project / "spec/sources/gate/1.0")
    site.page("/ports.html", WIDER)
    result = run("update", "--new-release", "2.0", "--recorded", "2026-05-01")

    assert result.exit_code == 0, result.output
    assert "1 widened" in result.stdout
    (product,) = tomllib.loads((project / "spec/catalog.toml").read_text())["product"]
    assert [(each["id"], str(each["recorded"])) for each in product["release"]] == [
        ("1.0", "2026-03-01"),
        ("2.0", "2026-05-01"),
    ]
    assert held(project / "spec/sources/gate/1.0") == old
    assert (project / "spec/sources/gate/2.0/ports.html").read_bytes() == WIDER
    assert 'releases: ["1.0", "2.0"]' in errata.read_text()
    assert run("check").exit_code == 0
    assert run("fetch", "--check").exit_code == 0
    assert "1 page compared" in run("fetch", "--check").stderr


MISFITS = [
    ("2.0", (*ROWS[:2], (5433, "outbound", "Data.")), "PS301"),
    ("2.0", (*ROWS[:2], (5432, "outbound", "Data and more.")), "PS304"),
    ("1.0", (*ROWS, (8443, "inbound", "Requests of programs.")), "PS305"),
]
"""A new release's id and page, and why there cannot be such a release: errata that do not fit it, a name twice."""


@pytest.mark.parametrize(("id", "rows", "code"), MISFITS)
def test_a_new_release_that_does_not_fit_is_refused(
    project: Path, site: Site, id: str, rows: tuple[tuple[int, str, str], ...], code: str
) -> None:
    _, before = changed_below_errata(project, site, rows)
    result = run("update", "--new-release", id)

    assert (result.exit_code, f"error {code}" in result.stderr) == (1, True), result.stderr
    assert "Nothing was touched" in result.stderr
    assert held(project) == before


def test_a_new_release_is_made_of_pages_of_one(project: Path, site: Site) -> None:
    other = site.page("/two.html", PAGE)
    assert run("add", other, "--product", "gate", "--release", "2.0", "--recorded", "2026-04-01").exit_code == 0
    assert run("build").exit_code == 0
    for path in ("/ports.html", "/two.html"):
        site.page(path, WIDER)
    before = held(project)
    result = run("update", "--new-release", "3.0")

    assert (result.exit_code, "PS902" in result.stderr) == (2, True)
    assert "gate/1.0/" in result.stderr
    assert "gate/2.0/" in result.stderr
    assert held(project) == before
    (changed,) = (word for word in result.stderr.split() if word.startswith("gate/2.0/"))
    assert run("update", changed.strip(",:"), "--new-release", "3.0").exit_code == 0
    assert held(project / "spec/sources/gate/2.0") == {
        path.rpartition("/")[2]: data for path, data in before.items() if path.startswith("spec/sources/gate/2.0/")
    }


@pytest.mark.usefixtures("project")
def test_a_mail_says_what_a_pull_request_says(site: Site) -> None:
    site.page("/ports.html", WIDER)
    result = run("update", "--mail-text")

    assert result.exit_code == 0, result.output
    subject, *text = result.stdout.splitlines()
    assert subject == "Ports of The Gate 1.0: 1 opened"
    assert "MORE IS OPEN" in "\n".join(text)
    assert "8443" in "\n".join(text)
    assert "build/" not in result.stdout


def test_a_page_edited_by_hand_is_recorded(project: Path) -> None:
    path = project / "spec/sources/gate/1.0/ports.html"
    path.write_bytes(WIDER)
    assert "PS406" in run("check").output
    result = run("record", "--recorded", "2026-04-02")

    assert result.exit_code == 0, result.output
    assert "+ gateway.8443.tcp.inbound" in result.stdout
    assert run("check").exit_code == 0
    assert path.read_bytes() == WIDER


def test_fetch_stores_and_record_records(project: Path, site: Site) -> None:
    site.page("/ports.html", WIDER, ETag='"3"')
    assert run("fetch").exit_code == 0
    assert (project / "spec/sources/gate/1.0/ports.html").read_bytes() == WIDER
    assert run("fetch", "--check").exit_code == 1
    assert run("record").exit_code == 0
    assert run("fetch", "--check").exit_code == 0


@pytest.mark.usefixtures("project")
def test_a_document_that_is_not_there_is_said() -> None:
    result = run("update", "nothing")
    assert result.exit_code == 2
    assert "gate/1.0/ports" in result.stderr
    assert run("update", "ports").exit_code == 0


def test_the_same_address_twice_is_refused(project: Path, site: Site) -> None:
    before = held(project)
    assert run("add", f"{site.address}/ports.html", *RELEASE).exit_code == 1
    assert held(project) == before


ME = ("-c", "user.name=nobody", "-c", "user.email=nobody@example.com")
ADDED = """\
  + database-server.8443.tcp.inbound
      direction: inbound
      ports: 8443
      transports: tcp
      purpose: “Requests of programs.”
      need: required
"""
TOLD = """\
Ports of Shop 1: 1 opened

## Shop 1

### More is open

Look at these first: hosts have to let through what they did not have to before.

* **Database server: 8443 tcp, inbound (added)**
  * purpose: “Requests of programs.”
  * need: required

  Now, shop/1/example.md line 20:

  > 8443 \\| TCP \\| inbound \\| Requests of programs.
"""


def test_from_an_empty_folder_to_what_an_administrator_is_told(
    tmp_path: Path, site: Site, need: Need, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("init", ".", "--product", "shop", "--name", "Shop", "--recorded", "2026-01-31").exit_code == 0
    catalog = tmp_path / "spec/catalog.toml"
    (first,) = (tmp_path / "spec/sources").rglob("*.md")
    address = site.page("/ports.md", first.read_bytes(), "text/markdown")
    entry = 'use = "primary"\n'
    assert entry in catalog.read_text()
    origin = f'origin = {{ kind = "web", address = "{address}" }}\n'
    catalog.write_text(catalog.read_text().replace(entry, entry + origin))
    assert run("update", "--recorded", "2026-02-01").exit_code == 0
    for command in (("init", "-q"), ("add", "."), (*ME, "commit", "-q", "-m", "first")):
        subprocess.run([need("git"), *command], check=True)

    row = "| 8443 | TCP | inbound | Requests of programs. |\n"
    text = first.read_text()
    last = [line for line in text.splitlines(keepends=True) if line.startswith("|")][-1]
    site.page("/ports.md", text.replace(last, last + row).encode(), "text/markdown")
    result = run("update", "--recorded", "2026-03-01")
    assert result.exit_code == 0, result.output
    assert result.stdout == "Shop 1 → Shop 1: 1 widened\n\nMore is open:\n" + ADDED
    assert run("diff", "HEAD", "--format", "pull-request").stdout == TOLD
    assert run("fetch", "--check").exit_code == 0
    assert "Nothing has changed." in run("build").stdout
