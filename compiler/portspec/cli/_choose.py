"""Options that name a release, shared by the commands that read compiled specs."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import click

from portspec.cli import _complete as complete
from portspec.cli._session import Session
from portspec.findings import silent
from portspec.spec import Spec

if TYPE_CHECKING:
    from portspec.workspace import Workspace


def release_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --product and --release to a command."""
    help = "The product; may be left out where only one has what is asked for."
    product = click.option("--product", metavar="ID", help=help, shell_complete=complete.products)
    help = "The release; the latest unless given."
    release = click.option("--release", metavar="ID", help=help, shell_complete=complete.releases)
    return product(release(command))


Asked = Callable[[Spec], bool]
"""Tells whether a spec has what a command is asked for, such as its roles."""


def chosen(session: Session, product: str | None, release: str | None, asked: Asked | None = None) -> Spec:
    """Return the compiled spec of the chosen release, or leave after saying why there is none.

    Where the catalog has several products and none is named, the only one that has what is `asked` for is meant.
    """
    from portspec.catalog import find_release

    workspace = session.workspace()
    if product is None and asked and len(workspace.catalog.products) > 1:
        product = _only(workspace, release, asked)
    found = find_release(workspace.catalog, product, release, session.report)
    if found is None:
        session.end(usable=False)
    spec = workspace.compiled_spec(found[0].id, found[1].id, session.report)
    if spec is None:
        session.end(usable=False)
    workspace.tell_changes(session.report)
    return spec


def _only(workspace: "Workspace", release: str | None, asked: Asked) -> str | None:
    """Return the id of the only product whose release has what is asked for; None where none or several have."""
    from portspec.catalog import release_of

    found = [(each.id, named.id) for each in workspace.catalog.products if (named := release_of(each, release))]
    specs = {ids: workspace.compiled_spec(*ids, silent) for ids in found}
    names = [product for (product, _), spec in specs.items() if spec and asked(spec)]
    return names[0] if len(names) == 1 else None


def with_roles(roles: object) -> Asked | None:
    """Return what is asked for where roles are given; None where none are."""
    return (
        (lambda spec: {each.id for each in spec.roles}.issuperset(roles))
        if isinstance(roles, tuple) and roles
        else None
    )


def find(specs: Iterable[Spec], product: str, release: str) -> Spec | None:
    """Return the spec of a release, or None where there is none."""
    ids = (product, release)
    return next((each for each in specs if each.product and (each.product.id, each.product.release) == ids), None)
