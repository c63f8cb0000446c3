"""The restated pages and their originals give the same requirements, with the same errata."""

from pathlib import Path

import pytest

from portspec.extract import extract
from portspec.findings import Finding
from portspec.readers import read
from portspec.resolve import resolve
from portspec.resolve.errata import Acknowledgement, AnyErratum
from portspec.source import Source
from portspec.spec import Requirement, SourceRecord, Spec
from portspec.workspace import find_workspace, read_page

ORIGINALS = {
    "7-2016": "reference/virtuozzo-7-2016-configuring-ports.html",
    "7.1-beta": "seed/configuring-server-ports-7.1-beta.md",
}


def compiled(source: Source | None, errata: tuple[AnyErratum, ...], findings: list[Finding]) -> Spec:
    assert source is not None
    record = SourceRecord(
        id=source.id,
        path=source.path,
        title=source.path,
        media_type=source.media_type,
        sha256=source.sha256,
        lines=source.lines,
    )
    return resolve([(record, extract(read(source, findings.append), findings.append))], errata, None, findings.append)


def essence(row: Requirement) -> tuple[object, ...]:
    """Return what a row requires, whatever the words around it."""
    peers = tuple(party.role or party.text for party in row.peers)
    return (
        row.id,
        row.role,
        row.direction,
        row.ports,
        row.dynamic,
        row.transports,
        peers,
        row.negated,
        row.reserved,
        row.configurable,
    )


@pytest.mark.parametrize("release", ORIGINALS)
def test_both_pages_give_the_same_requirements(release: str, root: Path, shared: Path) -> None:
    findings: list[Finding] = []
    workspace = find_workspace(root)
    assert workspace is not None
    product, *_ = workspace.catalog.products
    errata = workspace.errata(product, findings.append)[release]
    documents = next(each.documents for each in product.releases if each.id == release)
    (document,) = (each for each in documents if each.use == "primary")
    ours = compiled(workspace.source(document, findings.append), errata, findings)
    theirs = compiled(read_page(shared / ORIGINALS[release], findings.append), errata, findings)

    assert [essence(row) for row in ours.requirements] == [essence(row) for row in theirs.requirements]
    assert [(role.id, role.includes) for role in ours.roles] == [(role.id, role.includes) for role in theirs.roles]
    assert ours.counts == theirs.counts
    assert ours.errata == theirs.errata
    applied = {each.id for each in errata if not isinstance(each, Acknowledgement)}
    assert applied == {each.id for each in ours.errata}
    assert not [each for each in findings if each.code.startswith("PS3")]


@pytest.mark.parametrize("release", ORIGINALS)
def test_the_recorded_original_is_the_one_beside_the_checkout(release: str, root: Path, shared: Path) -> None:
    workspace = find_workspace(root)
    assert workspace is not None
    documents = next(each.documents for each in workspace.catalog.products[0].releases if each.id == release)
    (document,) = (each for each in documents if each.use == "primary")
    findings: list[Finding] = []
    original = read_page(
        (shared / ORIGINALS[release]).with_suffix({"7-2016": ".asc"}.get(release, ".md")), findings.append
    )

    assert document.original is not None
    assert original is not None
    assert document.original.sha256 == original.sha256
