"""`portspec build`: the catalog into compiled specs, manifests and snippets."""

from collections import Counter

import click

from portspec.cli._session import Session, format_option
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
    click.echo("\n".join(written) or "Nothing has changed.")
    for spec in specs:
        click.echo(_known(spec))
    if shown == "text":
        counted = Counter(f"{each.severity}s" for each in session.findings)
        click.echo(f"{', '.join(f'{n} {name}' for name, n in sorted(counted.items()))}: `portspec check` lists them")
        session.findings.clear()
    session.end()


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
    counts = spec.counts
    said = (
        f"{name}: {len(needs)} requirements of {len(spec.roles)} roles from {counts.rows} rows, {counts.unread} unread"
    )
    return f"{said}; {missing or 'everything known'}; {len(spec.errata)} errata applied"
