"""What every module of the package keeps: a sentence first, a size to read in one sitting, and no hidden doings."""

import ast
import re
from collections.abc import Iterator
from statistics import median

from tests.house.modules import PACKAGE, libraries, modules

LONGEST, MEDIAN = 400, 120
ON_THE_DISK = {
    "resources",
    "workspace",
    "workspace.revision",
    "files",
    "files.disk",
    "files.journal",
    "files.shared",
    "files.swap",
}
ON_THE_DISK |= {"proof.lab"}  # namespaces are entered through files
ON_THE_DISK |= {"files.scratch", "files.stage", "files.stamp"}
ON_THE_DISK |= {"cli._streams"}  # the environment says whether a terminal is to be coloured
ON_THE_DISK |= {"fetch.credentials", "fetch.git"}  # the environment; a repository, for as long as it is read
ON_THE_DISK |= {"cli._mkdocs"}  # the environment of the program that it starts
ON_THE_DISK |= {"mkdocs"}  # folders that MkDocs is to watch, and one for compiled templates
DISK_MODULES = {"os", "shutil", "tempfile", "glob", "fileinput"}
DISK_CALLS = {
    "chmod", "exists", "glob", "is_dir", "is_file", "iterdir", "mkdir", "open", "read_bytes", "read_text", "rename",
    "rglob", "rmdir", "stat", "symlink_to", "touch", "unlink", "write_bytes", "write_text",
}  # fmt: skip


def calls(tree: ast.Module) -> Iterator[str]:
    """Yield the last name of everything that is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def public(within: ast.Module | ast.ClassDef) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    """Yield the public functions and classes of a module or class, with those of the classes."""
    for node in within.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public(node)


def test_a_module_begins_with_one_sentence() -> None:
    firsts = {name: (ast.get_docstring(tree) or "").split("\n\n")[0] for name, tree in modules().items()}
    several = re.compile(r"[a-z`)]\. [A-Z`]")
    assert {name: first for name, first in firsts.items() if not first.endswith(".") or several.search(first)} == {}


def test_public_functions_and_classes_have_docstrings() -> None:
    found = [(name, each) for name, tree in modules().items() for each in public(tree)]
    assert [(name, each.name) for name, each in found if not ast.get_docstring(each)] == []


def test_modules_are_short() -> None:
    lengths = {
        str(path.relative_to(PACKAGE)): len(path.read_text("utf-8").splitlines()) for path in PACKAGE.rglob("*.py")
    }
    assert len(lengths) == len(modules())
    assert {path: length for path, length in lengths.items() if length > LONGEST} == {}
    assert median(lengths.values()) <= MEDIAN


def test_only_few_modules_touch_the_disk() -> None:
    others = {name: tree for name, tree in modules().items() if name not in ON_THE_DISK}
    touches = {name: {*calls(tree)} & DISK_CALLS | libraries(tree) & DISK_MODULES for name, tree in others.items()}
    assert {name: found for name, found in touches.items() if found} == {}


def test_nothing_is_printed_but_in_one_place() -> None:
    others = {name: tree for name, tree in modules().items() if name != "cli._streams"}
    assert [name for name, tree in others.items() if {"print", "echo"} & {*calls(tree)}] == []


def test_there_are_no_clocks_and_no_chance() -> None:
    called = {"now", "today", "hash", "uuid1", "uuid4", "uuid6", "uuid7"}
    uses = {
        name: libraries(tree) & {"time", "random", "secrets"} | {*calls(tree)} & called
        for name, tree in modules().items()
    }
    # The day on which a page was taken down, which is printed and written down.
    assert {name: found for name, found in uses.items() if found} == {"cli._clock": {"now"}}
