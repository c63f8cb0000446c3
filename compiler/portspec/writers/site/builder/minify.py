"""Bare source: a module without what only readers and type checkers need, so that a page loads and starts faster."""

import ast
import re
from collections.abc import Iterable, Iterator
from io import StringIO
from tokenize import COMMENT, generate_tokens

Cut = tuple[int, int, int, int, str]
"""Line and column where a cut begins, those where it ends, in bytes as `ast` has them, and what comes in its place."""


def minified(source: str) -> str:
    """Return a module's source without docstrings, comments, annotations and the imports that only these need.

    It runs as before, unless something asks for annotations; those of a class keep their names alone, in order. The
    text is cut by the places of a parsed tree: to write the whole tree as text again takes three times as long.
    """
    body = ast.parse(source).body
    imports = [node for node in body if isinstance(node, ast.Import | ast.ImportFrom)]
    cuts = [cut for node in body if node not in imports for cut in _cuts(node)] + list(_comments(source))
    used = set(re.findall(r"\w+", _without(source, (*cuts, *(_cut(node, "") for node in imports)))))
    return _without(source, (*cuts, *(_cut(node, _needed(node, used)) for node in imports)))


def _without(source: str, cuts: Iterable[Cut]) -> str:
    lines = [line.encode() for line in source.splitlines(keepends=True)]
    for line, column, end_line, end_column, text in sorted(cuts, reverse=True):
        ends = lines[line - 1][:column], lines[end_line - 1][end_column:]
        lines[line - 1 : end_line] = [text.encode().join(ends)]
    return b"".join(lines).decode()


def _comments(source: str) -> Iterator[Cut]:
    lines = source.splitlines()
    for each in generate_tokens(StringIO(source).readline):
        if each.type == COMMENT:
            line, before = each.start[0], lines[each.start[0] - 1][: each.start[1]].rstrip()
            yield line, len(before.encode()), line, len(lines[line - 1].encode()), ""


def _needed(node: ast.Import | ast.ImportFrom, used: set[str]) -> str:
    names = [each for each in node.names if (each.asname or each.name.partition(".")[0]) in used]
    node.names = names
    return ast.unparse(node) if names else "..."


def _cuts(node: ast.stmt) -> Iterator[Cut]:
    match node:
        case ast.Expr(value=ast.Constant()):
            yield _cut(node, "...")
        case ast.Assign(value=ast.Subscript(value=ast.Name(id="Callable")) as value):
            # The name of a kind of function stands in annotations alone.
            yield _cut(value, "None")
        case ast.AnnAssign(value=None):
            yield _cut(node, "...")
        case ast.AnnAssign(target=target, value=ast.expr() as value):
            yield *_end(target), value.lineno, value.col_offset, " = "
        case ast.ClassDef():
            fields = [each for each in node.body if isinstance(each, ast.AnnAssign)]
            names = dict.fromkeys(ast.unparse(each.target) for each in fields)
            yield from ((*_start(each), *_start(each), f"__annotations__ = {names}; ") for each in fields[:1])
        case ast.FunctionDef(args=given):
            every = (*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg)
            yield from ((*_start(each.annotation), *_end(each), "0") for each in every if each and each.annotation)
            yield from (_cut(each, "0") for each in (node.returns,) if each)
        case _:
            pass
    for field in ("body", "orelse", "finalbody"):
        for each in getattr(node, field, ()):
            yield from _cuts(each)


def _cut(node: ast.stmt | ast.expr, text: str) -> Cut:
    return *_start(node), *_end(node), text


def _start(node: ast.stmt | ast.expr) -> tuple[int, int]:
    return node.lineno, node.col_offset


def _end(node: ast.stmt | ast.expr | ast.arg) -> tuple[int, int]:
    return node.end_lineno or 0, node.end_col_offset or 0
