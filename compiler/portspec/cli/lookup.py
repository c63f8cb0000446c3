"""`portspec lookup`: what uses a port."""

from collections.abc import Iterator

import click

from portspec.cli._choose import release_options
from portspec.cli._session import Session
from portspec.cli._streams import say, say_json
from portspec.findings import finding
from portspec.lookup import Answer, Match, asked, look_up
from portspec.spec import Spec


@click.command("lookup")
@click.argument("query", nargs=-1, required=True)
@release_options
@click.option("--json", "as_json", is_flag=True, help="Print the answer, and findings, as JSON.")
def command(query: tuple[str, ...], product: str | None, release: str | None, *, as_json: bool) -> None:
    r"""Say what is documented about QUERY, a port, service, role or any word, in the latest release of each product.

    \b
    portspec lookup 6000        ranges that contain the port count
    portspec lookup 2511/tcp    so do rows whose transport is unstated
    portspec lookup ssh         a service's registered name, or a word of a row
    portspec lookup mds-server  a role, with what it inherits

    The status is 1 where nothing documented matches, even if IANA's registry knows a name.
    """
    session = Session("json" if as_json else "text")
    answer = look_up(" ".join(query), _specs(session, product, release))
    if lines := list(_json(answer) if as_json else _text(answer)):
        (say_json if as_json else say)("\n".join(lines))
    if not answer.matches:
        help = "`portspec show` lists all ports; give another port, a role or a word."
        session.report(finding("PS902", f"Nothing documented is about {answer.query}", help))
    session.end()


def _specs(session: Session, product: str | None, release: str | None) -> Iterator[Spec]:
    """Yield the latest release of each product, or the one that the options name."""
    from portspec.workspace import COMPILED, read_spec

    workspace = session.workspace()
    wanted = [(each, each.latest) for each in workspace.catalog.products]
    if product or release:
        from portspec.catalog import find_release

        found = find_release(workspace.catalog, product, release, session.report)
        if found is None:
            session.end(usable=False)
        wanted = [found]
    for each, chosen in wanted:
        path = workspace.root / COMPILED / each.id / f"{chosen.id}.json" if chosen else None
        spec = read_spec(path, session.report) if path else None
        if spec is not None:
            yield spec


def _json(answer: Answer) -> Iterator[str]:
    import msgspec

    yield msgspec.json.format(msgspec.json.encode(answer, order="deterministic"), indent=2).decode()


def _text(answer: Answer) -> Iterator[str]:
    for match in answer.matches:
        yield from _match(match)
    if any(match.requirement.basis for match in answer.matches):
        yield "* is set by an erratum: `portspec explain ID` gives its reason."
    for each in answer.registered:
        description = f" ({each.description})" if each.description else ""
        yield f"IANA calls {each.port}/{', '.join(each.transports)}: {each.name}{description}"
    ports = asked(answer.query)
    if ports and not answer.registered:
        yield f"IANA has no name for {answer.query}; names of whole ranges are not in the list"


def _match(match: Match) -> Iterator[str]:
    row, about = match.requirement, match.product

    def marked(field: str, text: str) -> str:
        return f"{text or 'unstated'}{'*' if field in row.basis else ''}"

    number = ", ".join(map(str, row.ports)) or (row.dynamic.name or row.dynamic.text if row.dynamic else "no port")
    place = row.provenance
    remarks = (("not used on the network", row.negated), ("only reserved", row.reserved))
    yield f"{row.id}{f'  ({about.name} {about.release_name})' if about else ''}"
    yield f"  role       {row.role or 'unstated'}"
    yield f"  ports      {marked('dynamic' if row.dynamic else 'ports', number)}"
    yield f"  transport  {marked('transports', ', '.join(row.transports))}"
    yield f"  direction  {marked('direction', row.direction)}"
    yield f"  peers      {marked('peers', ', '.join(peer.text for peer in row.peers))}"
    yield from (f"  remark     {words}" for words, holds in remarks if holds)
    yield f"  purpose    {marked('purpose', row.purpose or '')}"
    yield f"  {'our restatement' if match.restated else 'the page'}, {match.document}:{place.line}:{place.column}"
    yield f"    “{place.quote}”"
