"""What a shell completes beside commands and options: formats, products, releases, roles, codes and ids."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from portspec.findings import SEVERITIES, silent

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def formats(_: click.Context, __: click.Parameter, begun: str) -> "list[CompletionItem]":
    """Complete a format of `portspec emit`."""
    from portspec.cli._emitted import formats

    return _beginning(begun, formats())


def products(_: click.Context, __: click.Parameter, begun: str) -> "list[CompletionItem]":
    """Complete a product of the catalog around the current folder."""
    return _beginning(begun, _known("products"))


def releases(_: click.Context, __: click.Parameter, begun: str) -> "list[CompletionItem]":
    """Complete a release of any product."""
    return _beginning(begun, (*_known("releases"), "latest"))


def roles(_: click.Context, __: click.Parameter, begun: str) -> "list[CompletionItem]":
    """Complete a role of any product's latest release."""
    return _beginning(begun, _known("roles"))


def explained(_: click.Context, __: click.Parameter, begun: str) -> "list[CompletionItem]":
    """Complete a finding's code, or the id of a requirement, a role or an erratum."""
    return _beginning(begun, (*SEVERITIES, *_known("requirements"), *_known("roles"), *_known("errata")))


def _beginning(begun: str, names: Iterable[str]) -> "list[CompletionItem]":
    from click.shell_completion import CompletionItem

    return [CompletionItem(each) for each in dict.fromkeys(names) if each.startswith(begun)]


def _known(what: str) -> Iterator[str]:
    """Yield ids of the catalog around the current folder; none where there is no catalog, for nothing may be said."""
    from portspec.workspace import find_workspace

    workspace = find_workspace(Path.cwd(), silent)
    for product in workspace.catalog.products if workspace else ():
        if what == "products":
            yield product.id
        elif what == "releases":
            yield from (each.id for each in product.releases)
        elif workspace and product.latest:
            spec = workspace.compiled_spec(product.id, product.latest.id, silent)
            yield from (each.id for each in (getattr(spec, what) if spec else ()))
