"""Print the site's page about the Python interface, made of its docstrings: `python scripts/make_python_page.py`."""

import ast
import inspect
import sys
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import portspec
from portspec import api

HEAD = """\
# From Python

`import portspec` gives these names. This page is made of their docstrings; all values are typed and frozen. What is not
listed here is no interface, and may change.
"""


def page() -> str:
    """Return the page as Markdown; the same docstrings give the same bytes."""
    names = {name: getattr(portspec, name) for name in portspec.__all__}
    functions = {name: each for name, each in names.items() if inspect.isfunction(each)}
    types = {name: each for name, each in names.items() if name not in functions}
    parts = [HEAD, *_example(), "## Functions\n", *(_function(*each) for each in functions.items())]
    return "\n".join((*parts, "## Values\n", *(_type(*each) for each in types.items())))


def _example() -> Iterator[str]:
    first, _, code = (inspect.getdoc(api) or "").partition(">>>")
    yield f"{first.partition(chr(10))[2].strip()}\n" if first.count("\n") else ""
    yield f"```pycon\n>>>{code}\n```\n"


def _function(name: str, function: Any) -> str:
    signature = _node(function)
    returns = f" -> {ast.unparse(signature.returns)}" if signature.returns else ""
    return (
        f"### {name}\n\n```python\n{name}({ast.unparse(signature.args)}){returns}\n```\n\n{inspect.getdoc(function)}\n"
    )


def _type(name: str, kind: Any) -> str:
    rows = list(_fields(_node(kind).body))
    table = "| field | type | meaning |\n| --- | --- | --- |\n" + "".join(rows) if rows else ""
    return f"### {name}\n\n{inspect.getdoc(kind)}\n{table and chr(10)}{table}"


def _node(thing: Any) -> Any:
    return ast.parse(inspect.getsource(thing)).body[0]


def _fields(body: list[ast.stmt]) -> Iterator[str]:
    """Yield a row for each field with the docstring under it."""
    for field, after in pairwise(body):
        if isinstance(field, ast.AnnAssign) and isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
            meaning = " ".join(str(after.value.value).split())
            kind = ast.unparse(field.annotation).replace("|", r"\|")
            yield f"| `{ast.unparse(field.target)}` | `{kind}` | {meaning.replace('|', chr(92) + '|')} |\n"


if __name__ == "__main__":
    sys.stdout.write(page())
