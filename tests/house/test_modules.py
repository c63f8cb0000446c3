"""What every module of the package keeps: a sentence first, a size to read in one sitting, and no hidden doings."""

import ast
import re
from collections.abc import Iterator
from statistics import median

from tests.house.modules import PACKAGE, libraries, modules

LONGEST, MEDIAN = 300, 120
ON_THE_DISK = {"resources", "workspace", "revision", "output", "proof.lab"}  # namespaces are entered through files
DISK_MODULES = {"os", "shutil", "tempfile", "glob", "fileinput"}
DISK_CALLS = {
    "chmod", "exists", "glob", "is_dir", "is_file", "iterdir", "mkdir", "open", "read_bytes", "read_text", "rename",
    "rglob", "rmdir", "stat", "symlink_to", "touch", "unlink", "write_bytes", "write_text",
}  # fmt: skip

CHANCE_MODULES = {"time", "random", "secrets"}
CHANCE_CALLS = {"hash", "uuid1", "uuid4", "uuid6", "uuid7"}


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
    assert [name for name, text in firsts.items() if not text.endswith(".")] == []
    assert [name for name, text in firsts.items() if re.search(r"[a-z`)]\. [A-Z`]", text)] == []


def test_public_functions_and_classes_have_docstrings() -> None:
    every = [(name, each) for name, tree in modules().items() for each in public(tree)]
    assert [(name, each.name) for name, each in every if not ast.get_docstring(each)] == []


def test_modules_are_short() -> None:
    """By their paths: many a name stands in more than one folder."""
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in PACKAGE.rglob("*.py")}
    assert len(lengths) == len(modules())
    assert {path: length for path, length in lengths.items() if length > LONGEST} == {}
    assert median(lengths.values()) <= MEDIAN


def test_only_few_modules_touch_the_disk() -> None:
    touches = {name: {*calls(tree)} & DISK_CALLS | libraries(tree) & DISK_MODULES for name, tree in modules().items()}
    assert {name: each for name, each in touches.items() if each and name not in ON_THE_DISK} == {}


def test_nothing_is_printed_outside_the_command_line() -> None:
    printing = {name for name, tree in modules().items() if {"print", "echo"} & {*calls(tree)}}
    assert {name for name in printing if name.partition(".")[0] != "cli"} == set()


def test_there_are_no_clocks_and_no_chance() -> None:
    tells_the_day = "cli.init"  # of a new project's first page, which is printed and written down
    wrong = {}
    for name, tree in modules().items():
        days = set() if name == tells_the_day else {"now", "today"}
        wrong[name] = libraries(tree) & CHANCE_MODULES | {*calls(tree)} & (CHANCE_CALLS | days)
    assert {name: each for name, each in wrong.items() if each} == {}
