"""The subject: on pages that name no host, the host is the one that the pages are about."""

from collections.abc import Sequence

from msgspec.structs import replace

from portspec.claims import Claim, Reading, RoleClaim
from portspec.document import Document, Heading
from portspec.resolve.parties import ends_of, hosts_of
from portspec.spec import Context, Provenance

HOST = "host"
"""The id of a host that no page names."""
RULE = "page-subject"


def with_subject(documents: Sequence[Document], readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings of one release; where no row of them names a host, each row is about the page's subject.

    Who stands at the other end of what comes in or goes out is no such host.
    """
    claims = [claim for reading in readings for claim in reading.claims]
    if not claims or any(reading.roles for reading in readings) or any(map(_names_host, claims)):
        return list(readings)
    return [_about(*each) for each in zip(documents, readings, strict=True)]


def _names_host(claim: Claim) -> bool:
    """Tell whether a claim names the host that it is about, and not only the other end of its connections."""
    sources, destinations = ends_of(claim)
    far = {"inbound": "source", "outbound": "destination"}.get(claim.direction)
    both = bool(sources and destinations)
    return any(both or field != far for field, _ in hosts_of(claim))


def _about(document: Document, reading: Reading) -> Reading:
    role = _subject(document)
    evidence = Context(rule=RULE, provenance=role.provenance)
    claims = tuple(_named(claim, role.text, evidence) for claim in reading.claims)
    return replace(reading, claims=claims, roles=(role,) if claims else ())


def _named(claim: Claim, text: str, evidence: Context) -> Claim:
    return replace(claim, role=text, evidence={**claim.evidence, "role": evidence})


def _subject(document: Document) -> RoleClaim:
    """Return the host that a document is about, named by its title, at the title's place, where it has one."""
    source = document.source
    heading = next((block.text for block in document.blocks if isinstance(block, Heading)), None)
    place = source.place(heading.start, heading.end) if heading else source.place(0, 0)
    title = source.title or (heading.folded if heading else "") or HOST
    file, _ = source.origin(heading.start if heading else 0)
    provenance = Provenance(
        source=file.id, line=place.line, end_line=place.end_line, column=place.column, quote=title, at=place.at
    )
    return RoleClaim(text=title, id=HOST, provenance=provenance)
