"""Bare source: a module without what only readers and type checkers need, so that a page loads and starts faster."""

import ast
from collections.abc import Iterator

Cut = tuple[int, int, int, int, str]
"""Line and column in bytes where a cut begins, those where it ends, and what stands there instead."""


def bare(source: str) -> str:
    """Return a module's source without docstrings, annotations and what only annotations use.

    It runs as before, unless something asks for annotations; those of a class keep their names. Comments stay, and so
    do the places of lines.
    """
    lines = [line.encode() for line in source.splitlines(keepends=True)]
    for line, column, end_line, end_column, text in sorted(_cuts(ast.parse(source).body), reverse=True):
        ends = lines[line - 1][:column], lines[end_line - 1][end_column:]
        lines[line - 1 : end_line] = [text.encode().join(ends)]
    return b"".join(lines).decode()


def _cuts(body: list[ast.stmt]) -> Iterator[Cut]:
    for node in body:
        match node:
            case ast.Expr(value=ast.Constant()) | ast.ImportFrom(module="collections.abc"):
                yield _cut(node, "...")
            case ast.Assign(value=ast.Subscript(value=ast.Name(id="Callable"))):
                yield _cut(node, "...")
            case ast.AnnAssign(value=None):
                yield _cut(node, "...")
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                yield target.end_lineno or 0, target.end_col_offset or 0, value.lineno, value.col_offset, " = "
            case ast.ClassDef():
                fields = [each for each in node.body if isinstance(each, ast.AnnAssign)]
                names = dict.fromkeys(ast.unparse(each.target) for each in fields)
                yield from ((*_cut(each, "")[:2] * 2, f"__annotations__ = {names}; ") for each in fields[:1])
            case ast.FunctionDef(args=given):
                every = (*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg)
                yield from (_after_name(each) for each in every if each and each.annotation)
                if node.returns:
                    yield _cut(node.returns, '""')
        for field in ("body", "orelse", "finalbody"):
            yield from _cuts(getattr(node, field, []))


def _cut(node: ast.stmt | ast.expr, text: str) -> Cut:
    return node.lineno, node.col_offset, node.end_lineno or 0, node.end_col_offset or 0, text


def _after_name(node: ast.arg) -> Cut:
    return node.lineno, node.col_offset + len(node.arg.encode()), node.end_lineno or 0, node.end_col_offset or 0, ""
