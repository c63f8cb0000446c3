"""What runs in a browser imports nothing that is not there: without a browser this is seen at once."""

import ast
from collections.abc import Iterator

from portspec.writers.site.builder.bundle import OWN, engine_sources


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


def imported(source: str) -> Iterator[tuple[str, str]]:
    """Yield each module that a module imports from, with the name; "" for the module itself."""
    for each in ast.walk(ast.parse(source)):
        match each:
            case ast.ImportFrom(module=str(module)):
                yield from ((module, one.name) for one in each.names)
            case ast.Import():
                yield from ((one.name, "") for one in each.names)


def test_every_import_is_there() -> None:
    sources = engine_sources()
    # What is not among these comes from Brython.
    known = {name: names_in(source) for name, source in sources.items()}
    missing = [
        (name, module, wanted)
        for name, source in sources.items()
        for module, wanted in imported(source)
        if module in known and wanted and wanted not in known[module] and f"{module}.{wanted}" not in known
    ]
    assert missing == []
    absent = {
        module
        for source in sources.values()
        for module, _ in imported(source)
        if module.startswith("portspec") and module not in known
    }
    assert absent == set(), f"add it to OWN, or leave it out: {OWN}"
