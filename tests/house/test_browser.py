"""What runs in a browser uses nothing that is not there: without a browser this is seen at once."""

import ast
from collections.abc import Iterator, Mapping

import pytest

from portspec.writers.site.builder.bundle import OWN, STANDARD, engine_sources

BROWSER = {"browser", "javascript"}
"""Brython's own modules."""
DIALECTS = "portspec.writers.firewall"


def names_in(source: str) -> set[str]:
    """Return what a module defines for others."""
    found: set[str] = set()
    for each in ast.parse(source).body:
        match each:
            case ast.FunctionDef() | ast.ClassDef():
                found.add(each.name)
            case ast.Assign():
                found |= {one.id for target in each.targets for one in ast.walk(target) if isinstance(one, ast.Name)}
            case ast.AnnAssign(target=ast.Name(id=name)):
                found.add(name)
            case ast.Import() | ast.ImportFrom():
                found |= {(one.asname or one.name).partition(".")[0] for one in each.names}
    return found


def imported(source: str) -> Iterator[tuple[str, str, str]]:
    """Yield for all that a module imports: from where, the name there ("" for the module itself), and the name here."""
    for each in ast.walk(ast.parse(source)):
        match each:
            case ast.ImportFrom(module=str(module)):
                yield from ((module, one.name, one.asname or one.name) for one in each.names)
            case ast.Import():
                yield from ((one.name, "", one.asname or one.name) for one in each.names)


def absent(source: str, known: Mapping[str, set[str]]) -> set[str]:
    """Return the modules and names that a module imports and a browser has not."""
    modules = {module for module, _, _ in imported(source)} - known.keys() - {*STANDARD, "sys"} - BROWSER
    names = {
        f"{module}.{name}"
        for module, name, _ in imported(source)
        if module in known and name and name not in known[module] and f"{module}.{name}" not in known
    }
    return modules | names


def unknown_attributes(source: str, known: Mapping[str, set[str]]) -> set[str]:
    """Return what a module takes of imported modules that these do not have in a browser, such as `re.search`."""
    modules = {here: f"{module}.{name}".rstrip(".") for module, name, here in imported(source)}
    used = {
        (modules.get(each.value.id, ""), each.attr)
        for each in ast.walk(ast.parse(source))
        if isinstance(each, ast.Attribute) and isinstance(each.value, ast.Name)
    }
    return {f"{module}.{name}" for module, name in used if module in known and name not in known[module]}


Sources = dict[str, str]
Known = dict[str, set[str]]


@pytest.fixture(scope="module")
def sources() -> Sources:
    return engine_sources()


@pytest.fixture(scope="module")
def known(sources: Sources) -> Known:
    return {name: names_in(source) for name, source in sources.items()}


def test_every_import_is_there(sources: Sources, known: Known) -> None:
    missing = {name: found for name, source in sources.items() if (found := absent(source, known))}
    assert missing == {}, f"a stand-in in site/browser, OWN ({OWN}) or STANDARD ({STANDARD}) gives it; or do without"


def test_a_dialect_takes_of_a_module_only_what_its_stand_in_has(sources: Sources, known: Known) -> None:
    dialects = {name: source for name, source in sources.items() if name.startswith(DIALECTS)}
    missing = {name: found for name, source in dialects.items() if (found := unknown_attributes(source, known))}
    assert missing == {}, "add it to the stand-in in site/browser, or do without"


def test_no_pattern_names_its_groups(sources: Sources) -> None:
    """Python and a browser write that in two ways, and a pattern is neither's own (`site/browser/re.py`)."""
    assert [name for name, source in sources.items() if "(?P" in source] == []


def test_what_a_browser_has_not_is_seen(known: Known) -> None:
    dialect = "import re\nimport csv\nfrom itertools import tee\nre.search('a', 'b')\nre.sub('a', 'b', 'c')\n"
    assert absent(dialect, known) == {"csv", "itertools.tee"}
    assert unknown_attributes(dialect, known) == {"re.search"}
