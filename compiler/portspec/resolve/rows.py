"""Rows are the claims of a release, ready to be looked up by what they state."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from portspec.claims import Claim
from portspec.fields import FLAGS
from portspec.resolve.errata import Selector, StatedValue, given
from portspec.spec import Provenance

LOOKED_UP = ("role", "ports", "dynamic", "direction", "transports", "table", "document")


class Rows(msgspec.Struct, frozen=True, kw_only=True):
    """Claims by number, with what each states in the form of a spec's `was`."""

    claims: Sequence[Claim]
    """As the page states them, before errata."""
    stated: Sequence[Mapping[str, StatedValue]]
    """Of each claim, its values by field."""
    index: Mapping[tuple[str, StatedValue], Sequence[int]]
    """The claims that state a value of a field."""

    def find(self, item: Selector) -> Sequence[int]:
        """Return the claims that an item of an erratum matches.

        The rarest of its values is looked up and the others are compared, so that many errata about many claims
        stay fast.
        """
        fields = given(item)
        purpose, section = (str(fields.pop(field, "")).casefold() for field in ("purpose", "section"))
        among = fields.pop("among", None)
        rarest = min((self.index.get(pair, ()) for pair in fields.items()), key=len, default=range(len(self.claims)))
        return [
            at
            for at in rarest
            if all(self.stated[at][field] == value for field, value in fields.items())
            and purpose in str(self.stated[at]["purpose"] or "").casefold()
            and (not section or section in (each.casefold() for each in self.claims[at].headings))
            and (among is None or _is_among(self.stated[at]["ports"], among))
        ]

    def place(self, at: int) -> Provenance:
        """Return where a claim's port text stands."""
        return self.claims[at].provenance


def _is_among(ports: StatedValue, wider: StatedValue) -> bool:
    """Tell whether there are ports, and all of them are some of others."""
    return isinstance(ports, tuple) and isinstance(wider, tuple) and bool(ports) and set(ports) <= set(wider)


def rows_of(claims: Sequence[Claim], roles: Sequence[str | None]) -> Rows:
    """Return the rows of some claims, given the id of each claim's role."""
    stated = [_stated(claim, role) for claim, role in zip(claims, roles, strict=True)]
    index: dict[tuple[str, StatedValue], list[int]] = defaultdict(list)
    for at, values in enumerate(stated):
        for field in LOOKED_UP:
            index[field, values[field]].append(at)
    return Rows(claims=claims, stated=stated, index=index)


def _stated(claim: Claim, role: str | None) -> dict[str, StatedValue]:
    return {
        "role": role,
        "transports": tuple(sorted(set(claim.transports))),
        "direction": claim.direction,
        "dynamic": claim.dynamic,
        "ports": tuple(map(str, claim.ports)),
        "peers": claim.peers,
        "source": claim.source,
        "destination": claim.destination,
        "purpose": claim.purpose,
        "condition": claim.condition,
        "need": claim.need,
        "source_ports": tuple(map(str, claim.source_ports)),
        "icmp_types": claim.icmp_types or (),
        **{field: getattr(claim, field) for field in FLAGS},
        "table": str(claim.table) if claim.table else None,
        "document": claim.provenance.source,
    }
