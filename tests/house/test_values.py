"""What every value keeps: it does not change, its parts are named where it is made, and each says what it means."""

import ast
from collections.abc import Iterator

from tests.house.modules import modules

# What changes while a stage walks through a page; none of these leaves its stage.
STATE = {"Atom", "Page", "Section", "_Cell", "_Frame"}
# Made for each line or each token of a page, by place, which is faster.
BY_PLACE = {"Atom", "Field", "Line", "Text", "Token"}
OTHER_WAYS = {"dataclass", "NamedTuple", "namedtuple", "TypedDict", "SimpleNamespace", "define"}


def classes() -> Iterator[tuple[str, ast.ClassDef]]:
    """Yield every class of the package with the name of its module."""
    for name, tree in modules().items():
        yield from ((name, node) for node in ast.walk(tree) if isinstance(node, ast.ClassDef))


def structs() -> list[tuple[str, ast.ClassDef, set[str]]]:
    """Return the values with their modules and the options that are set."""
    return [
        (name, each, {word.arg for word in each.keywords if word.arg and ast.unparse(word.value) == "True"})
        for name, each in classes()
        if "msgspec.Struct" in map(ast.unparse, each.bases)
    ]


def test_values_are_frozen_and_keyword_only() -> None:
    changing = {(name, each.name) for name, each, options in structs() if "frozen" not in options}
    assert {each for _, each in changing} == STATE, sorted(changing)
    placed = {(name, each.name) for name, each, options in structs() if "kw_only" not in options}
    assert {each for _, each in placed} == BY_PLACE, sorted(placed)


def test_values_are_made_in_one_way() -> None:
    names = {
        (name, node.id)
        for name, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and node.id in OTHER_WAYS
    }
    assert names == set()


def test_each_field_says_what_it_means() -> None:
    bare = [
        f"{name}: {each.name}.{ast.unparse(field.target)}"
        for name, each in classes()
        for field, below in zip(each.body, [*each.body[1:], None], strict=True)
        if isinstance(field, ast.AnnAssign) and not _is_docstring(below)
    ]
    assert bare == []


def _is_docstring(node: ast.stmt | None) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
