"""The modules of the package, parsed."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "compiler" / "portspec"


@cache
def modules() -> dict[str, ast.Module]:
    """Return every module by its name below `portspec`; the package's own is the empty one."""
    return {name_of(path): ast.parse(path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}


def name_of(path: Path) -> str:
    """Return the dotted name of a file below `portspec`."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(tree: ast.Module) -> Iterator[str]:
    """Yield the full name of everything that a module imports, anywhere in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{each.name}" for each in node.names)


@cache
def libraries(tree: ast.Module) -> set[str]:
    """Return the packages that a module imports from."""
    return {each.partition(".")[0] for each in imports(tree)}
