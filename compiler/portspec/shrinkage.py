"""Shrinkage: a release that has lost a table, a role or a fifth of its requirements, which nobody has acknowledged."""

from collections.abc import Iterator, Sequence

import msgspec

from portspec.catalog import Product, Release, Shrinkage
from portspec.diff.pairs import pairs
from portspec.findings import Finding, Report, finding
from portspec.spec import Spec
from portspec.workspace import Workspace

PART = 5
"""One part in so many is a grave loss."""
HELP = "See what `portspec diff` says; if it is meant, acknowledge it in the catalog by `shrunk`, with the reason."


def guard(workspace: Workspace, specs: Sequence[Spec], report: Report) -> None:
    """Report each loss (PS419) of a release against the one before it, and against what was compiled last.

    What has not been compiled yet, or cannot be read, is compared with nothing.
    """
    now = {_id(spec): spec for spec in specs}
    then = {_id(spec): spec for spec in workspace.compiled_specs(lambda _: None)}
    for at, product in enumerate(workspace.catalog.products):
        for number, release in enumerate(product.releases):
            new = now.get((product.id, release.id))
            for old, since in _earlier(product, number, now, then):
                if new and old:
                    for each in losses(old, new, release, since):
                        place = workspace.entry(f"$.product[{at}].release[{number}]")
                        report(msgspec.structs.replace(each, place=place))


def _id(spec: Spec) -> tuple[str, str]:
    return (spec.product.id, spec.product.release) if spec.product else ("", "")


def _earlier(
    product: Product, number: int, now: dict[tuple[str, str], Spec], then: dict[tuple[str, str], Spec]
) -> Iterator[tuple[Spec | None, str]]:
    """Yield what a release is compared with, and what that is called."""
    if number:
        before = product.releases[number - 1]
        yield now.get((product.id, before.id)), f"release {before.id}"
    yield then.get((product.id, product.releases[number].id)), "it was compiled last"


def losses(old: Spec, new: Spec, release: Release, since: str) -> Iterator[Finding]:
    """Yield a finding for each kind of loss from one spec to another that the release does not acknowledge.

    A requirement that has become another one is not lost; new ones do not make up for those that are.
    """
    accepted = release.shrunk or Shrinkage(reason="none")
    tables = old.counts.tables - new.counts.tables
    roles = [role.id for role in old.roles if role.id not in {each.id for each in new.roles}]
    requirements = sum(row is None for _, row in pairs(old.requirements, new.requirements))
    lost = {
        f"{tables} of {old.counts.tables} tables": tables > accepted.tables,
        f"the roles {', '.join(roles)}": not set(roles) <= set(accepted.roles),
        f"{requirements} of {len(old.requirements)} requirements": requirements > accepted.requirements
        and requirements * PART >= len(old.requirements),
    }
    for what, is_loss in lost.items():
        if is_loss:
            yield finding("PS419", f"{release.name} has lost {what} since {since}", HELP)
