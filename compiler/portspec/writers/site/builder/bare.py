"""Bare source: a module without what only readers and type checkers need, so that a page loads and starts faster."""

import ast


def bare(source: str) -> str:
    """Return a module's source without docstrings, comments, annotations and the imports that only these need.

    It runs as before, unless something asks for annotations; those of a class keep their names alone, in order.
    """
    tree = _Barer().visit(ast.parse(source))
    used = {word for node in ast.walk(tree) for word in _words(node)}
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            node.names = [each for each in node.names if (each.asname or each.name.partition(".")[0]) in used]
    tree.body = [node for node in tree.body if getattr(node, "names", True)]
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.body:
            node.body = [ast.Pass()]
    return ast.unparse(ast.fix_missing_locations(tree))


class _Barer(ast.NodeTransformer):
    """Takes out docstrings and annotations."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        self.generic_visit(node)
        node.returns = None
        return node

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.annotation = None
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        fields = [ast.unparse(each.target) for each in node.body if isinstance(each, ast.AnnAssign)]
        self.generic_visit(node)
        if fields:
            node.body.append(ast.parse(f"__annotations__ = {dict.fromkeys(fields)}").body[0])
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST | None:
        return ast.Assign(targets=[node.target], value=node.value) if node.value else None

    def visit_Assign(self, node: ast.Assign) -> ast.AST | None:
        # The name of a kind of function stands in annotations alone.
        value = node.value
        return None if isinstance(value, ast.Subscript) and ast.unparse(value.value) == "Callable" else node

    def visit_Expr(self, node: ast.Expr) -> ast.AST | None:
        return None if isinstance(node.value, ast.Constant) else node


def _words(node: ast.AST) -> list[str]:
    """Return the names that a node uses; `__all__` names them as strings."""
    if isinstance(node, ast.Name):
        return [node.id]
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []
