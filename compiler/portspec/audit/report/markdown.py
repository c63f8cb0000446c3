"""An audit as a page for people, in Markdown."""

from collections.abc import Iterator

from portspec.audit.report import Audit, Told
from portspec.diff.text import literal

TITLES = {
    "refused": "Let through, but the page keeps it closed",
    "undocumented": "Let through, but not documented",
    "wider": "Let through to more than is documented",
    "blocked": "Documented and listening, but not let through",
    "local": "Listening on localhost only, but others need it",
    "listening": "Listening beyond localhost, but not documented",
    "silent": "Documented and let through, but nothing listens",
    "unknown": "Unknown",
}


def as_markdown(audit: Audit) -> str:
    """Return a page with a part for each kind of fault that there is, and what is ignored or not known at the end."""
    return "\n".join(_lines(audit))


def _lines(audit: Audit) -> Iterator[str]:
    about = f" of {literal(f'{audit.product.name} {audit.product.release_name}')}" if audit.product else ""
    yield f"# A host with the roles {', '.join(audit.roles)}{about}"
    for kind, title in TITLES.items():
        told = [each for each in audit.faults if each.kind == kind and each.ignored is None]
        if told:
            yield from ("", f"## {title}", "")
            yield from (line for each in told for line in _item(each))
    ignored = [each for each in audit.faults if each.ignored is not None]
    if not audit.faults:
        yield from ("", "The host is as its documentation says.")
    if ignored:
        yield from ("", "## Ignored", "")
        yield from (f"- {literal(each.message)}: {literal(each.ignored or '')}" for each in ignored)
    if audit.notes:
        yield from ("", "## Not known", "")
        yield from (f"- {literal(each.message)}" for each in audit.notes)


def _item(told: Told) -> Iterator[str]:
    yield f"- **{told.code}** {literal(told.message)}"
    for each in told.requirements:
        yield f"    > {literal(each.provenance.quote)}"
