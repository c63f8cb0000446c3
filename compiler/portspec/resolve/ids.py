"""Ids of requirements, made of what the page states and of nothing that a new edition changes lightly."""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from unicodedata import category, normalize

from portspec.claims import Claim


@lru_cache(maxsize=4096)
def slug(text: str) -> str:
    """Return a text's letters and digits in lower case, with `-` between its words; empty where it has none.

    Letters of every script stay as they are (with their marks), so the id of a Greek or Chinese role is readable
    and no two words become one by transliteration. The result may stand in a URL's fragment (RFC 3987 for the
    letters beyond ASCII).
    """
    folded = normalize("NFKC", normalize("NFKC", text).casefold())
    return "-".join("".join(char if category(char)[0] in "LMN" else " " for char in folded).split())


ROLE_BYTES = 100
"""Bytes of a role's id: it is the name of files, and these may have 255 bytes with all that is added to it."""


def fitting(id: str) -> str:
    """Return an id that is short enough for the name of a file: one that is not is cut, with a digest of the whole."""
    if len(id.encode()) <= ROLE_BYTES:
        return id
    digest = sha256(id.encode()).hexdigest()[:8]
    kept = id.encode()[: ROLE_BYTES - len(digest) - 1].decode(errors="ignore")
    return f"{kept.rstrip('-')}-{digest}"


def requirement_ids(claims: Sequence[Claim], roles: Sequence[str | None]) -> tuple[str, ...]:
    """Return an id for each claim, given the id of each claim's role.

    The id is made of role, ports (or `dynamic`), stated transports, stated direction and stated endpoints. Claims
    that have all of these in common are twins: they are numbered from 2, in the order of what else they state, so
    that neither the order of the rows nor a reworded purpose changes any id but theirs.
    """
    twins: dict[str, list[int]] = defaultdict(list)
    for at, (claim, role) in enumerate(zip(claims, roles, strict=True)):
        twins[_stem(claim, role)].append(at)
    ids = [""] * len(claims)
    for stem, group in twins.items():
        number = 1
        for at in sorted(group, key=lambda at: _content(claims[at])) if len(group) > 1 else group:
            ids[at] = stem if number == 1 else f"{stem}.{number}"
            number += 1
            while f"{stem}.{number}" in twins:  # a role's port 2 may already be called so
                number += 1
    return tuple(ids)


def _stem(claim: Claim, role: str | None) -> str:
    """Return an id without a twin's number."""
    parts = (
        role,
        "+".join(map(str, sorted(claim.ports))) or ("dynamic" if claim.dynamic is not None else None),
        "+".join(sorted(set(claim.transports))),
        None if claim.direction == "unstated" else claim.direction,
        slug(claim.source or ""),
        slug(claim.destination or ""),
    )
    return ".".join(part for part in parts if part) or "portless"


def _content(claim: Claim) -> tuple[str, ...]:
    """Return what tells twins apart, without their places; the quote and the lines only where nothing else does."""
    place = claim.provenance
    stated = (claim.purpose, claim.condition, claim.dynamic, claim.source, claim.destination, claim.role, claim.kind)
    texts = tuple(text or "" for text in stated)
    return (*texts, *claim.peers, str(claim.negated), str(claim.reserved), place.quote)
