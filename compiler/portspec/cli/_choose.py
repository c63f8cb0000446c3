"""Options that name a release, shared by the commands that read compiled specs."""

from collections.abc import Callable, Iterable
from typing import Any

import click

from portspec.cli._session import Session
from portspec.findings import finding
from portspec.spec import Spec


def release_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --product and --release to a command."""
    product = click.option(
        "--product", metavar="ID", help="The product; may be left out where the catalog has only one."
    )
    release = click.option("--release", metavar="ID", help="The release; the latest unless given.")
    return product(release(command))


def chosen(session: Session, product: str | None, release: str | None) -> Spec:
    """Return the compiled spec of the chosen release, or leave after saying why there is none."""
    from portspec.build import is_current
    from portspec.catalog import find_release
    from portspec.workspace import COMPILED

    workspace = session.workspace()
    found = find_release(workspace.catalog, product, release, session.report)
    if found is None:
        session.end(usable=False)
    specs = workspace.compiled_specs(session.report)
    spec = find(specs, found[0].id, found[1].id)
    if spec is None:
        session.end(usable=False)
    if not is_current(workspace, spec):
        message = f"{COMPILED}/{found[0].id}/{found[1].id}.json is used, and it is not what the sources give"
        session.report(finding("PS421", message, "Run `portspec build`; `portspec check` lists what is wrong."))
    return spec


def find(specs: Iterable[Spec], product: str, release: str) -> Spec | None:
    """Return the spec of a release, or None where there is none."""
    ids = (product, release)
    return next((each for each in specs if each.product and (each.product.id, each.product.release) == ids), None)
