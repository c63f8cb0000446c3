"""`portspec explain`: what a finding's code means, or why a requirement says what it says."""

import click

from portspec.cli._choose import chosen, release_options
from portspec.cli._session import Session, format_option
from portspec.cli._streams import say
from portspec.findings import SEVERITIES, finding
from portspec.resources import read
from portspec.spec import Requirement, Spec


@click.command("explain", short_help="Explain a finding's code, or a requirement.")
@click.argument("what", metavar="CODE|ID")
@release_options
@format_option
def command(what: str, product: str | None, release: str | None, shown: str) -> None:
    """Explain a finding's CODE (PS202), or a requirement by its ID (standalone-server.67).

    For a requirement: the quote and its place, every value that an erratum set with its reason, and what is
    unstated.
    """
    session = Session(shown)
    if what.upper() in SEVERITIES:
        say(read(f"site/pages/findings/{what.upper()}.md").decode().rstrip())
        session.end()
    spec = chosen(session, product, release)
    found = next((each for each in spec.requirements if each.id == what), None)
    if found is None:
        help = "`portspec show` lists the ids of a release; the codes are PS and three digits."
        session.report(finding("PS902", f"There is no finding code and no requirement {what}", help))
        session.end(usable=False)
    for line in _lines(found, spec):
        say(line)
    session.end()


def _lines(each: Requirement, spec: Spec) -> list[str]:
    source = next(record for record in spec.sources if record.id == each.provenance.source)
    whose = "Our restatement says" if source.restated else "The page says"
    errata = {erratum.id: erratum for erratum in spec.errata}
    lines = [
        each.id,
        f"{whose}, {source.path}:{each.provenance.line}:{each.provenance.column}",
        f"  “{each.provenance.quote}”",
    ]
    for field in FIELDS:
        basis = each.corrected.get(field)
        if basis is None:
            lines.append(f"{LABELS.get(field, field)}: {_value(each, field)}")
            continue
        erratum = errata[basis.erratum]
        see = erratum.see or "assumed, no source"
        lines += [
            f"{LABELS.get(field, field)}: {_value(each, field)}  ({erratum.kind} {erratum.id})",
            f"  why: {erratum.why}",
            f"  see: {see}",
        ]
    return lines


FIELDS = (
    "role",
    "ports",
    "dynamic",
    "transports",
    "direction",
    "source",
    "destination",
    "peers",
    "condition",
    "negated",
    "reserved",
    "configurable",
)
"""What is explained, in this order."""
LABELS = {"source": "source of the traffic", "destination": "destination of the traffic"}
"""What fields are called whose names alone could mean the page."""
FLAGS = {
    "negated": "yes, it is never opened",
    "reserved": "yes, it is never opened",
    "configurable": "yes, another port can be chosen (`portspec emit` takes it as --set)",
}
"""What it means that the page says so."""


def _value(each: Requirement, field: str) -> str:
    """Return a field as text, "unstated" where nothing is known."""
    match field:
        case "ports":
            text = ", ".join(map(str, each.ports))
        case "dynamic":
            text = (each.dynamic.name or f"unnamed, “{each.dynamic.text}”") if each.dynamic else "no"
        case "transports":
            text = ", ".join(each.transports)
        case "peers":
            text = ", ".join(peer.role or peer.text for peer in each.peers)
        case "negated" | "reserved" | "configurable":
            text = FLAGS[field] if getattr(each, field) else "no"
        case _:
            text = getattr(each, field) or ""
    return text or "unstated"
