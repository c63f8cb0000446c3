"""All that pages, scripts and the theme's overrides say, as it stands in the code."""

import ast
import re
from collections.abc import Iterator

from jinja2 import Environment, nodes

from portspec.analysis.derivation import RULES
from portspec.analysis.verdict import COMMANDED, NEEDS, REASONS
from portspec.diff.text import HEADINGS
from portspec.findings import SEVERITIES
from portspec.resources import PACKAGE, listing, read
from portspec.writers.site.downloads import KINDS
from portspec.writers.site.labels import ASSUMED, CONDITIONAL, DIRECTIONS, FIELDS, STATUSES, UNNAMED
from portspec.writers.site.needs import BOTH, ENDS
from portspec.writers.site.words import MONTHS, spoken

TABLES = (RULES, NEEDS, REASONS, HEADINGS, KINDS, DIRECTIONS, FIELDS, STATUSES, ENDS, dict(enumerate(MONTHS)))
CHANGES = "added changed removed role note name stated includes conditions text commands quote basis none".split()
"""What a change is and what it is about, but for the fields of a requirement."""
SAYING = {"words", "self"}
"""What a module calls to say a phrase."""


def phrases() -> set[str]:
    """Return every phrase that has to be there in each language."""
    tables = {each for table in TABLES for each in table.values()}
    return {
        *tables,
        *SEVERITIES.values(),
        *CHANGES,
        COMMANDED,
        ASSUMED,
        CONDITIONAL,
        BOTH,
        UNNAMED,
        *_templates(),
        *_scripts(),
        *_modules(),
        *overrides(),
    } - {""}


def _templates() -> Iterator[str]:
    """Yield what `_("…")` and `heads(("…",))` have in templates."""
    for path in listing("site/templates"):
        for call in Environment(autoescape=True).parse(read(path).decode()).find_all(nodes.Call):
            name = call.node.attr if isinstance(call.node, nodes.Getattr) else getattr(call.node, "name", "")
            if name in ("_", "heads"):
                first = call.args[0]
                found = [first] if isinstance(first, nodes.Const) else first.find_all(nodes.Const)
                yield from (each.value for each in found if isinstance(each.value, str))


def _scripts() -> Iterator[str]:
    for path in listing("site/assets"):
        yield from spoken(read(path).decode()) if path.endswith(".js") else ()


def overrides() -> Iterator[str]:
    """Yield what the overrides of the theme say."""
    for path in listing("site/overrides"):
        yield from re.findall(r'\bsay\([\w.]+, "([^"]+)"\)', read(path).decode())


def _modules() -> Iterator[str]:
    """Yield what `words("…")` has in modules, and the titles of the navigation."""
    for path in sorted((PACKAGE / "writers/site").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            if ast.unparse(call.func).rpartition(".")[2] in SAYING and call.args:
                yield from (
                    each.value
                    for each in ast.walk(call.args[0])
                    if isinstance(each, ast.Constant) and isinstance(each.value, str)
                )
        if path.stem == "navigation":
            yield from (
                key.value
                for node in ast.walk(tree)
                if isinstance(node, ast.Dict)
                for key in node.keys
                if isinstance(key, ast.Constant) and isinstance(key.value, str)
            )
