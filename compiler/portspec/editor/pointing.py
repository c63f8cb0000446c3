"""What an editor points at: the rows at a line, or the requirement or finding that a word names."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from portspec.analysis.derivation import derivation
from portspec.analysis.verdict import rules_of
from portspec.analysis.worded import words_of
from portspec.build import compile_release
from portspec.catalog import Product, Release
from portspec.editor import Row, View, workspace_of
from portspec.findings import SEVERITIES, Finding, silent
from portspec.resources import finding_page
from portspec.spec import Provenance, Spec
from portspec.unseen import visible
from portspec.workspace import COMPILED, Workspace

_WORD = re.compile(r"""[^\s"'`“”,;:|(){}\[\]<>#*\\]+""")
"""What an id may be: the rest quotes, separates or marks it in any format."""


def word_at(line: str, column: int) -> str:
    """Return the word of a line that could be an id, at a column from 0; empty where there is none."""
    found = next((each for each in _WORD.finditer(line) if each.start() <= column <= each.end()), None)
    return found[0].rstrip(".") if found else ""


def rows_at(view: View, first: int, last: int) -> list[Row]:
    """Return the rows that stand at some lines, counted from 1."""
    return [row for row in view.rows if row[1].provenance.line <= last and first <= row[1].provenance.end_line]


def named(root: Path | None, texts: Mapping[str, str], id: str) -> Row | None:
    """Return the requirement with an id, as open files and the others give it now; of several releases the newest.

    The compiled specs tell which release has it, and are taken as they are where nothing has changed since.
    """
    workspace = workspace_of(root, texts) if root and id else None
    for product in workspace.catalog.products if workspace else ():
        for release in reversed(product.releases):
            data = workspace and workspace.held(f"{COMPILED}/{product.id}/{release.id}.json")
            if not (workspace and data and f'"{id}"'.encode() in data):
                continue
            spec = _spec(workspace, product, release)
            for each in spec.requirements if spec else ():
                if spec and each.id == id:
                    return spec, each
    return None


def _spec(workspace: Workspace, product: Product, release: Release) -> Spec | None:
    changed: list[Finding] = []
    workspace.tell_changes(changed.append)
    if not changed:
        return workspace.compiled_spec(product.id, release.id, silent)
    return compile_release(workspace, product, release, workspace.errata(product, silent), silent)


def told(rows: list[Row], word: str = "") -> str:
    """Return what is to be read about some rows, or else about the code of a finding; empty where there is nothing.

    It is text and nothing else, in which hidden characters are named: what a page says is no markup here.
    """
    if not rows and word in SEVERITIES:
        return visible(finding_page(word))
    return visible("\n\n".join("\n".join(_about(row)) for row in rows))


def _about(row: Row) -> Iterator[str]:
    spec, requirement = row
    yield from derivation(requirement, spec)
    for rule in rules_of(requirement, {role.id: role.stated for role in spec.roles}):
        verdict, host, way, peer, transport, ports, why, _ = words_of(rule)
        yield f"rule: {verdict}, {way or '-'} at {host or '-'}, {peer or '-'}, {transport or '-'} {ports or '-'}" + (
            f" ({why})" if why else ""
        )


def place_of(row: Row) -> tuple[str, Provenance]:
    """Return the path of the file that a row stands in, and where in it."""
    spec, requirement = row
    return next(each.path for each in spec.sources if each.id == requirement.provenance.source), requirement.provenance
