"""Two states of a catalog: which release of the one is held against which release of the other."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from portspec.spec import Counts, Product, Spec

NOTHING = Spec(
    product=None,
    sources=(),
    roles=(),
    requirements=(),
    notes=(),
    errata=(),
    findings=(),
    counts=Counts(rows=0, read=0, unread=0, tables=0),
)
"""What a state without any release says."""


def matched(then: Sequence[Spec], now: Sequence[Spec]) -> Iterator[tuple[Spec, Spec]]:
    """Yield each release of now with the one it is held against, then each product that is gone, both in their order.

    That one has the same id; else it is the last one of the product that is gone, as after a new name; else the one
    before it. A product that only one state has is held against nothing, which has its name and no requirements.
    """
    old = {_id(each): each for each in then}
    kept = {_id(each) for each in now}
    gone = {id[0]: each for id, each in old.items() if id not in kept}
    known = {product for product, _ in old}
    last: dict[str, Spec] = {}
    for new in now:
        id = _id(new)
        yield old.get(id) or gone.get(id[0]) or last.get(id[0]) or nothing(new.product), new
        if id[0] in known:
            last[id[0]] = new
    products = {product for product, _ in kept}
    yield from ((each, nothing(each.product)) for each in then if _id(each)[0] not in products)


def nothing(product: Product | None) -> Spec:
    """Return the spec of a release that says nothing."""
    return replace(NOTHING, product=product)


def _id(spec: Spec) -> tuple[str, str]:
    return (spec.product.id, spec.product.release) if spec.product else ("", "")
