"""Options that name a release, shared by the commands that read compiled specs."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import click

from portspec.cli import _complete as complete
from portspec.cli._session import Session
from portspec.findings import silent
from portspec.spec import Spec

if TYPE_CHECKING:
    from portspec.catalog import Product, Release
    from portspec.workspace import Workspace


def release_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --product and --release to a command."""
    help = "The product; may be left out where only one has what is asked for."
    product = click.option("--product", metavar="ID", help=help, shell_complete=complete.products)
    help = "The release; the latest unless given."
    release = click.option("--release", metavar="ID", help=help, shell_complete=complete.releases)
    return product(release(command))


Names = Callable[[Spec], Iterable[str]]
"""Gives the names of a spec among which a command looks for words, such as those of its roles."""


def chosen(
    session: Session, product: str | None, release: str | None, words: Iterable[str] = (), names: Names = lambda _: ()
) -> Spec:
    """Return the compiled spec of the chosen release, or leave after saying why there is none.

    Where the catalog has several products and none is named, the only one is meant whose `names` hold all `words`.
    """
    from portspec.catalog import find_release

    workspace, asked = session.workspace(), tuple(words)
    if product is None and asked and len(workspace.catalog.products) > 1:
        product = meant_product(workspace, release, asked, names)
    found = find_release(workspace.catalog, product, release, session.report)
    if found is None:
        session.end(usable=False)
    spec = workspace.compiled_spec(found[0].id, found[1].id, session.report)
    if spec is None:
        session.end(usable=False)
    workspace.tell_changes(session.report)
    return spec


def several(session: Session, product: str | None, release: str | None) -> tuple[Spec, ...]:
    """Return the compiled specs of all releases, the newest first, or of those that the options name.

    Leave after saying so where the options name none.
    """
    from portspec.analysis.releases import newest_first

    workspace = session.workspace()
    histories = [[(each, release) for release in each.releases] for each in workspace.catalog.products]
    wanted = [
        each for each, _ in newest_first(histories, lambda each: each[1].preview) if _is_wanted(*each, product, release)
    ]
    if not wanted and (product or release):
        from portspec.catalog import find_release

        find_release(workspace.catalog, product, release, session.report)
        session.end(usable=False)
    specs = [workspace.compiled_spec(each.id, chosen.id, session.report) for each, chosen in wanted]
    workspace.tell_changes(session.report)
    return tuple(spec for spec in specs if spec is not None)


def _is_wanted(product: "Product", release: "Release", named: str | None, chosen: str | None) -> bool:
    from portspec.catalog import release_of

    return named in (None, product.id) and (chosen is None or release is release_of(product, chosen))


def meant_product(workspace: "Workspace", release: str | None, words: tuple[str, ...], names: Names) -> str | None:
    """Return the product that has all words as names, or, where none has, one with names that are much like them."""
    from difflib import get_close_matches

    from portspec.catalog import release_of

    found = [(each.id, named.id) for each in workspace.catalog.products if (named := release_of(each, release))]
    specs = {ids[0]: workspace.compiled_spec(*ids, silent) for ids in found}
    known = {product: [*names(spec)] for product, spec in specs.items() if spec}
    exact = [product for product, own in known.items() if set(words) <= set(own)]
    if exact:
        return exact[0] if len(exact) == 1 else None
    return next((each for each, own in known.items() if all(get_close_matches(word, own) for word in words)), None)


def role_ids(spec: Spec) -> Iterable[str]:
    """Return the ids of a spec's roles."""
    return (each.id for each in spec.roles)


def find(specs: Iterable[Spec], product: str, release: str) -> Spec | None:
    """Return the spec of a release, or None where there is none."""
    ids = (product, release)
    return next((each for each in specs if each.product and (each.product.id, each.product.release) == ids), None)
