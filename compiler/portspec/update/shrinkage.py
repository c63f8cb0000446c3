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
HELP = "See what `portspec diff {}` says; if it is meant, `portspec record --accept REASON` acknowledges it."


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """A release, with something that it is held against."""

    path: str
    """Of the release in the catalog, such as `$.product[0].release[1]`."""
    product: Product
    """Whose release it is."""
    release: Release
    """The catalog's entry, with what it acknowledges."""
    old: Spec
    """What there was."""
    new: Spec
    """What there is."""
    since: str
    """What the old spec is, in words."""
    sides: str
    """Both, for `portspec diff`."""


def guard(workspace: Workspace, specs: Sequence[Spec], report: Report, then: Sequence[Spec] | None = None) -> None:
    """Report each loss (PS419) of a release against the one before it, and against what was compiled last.

    `then` is what was compiled last, where that is not what the workspace holds. What has not been compiled yet, or
    cannot be read, is compared with nothing. Nor is what was compiled last of a document that the release does not
    have any more: somebody has taken it out of the catalog, where all can see it.
    """
    for each in _compared(workspace, specs, then):
        for loss in shrinkages(each.old, each.new, each.release, each.since, each.sides):
            report(msgspec.structs.replace(loss, place=workspace.entry(each.path)))


def acknowledgements(
    workspace: Workspace, specs: Sequence[Spec], then: Sequence[Spec], reason: str
) -> dict[tuple[str, str], Shrinkage]:
    """Return what the catalog must say to be gone, and why, by the ids of product and release that have lost it."""
    found: dict[tuple[str, str], Shrinkage] = {}
    for each in _compared(workspace, specs, then):
        if any(shrinkages(each.old, each.new, each.release, each.since, each.sides)):
            key = each.product.id, each.release.id
            known = found.get(key) or each.release.shrunk or Shrinkage(reason=reason)
            found[key] = _both(known, lost(each.old, each.new), reason)
    return found


def _both(one: Shrinkage, other: Shrinkage, reason: str) -> Shrinkage:
    return Shrinkage(
        reason=reason if one.reason == reason else f"{one.reason} {reason}",
        tables=max(one.tables, other.tables),
        roles=tuple(dict.fromkeys((*one.roles, *other.roles))),
        requirements=max(one.requirements, other.requirements),
    )


def _compared(workspace: Workspace, specs: Sequence[Spec], then: Sequence[Spec] | None) -> Iterator[Compared]:
    now = {_id(spec): spec for spec in specs}
    last = {_id(spec): spec for spec in (workspace.compiled_specs(lambda _: None) if then is None else then)}
    for at, product in enumerate(workspace.catalog.products):
        for number, release in enumerate(product.releases):
            new = now.get((product.id, release.id))
            for old, since, sides in _earlier(product, number, now, last):
                if new and old:
                    path = f"$.product[{at}].release[{number}]"
                    yield Compared(
                        path=path, product=product, release=release, old=old, new=new, since=since, sides=sides
                    )


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


def shrinkages(old: Spec, new: Spec, release: Release, since: str, sides: str) -> Iterator[Finding]:
    """Yield a finding for each kind of loss from one spec to another that the release does not acknowledge.

    A requirement that has become another one is not lost; new ones do not make up for those that are. `since` says in
    words what the old spec is, and `sides` names both for `portspec diff`.
    """
    accepted, gone = release.shrunk or Shrinkage(reason="none"), lost(old, new)
    found = {
        f"{gone.tables} of {old.counts.tables} tables": gone.tables > accepted.tables,
        f"the roles {', '.join(gone.roles)}": not set(gone.roles) <= set(accepted.roles),
        f"{gone.requirements} of {len(old.requirements)} requirements": gone.requirements > accepted.requirements
        and gone.requirements * PART >= len(old.requirements),
    }
    for what, is_loss in found.items():
        if is_loss:
            yield finding("PS419", f"{release.name} has lost {what} since {since}", HELP.format(sides))


def lost(old: Spec, new: Spec) -> Shrinkage:
    """Return what is gone from one spec to another."""
    known = {each.id for each in new.roles}
    return Shrinkage(
        reason="none",
        tables=max(old.counts.tables - new.counts.tables, 0),
        roles=tuple(each.id for each in old.roles if each.id not in known),
        requirements=sum(row is None for _, row in pairs(old.requirements, new.requirements)),
    )
