"""Vendors' pages that are not ours to publish, each with errata for all that it leaves open, drafted and decided."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import count
from pathlib import Path

from portspec.findings import Report, silent
from portspec.pipeline import compile_sources
from portspec.resolve.drafting import draft
from portspec.resolve.parse import parse_errata
from portspec.spec import Spec
from portspec.workspace import read_page
from portspec.writers.firewall import Options
from portspec.writers.firewall.lowering.binds import bind_name
from tests.conftest import ALL

DECIDED = {
    "kind: TODO": "kind: assumption",
    "why: TODO": "why: Decided here.",
    "transports: [TODO]": "transports: [tcp]",
    "direction: TODO": "direction: both",
}
EACH = 5 if ALL else 25
"""How many pages stand for one."""


@cache
def pages(shared: Path) -> tuple[tuple[str, Spec, Options], ...]:
    """Some pages with their names, and what asks for all of the role that has most of the requirements."""
    return tuple(_pages(shared))


def _pages(shared: Path) -> Iterator[tuple[str, Spec, Options]]:
    for folder in sorted((shared / "corpus/pages").iterdir())[::EACH]:
        (page,) = (each for each in folder.iterdir() if each.stem == "page")
        spec = corrected(page)
        own = [each.role for each in spec.requirements if each.role]
        if own:
            role = max(own, key=own.count)
            rows = [each for each in spec.requirements if each.role == role]
            dynamic = dict.fromkeys(bind_name(each) for each in rows if each.dynamic)
            binds = {name: (str(port),) for port, name in enumerate(dynamic, start=40000)}
            more = Options(roles=(role,), includes=False, binds=binds, when=("all",), accept_assumptions=True)
            yield folder.name, spec, more


def corrected(page: Path, report: Report = silent) -> Spec:
    """What a page states with the errata that are drafted for it, and decided."""
    source = read_page(page, silent)
    assert source
    stated = compile_sources([(source, None)], (), None, silent)
    text, number = draft(stated, "product", "release"), count()
    for todo, decision in DECIDED.items():
        text = text.replace(todo, decision)
    text = re.sub("dynamic: TODO", lambda _: f"dynamic: port-{next(number)}", text)
    file = parse_errata(text.encode(), "errata.yaml", report) if text else None
    return compile_sources([(source, None)], file.errata if file else (), None, report)
