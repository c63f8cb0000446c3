"""What tests need to read a page: a source made of text, its document, its claims, the findings on the way."""

from portspec.claims import Claim, Reading
from portspec.document import Document
from portspec.extract import extract
from portspec.findings import Finding
from portspec.readers import read
from portspec.source import Source, source_of

MARKDOWN, HTML = "text/markdown", "text/html"


def page(text: str, media_type: str = MARKDOWN) -> Source:
    """Return a source made of text."""
    return source_of(text.encode(), id="page", path="page", media_type=media_type)


def document_of(text: str, media_type: str = MARKDOWN) -> Document:
    """Return the document of a text; its findings are of no interest."""
    return read(page(text, media_type), lambda _: None)


def reading_of(source: Source) -> tuple[Reading, list[Finding]]:
    """Return what a source says, and the findings on the way."""
    findings: list[Finding] = []
    return extract(read(source, findings.append), findings.append), findings


def facts(claim: Claim) -> tuple[object, ...]:
    """Return what a claim states about ports, without its words and its place."""
    ports = tuple((each.start, each.end) for each in claim.ports)
    return ports, claim.dynamic is not None, claim.transports, claim.direction, claim.kind


def open_ports(text: str, media_type: str = MARKDOWN) -> set[int]:
    """Return the ports that a page asks for, under a condition or not; those that are to stay closed are left out."""
    reading, _ = reading_of(page(text, media_type))
    asked = [claim for claim in reading.claims if claim.need not in ("denied", "retired", "local")]
    return {port for claim in asked for each in claim.ports for port in range(each.start, each.end + 1)}


def need_of_row(purpose: str) -> str:
    """Return how firmly the only row of a table asks for its port, as its purpose says."""
    table = f"| Direction | Port | Purpose |\n|---|---|---|\n| Inbound | TCP 8443 | {purpose} |\n"
    (claim,) = reading_of(page(f"# Mill\n\n## Server\n\n{table}"))[0].claims
    return claim.need


def ends_of(text: str) -> tuple[str | None, str | None]:
    """Return the source and the destination that the first claim of a page has."""
    reading, _ = reading_of(page(text))
    return reading.claims[0].source, reading.claims[0].destination
