"""The faults of the 7.1 Beta page are found, each once, and nothing else is."""

from pathlib import Path

import pytest

from portspec.catalog import find_release
from portspec.findings import Finding, unacknowledged
from portspec.pipeline import compile_sources
from portspec.source import Source
from portspec.workspace import Workspace, find_workspace, read_page

FAULTS = [
    ("PS102", 42, "A table of 2 columns"),  # the cluster's table, flattened into paragraphs
    ("PS202", 23, "ports>"),  # half a placeholder
    ("PS202", 60, "An empty placeholder"),
    ("PS202", 69, "An empty placeholder"),
    ("PS401", 1, "stray “.”"),
    ("PS401", 19, "Something is missing"),  # support ** team
    ("PS402", 5, "no anchor"),
    ("PS402", 7, "no anchor"),
    ("PS403", 17, "No row of the page states a transport"),
    ("PS404", 22, "no direction"),  # 67
    ("PS404", 23, "no direction"),  # RPC
    ("PS404", 24, "no direction"),  # 647, 847
    ("PS404", 25, "no direction"),  # 5700-6900
    ("PS407", 53, "chunks servers"),
    ("PS408", 30, "java"),
    ("PS409", 30, "version 7"),  # VZ9 in the commands
    ("PS410", 51, "2511 is open for outgoing traffic"),
    ("PS415", 20, "5224"),
]
"""Code, line and words of each; the line is the same in our restatement and in the vendor's page."""
SETTLED = {("PS202", 23), ("PS202", 60), ("PS202", 69), ("PS403", 17), ("PS404", 22), ("PS404", 25)}
"""What the errata of the release end, as they set what was missing."""
COMPARED = [("PS418", 51, "port 2511 of MDS server"), ("PS418", 60, "the dynamic port of Chunk server")]
"""With the storage guide, which is held against our page."""
CORRECTED = [
    *(each for each in FAULTS if each[:2] not in SETTLED),
    ("PS403", 23, "1 of 15 rows is left without"),
    *COMPARED,
]


@pytest.fixture(scope="module")
def workspace(root: Path) -> Workspace:
    found = find_workspace(root)
    assert found is not None
    return found


def findings(workspace: Workspace, source: Source | None, *, errata: bool) -> list[Finding]:
    """Return what is found on a page, with the release's errata and comparison documents or without both."""
    found: list[Finding] = []
    chosen = find_release(workspace.catalog, None, "7.1-beta", found.append)
    assert source is not None
    assert chosen is not None
    product, release = chosen
    corrections = workspace.errata(product, found.append)[release.id] if errata else ()
    others = [workspace.source(each, found.append) for each in release.documents if each.use == "comparison"]
    compile_sources(
        [(source, None)], corrections, None, found.append, [each for each in others if errata and each is not None]
    )
    return found


def hold(found: list[Finding], expected: list[tuple[str, int, str]]) -> None:
    """Require these findings and no others."""
    placed = sorted((each.code, each.place.line, each.message) for each in found if each.place)
    assert [(code, line) for code, line, _ in placed] == [(code, line) for code, line, _ in sorted(expected)]
    assert [
        words for (_, _, said), (_, _, words) in zip(placed, sorted(expected), strict=True) if words not in said
    ] == []
    assert len(placed) == len(found)


@pytest.mark.parametrize("errata", [True, False], ids=["with errata", "as the page states it"])
def test_our_page(workspace: Workspace, root: Path, *, errata: bool) -> None:
    page = root / "spec/sources/virtuozzo-hybrid-server/7.1-beta/configuring-server-ports.md"
    found: list[Finding] = []
    hold(findings(workspace, read_page(page, found.append), errata=errata), CORRECTED if errata else FAULTS)


@pytest.mark.parametrize("errata", [True, False], ids=["with errata", "as the page states it"])
def test_the_vendors_page(workspace: Workspace, shared: Path, *, errata: bool) -> None:
    found: list[Finding] = []
    page = read_page(shared / "seed/configuring-server-ports-7.1-beta.md", found.append)
    hold(findings(workspace, page, errata=errata), CORRECTED if errata else FAULTS)


def test_the_release_has_nothing_that_is_not_acknowledged(workspace: Workspace, root: Path) -> None:
    page = root / "spec/sources/virtuozzo-hybrid-server/7.1-beta/configuring-server-ports.md"
    found: list[Finding] = []
    told = findings(workspace, read_page(page, found.append), errata=True)
    assert unacknowledged(told) == []

    both = next(each.message for each in told if each.code == "PS418")
    quotes = [
        "(IO) Needed for communication with chunks servers",
        "2511 is needed for communication with chunk servers",
    ]
    assert all(quote in both for quote in quotes)
