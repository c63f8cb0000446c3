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
HELP = "See what `portspec diff {}` says; if it is meant, acknowledge it in the catalog by `shrunk`, with the reason."


def guard(workspace: Workspace, specs: Sequence[Spec], report: Report) -> None:
    """Report each loss (PS419) of a release against the one before it, and against what was compiled last.

    What has not been compiled yet, or cannot be read, is compared with nothing. Nor is what was compiled last of a
    document that the release does not have any more: somebody has taken it out of the catalog, where all can see it.
    """
    now = {_id(spec): spec for spec in specs}
    then = {_id(spec): spec for spec in workspace.compiled_specs(lambda _: None)}
    for at, product in enumerate(workspace.catalog.products):
        for number, release in enumerate(product.releases):
            new = now.get((product.id, release.id))
            for old, since, sides in _earlier(product, number, now, then):
                if new and old:
                    for each in losses(old, new, release, since, sides):
                        place = workspace.entry(f"$.product[{at}].release[{number}]")
                        report(msgspec.structs.replace(each, place=place))


def _id(spec: Spec) -> tuple[str, str]:
    return (spec.product.id, spec.product.release) if spec.product else ("", "")


def _earlier(
    product: Product, number: int, now: dict[tuple[str, str], Spec], then: dict[tuple[str, str], Spec]
) -> Iterator[tuple[Spec | None, str, str]]:
    """Yield what a release is compared with, what that is called, and the two for `portspec diff`."""
    own = (product.id, product.releases[number].id)
    if number:
        before = product.releases[number - 1]
        yield now.get((product.id, before.id)), f"release {before.id}", f"{product.id}/{before.id} {'/'.join(own)}"
    last, new = then.get(own), now.get(own)
    yield last and new and _of_documents(last, {each.id for each in new.sources}), "it was compiled last", "/".join(own)


def _of_documents(spec: Spec, kept: set[str]) -> Spec:
    """Return what a spec says of some of its documents; its tables are not told apart, so none where some are gone."""
    if kept >= {each.id for each in spec.sources}:
        return spec
    requirements = tuple(each for each in spec.requirements if each.provenance.source in kept)
    roles = tuple(each for each in spec.roles if each.provenance.source in kept)
    counts = msgspec.structs.replace(spec.counts, tables=0)
    return msgspec.structs.replace(spec, requirements=requirements, roles=roles, counts=counts)


def losses(old: Spec, new: Spec, release: Release, since: str, sides: str) -> Iterator[Finding]:
    """Yield a finding for each kind of loss from one spec to another that the release does not acknowledge.

    A requirement that has become another one is not lost; new ones do not make up for those that are. `since` says in
    words what the old spec is, and `sides` names both for `portspec diff`.
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
            yield finding("PS419", f"{release.name} has lost {what} since {since}", HELP.format(sides))
