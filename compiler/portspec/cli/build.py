"""`portspec build`: the catalog into compiled specs, manifests and snippets."""

from collections import Counter
from collections.abc import Iterable

import click

from portspec.cli._session import Session, counted, format_option
from portspec.cli._streams import say
from portspec.findings import Finding
from portspec.spec import Spec


@click.command("build")
@format_option
def command(shown: str) -> None:
    """Compile the catalog's sources and write spec/compiled and build/.

    Nothing is written while a release has errors, and no file that is already as it should be. `mkdocs build` makes
    the site of what is compiled.
    """
    from portspec.cli._outputs import build

    session = Session(shown)
    made = build(session.workspace(), session)
    if made is None:
        session.end(usable=False)
    specs, written = made
    say("\n".join(written) or "Nothing has changed.")
    for spec in specs:
        say(_known(spec))
    if shown == "text":
        say(_found(session.findings))
        session.findings.clear()
    session.end()


def _found(findings: Iterable[Finding]) -> str:
    """Return one line of how many findings `portspec check` lists; there is no error among them."""
    numbers = Counter(each.severity for each in findings)
    told = ", ".join(counted(numbers[each], each) for each in ("warning", "note") if numbers[each])
    return f"{told}: `portspec check` lists them" if told else "No findings."


def _known(spec: Spec) -> str:
    """Return one line of what a release says and what it does not."""
    needs = spec.requirements
    unknown = {
        "direction": sum(each.direction == "unstated" for each in needs),
        "transport": sum(not each.transports for each in needs),
        "number": sum(each.dynamic is not None for each in needs),
    }
    missing = ", ".join(f"{n} without {name}" for name, n in unknown.items() if n)
    name = f"{spec.product.name} {spec.product.release}" if spec.product else "a page"
    said = f"{counted(len(needs), 'requirement')} of {counted(len(spec.roles), 'role')}"
    rows = f"{counted(spec.counts.rows, 'row')}, {spec.counts.unread} unread"
    errata = counted(len(spec.errata), "erratum", "errata")
    return f"{name}: {said} from {rows}; {missing or 'everything known'}; {errata} applied"
