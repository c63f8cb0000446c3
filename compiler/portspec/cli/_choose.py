"""Options that name a release, shared by the commands that read compiled specs."""

from collections.abc import Callable, Iterable
from typing import Any

import click

from portspec.cli import _complete as complete
from portspec.cli._session import Session
from portspec.spec import Spec


def release_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --product and --release to a command."""
    help = "The product; may be left out where the catalog has only one."
    product = click.option("--product", metavar="ID", help=help, shell_complete=complete.products)
    help = "The release; the latest unless given."
    release = click.option("--release", metavar="ID", help=help, shell_complete=complete.releases)
    return product(release(command))


def chosen(session: Session, product: str | None, release: str | None) -> Spec:
    """Return the compiled spec of the chosen release, or leave after saying why there is none."""
    from portspec.catalog import find_release

    workspace = session.workspace()
    found = find_release(workspace.catalog, product, release, session.report)
    if found is None:
        session.end(usable=False)
    spec = workspace.compiled_spec(found[0].id, found[1].id, session.report)
    if spec is None:
        session.end(usable=False)
    workspace.tell_changes(session.report)
    return spec


def find(specs: Iterable[Spec], product: str, release: str) -> Spec | None:
    """Return the spec of a release, or None where there is none."""
    ids = (product, release)
    return next((each for each in specs if each.product and (each.product.id, each.product.release) == ids), None)
