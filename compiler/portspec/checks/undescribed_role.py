"""Roles named but never described: the page sends its reader to a kind of host of which it states no ports."""

from collections.abc import Iterator

from portspec.analysis.verdict import hosts_of
from portspec.checks import Review
from portspec.claims import RoleClaim
from portspec.findings import Finding, finding
from portspec.spec import Provenance


def check(review: Review) -> Iterator[Finding]:
    """Yield a finding for each role without any row, and for each that is to be added to another but is unknown."""
    left = {role.id for role in review.spec.roles if not role.includes}
    for each in review.spec.requirements:
        if not left:
            break
        left.difference_update(hosts_of(each))
    for role in review.spec.roles:
        if role.id in left:
            yield _undescribed(review, role.stated, role.provenance)
    names = {role.stated: role for role in review.spec.roles}
    for reading in review.readings:
        for claim in reading.roles:
            role_of_claim = names.get(claim.text)
            if claim.includes and role_of_claim and not role_of_claim.includes:
                yield _unknown(review, claim)


def _undescribed(review: Review, name: str, provenance: Provenance) -> Finding:
    message = f"The page names {name} but states no port of it"
    help = "State its ports, or that it needs none."
    return finding("PS417", message, help, review.at(provenance))


def _unknown(review: Review, claim: RoleClaim) -> Finding:
    """Return the finding about a role that a sentence adds to another, at the sentence if it can be found again."""
    file = review.file(claim.provenance)
    words = claim.includes[0]
    start = max(file.text.find(words), 0)
    message = f"{claim.text} need further ports, of “{words}”, but the page has no such role"
    help = "Name the role as its heading does, or state its ports."
    return finding("PS417", message, help, file.place(start, start + len(words), words))
