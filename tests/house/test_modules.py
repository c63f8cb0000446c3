"""What every module of the package keeps: a sentence first, a size to read in one sitting, and no hidden doings."""

import ast
import re
from collections.abc import Iterator
from statistics import median

import pytest

from tests.house.modules import PACKAGE, libraries, modules

LONGEST, MEDIAN = 300, 120
ON_THE_DISK = {"resources", "disk", "workspace", "revision", "output", "output.files", "output.shared"}
ON_THE_DISK |= {"proof.lab"}  # namespaces are entered through files
DISK_MODULES = {"os", "shutil", "tempfile", "glob", "fileinput"}
DISK_CALLS = {
    "chmod", "exists", "glob", "is_dir", "is_file", "iterdir", "mkdir", "open", "read_bytes", "read_text", "rename",
    "rglob", "rmdir", "stat", "symlink_to", "touch", "unlink", "write_bytes", "write_text",
}  # fmt: skip
NAMES = [pytest.param(name, id=name or "portspec") for name in modules()]


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


@pytest.mark.parametrize("name", NAMES)
def test_a_module_begins_with_one_sentence(name: str) -> None:
    first = (ast.get_docstring(modules()[name]) or "").split("\n\n")[0]
    assert first.endswith(".")
    assert not re.search(r"[a-z`)]\. [A-Z`]", first)


@pytest.mark.parametrize("name", NAMES)
def test_public_functions_and_classes_have_docstrings(name: str) -> None:
    assert [each.name for each in public(modules()[name]) if not ast.get_docstring(each)] == []


def test_modules_are_short() -> None:
    lengths = {path.name: len(path.read_text("utf-8").splitlines()) for path in PACKAGE.rglob("*.py")}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}
    assert median(lengths.values()) <= MEDIAN


@pytest.mark.parametrize("name", NAMES)
def test_only_few_modules_touch_the_disk(name: str) -> None:
    tree = modules()[name]
    touches = {each for each in calls(tree) if each in DISK_CALLS}
    touches |= libraries(tree) & DISK_MODULES
    assert name in ON_THE_DISK or touches == set()


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_printed_outside_the_command_line(name: str) -> None:
    assert name.partition(".")[0] == "cli" or not {"print", "echo"} & {*calls(modules()[name])}


@pytest.mark.parametrize("name", NAMES)
def test_there_are_no_clocks_and_no_chance(name: str) -> None:
    assert not libraries(modules()[name]) & {"time", "random", "secrets"}
    tells_the_day = name == "cli.init"  # of a new project's first page, which is printed and written down
    assert tells_the_day or not {*calls(modules()[name])} & {"now", "today"}
    assert not {*calls(modules()[name])} & {"hash", "uuid1", "uuid4", "uuid6", "uuid7"}
