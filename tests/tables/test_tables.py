"""`portspec emit table`: what is pasted back into a page is read as it was."""

from pathlib import Path

import pytest

from portspec.pipeline import compile_sources
from portspec.spec import Requirement, Spec
from portspec.workspace import find_workspace
from portspec.writers.table import write
from tests.reading import HTML, MARKDOWN, page


def releases(root: Path) -> tuple[Spec, ...]:
    workspace = find_workspace(root)
    assert workspace is not None
    return workspace.compiled_specs()


def essence(row: Requirement) -> tuple[object, ...]:
    """Return what a row requires; a page has no word for traffic inside the host."""
    direction = "unstated" if row.direction == "internal" else row.direction
    return row.role, row.ports, row.dynamic is not None, row.transports, direction, row.negated, row.reserved


@pytest.mark.parametrize("media_type", [MARKDOWN, HTML])
@pytest.mark.parametrize("number", [0, 1])
def test_both_releases_come_back(root: Path, number: int, media_type: str) -> None:
    spec = releases(root)[number]
    suffix = ".md" if media_type == MARKDOWN else ".html"
    (data,) = (each.data.decode() for each in write(spec, lambda _: None) if each.path.endswith(suffix))
    again = compile_sources([(page(data, media_type), None)], (), None, lambda _: None)

    assert [essence(row) for row in again.requirements] == [essence(row) for row in spec.requirements]
    assert [(role.id, role.includes) for role in again.roles] == [(role.id, role.includes) for role in spec.roles]
    assert again.counts.unread == 0
