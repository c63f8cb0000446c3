"""Corrected tables, as Markdown and as HTML, to be pasted back into the page: a heading and a table for each role.

What an erratum has set stands there like everything else; what nobody knows stays empty. portspec reads the same ports,
roles, transports and directions from them again.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape

from portspec.artifact import Artifact
from portspec.findings import Report
from portspec.spec import Requirement, Role, Spec
from portspec.unseen import visible
from portspec.writers.manifest import product

HEAD = ("Port", "Protocol", "Direction", "Description")
_MARKUP = re.compile(r"([\\`*_\[\]<>#|~])")
"""What Markdown (CommonMark, 2.4; GitHub's tables) may read as more than text."""
_TEMPLATE = str.maketrans({"{": "&#123;", "}": "&#125;"})
"""What a template engine, through which the page may go, may read as more than text."""


def write(spec: Spec, _report: Report, /) -> Iterator[Artifact]:
    """Yield the tables of a release in both forms."""
    about = product(spec)
    for suffix, lines in (("md", _markdown(spec)), ("html", _html(spec))):
        text = "\n".join(lines)
        yield Artifact(path=f"tables/v1/{about.id}/{about.release}.{suffix}", data=f"{text}\n".encode())


def _groups(spec: Spec) -> Iterator[tuple[Role | None, Sequence[Requirement]]]:
    """Yield the rows without a role, then each role with its rows, where there are any."""
    for role in (None, *spec.roles):
        rows = spec.rows_of(role.id if role else None)
        if rows:
            yield role, rows


def _markdown(spec: Spec) -> Iterator[str]:
    for role, rows in _groups(spec):
        if role:
            yield f"## {_plain(role.name)}\n"
            yield from (f"{_plain(each)}\n" for each in _sentences(role, spec))
        yield _line(HEAD)
        yield _line(["---"] * len(HEAD))
        yield from (_line([_plain(cell) for cell in _cells(each)]) for each in rows)
        yield ""


def _line(cells: tuple[str, ...] | list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _plain(text: str) -> str:
    return _MARKUP.sub(r"\\\1", " ".join(visible(text).split())).replace("&", "&amp;").translate(_TEMPLATE)


def _escaped(text: str) -> str:
    return escape(visible(text)).translate(_TEMPLATE)


def _html(spec: Spec) -> Iterator[str]:
    for role, rows in _groups(spec):
        if role:
            yield f"<h2>{_escaped(role.name)}</h2>"
            yield from (f"<p>{_escaped(each)}</p>" for each in _sentences(role, spec))
        yield "<table>"
        yield f"<thead><tr>{''.join(f'<th>{name}</th>' for name in HEAD)}</tr></thead>"
        yield "<tbody>"
        yield from (f"<tr>{''.join(f'<td>{_escaped(cell)}</td>' for cell in _cells(each))}</tr>" for each in rows)
        yield "</tbody>\n</table>"


def _sentences(role: Role, spec: Spec) -> Iterator[str]:
    """Yield what holds for a role as a whole."""
    names = [each.name for each in spec.roles if each.id in role.includes]
    if names:
        yield f"These ports are needed in addition to those of the {' and the '.join(names)}."
    yield from (each.text for each in role.conditions)


def _cells(row: Requirement) -> tuple[str, ...]:
    dynamic = f"<{row.dynamic.name or row.dynamic.text.strip('<>` ') or 'dynamic'}>" if row.dynamic else ""
    direction = "" if row.direction == "unstated" else row.direction
    ports = ", ".join(map(str, row.ports)) or dynamic
    return ports, ", ".join(row.transports).upper(), direction, row.purpose or ""
