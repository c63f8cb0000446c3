"""Misspelt roles: a description names a role of the page in other words, such as "chunks servers"."""

from collections.abc import Iterator

from portspec.checks import Review
from portspec.findings import Finding, finding


def check(review: Review) -> Iterator[Finding]:
    """Yield a finding for each way in which a role is named, singular or plural aside, that is not the role's name."""
    names = {role.id: {role.name.casefold(), role.stated.casefold()} for role in review.spec.roles}
    seen: set[str] = set()
    for each in review.spec.requirements:
        for peer in each.peers:
            said = peer.text.casefold()
            if peer.role is None or said in seen or said in names[peer.role] or f"{said}s" in names[peer.role]:
                continue
            seen.add(said)
            if said.removesuffix("s") in names[peer.role]:
                continue
            file = review.file(each.provenance)
            start = file.text.find(peer.text, file.starts[each.provenance.line - 1])
            place = file.place(start, start + len(peer.text)) if start >= 0 else None
            role = next(role for role in review.spec.roles if role.id == peer.role)
            yield finding(
                "PS407", f"“{peer.text}” seems to mean {role.stated}", "Name the role as its heading does.", place
            )
