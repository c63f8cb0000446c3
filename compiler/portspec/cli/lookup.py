"""`portspec lookup`: what uses a port."""

from collections.abc import Iterator, Sequence

import click

from portspec.analysis.lookup import Answer, Hit, any_transport, look_up, meant
from portspec.analysis.query import LAST, parse
from portspec.analysis.verdict import seen_from
from portspec.cli._choose import several
from portspec.cli._columns import in_columns
from portspec.cli._session import Session, format_option
from portspec.cli._streams import say, say_value
from portspec.findings import Finding, finding
from portspec.spec import Spec


@click.command("lookup", short_help="Say what uses a port, a service, a role or a word.")
@click.argument("query", nargs=-1, required=True)
@click.option("--product", metavar="ID", help="Only the releases of this product.")
@click.option("--release", metavar="ID", help="Only this release; `latest` is one too.")
@format_option
def command(query: tuple[str, ...], product: str | None, release: str | None, shown: str) -> None:
    """Say what is documented about QUERY, ports, a service, a role or any words, over all releases.

    A requirement of several releases is told as the newest of them has it.

    \b
    portspec lookup 6000           ranges that contain the port count
    portspec lookup 2511/tcp       so do rows whose transport is unstated
    portspec lookup 5700-6900      a range; 5700:6900 and "5700 to 6900" are the same
    portspec lookup ssh            a service's registered name, or a word of a row
    portspec lookup mds-server     a role, with what it inherits
    portspec lookup 22 mds-server  all of these at once

    The status is 1 where nothing documented matches, even if IANA's registry knows a name.
    """  # noqa: D301 - click's mark is the character itself
    session = Session(shown)
    specs = several(session, product, release)
    answer = look_up(" ".join(query), specs)
    if shown == "json":
        say_value(answer)
    elif lines := list(_text(answer)):
        say("\n".join(lines))
    if not answer.matches:
        session.report(_denial(answer.query, specs, narrowed=bool(product or release)))
    session.end()


def _denial(query: str, specs: Sequence[Spec], *, narrowed: bool) -> Finding:
    """Return why nothing answers a query, and what may be asked instead, as the site's finder does."""
    message = f"Nothing {'that is documented there' if narrowed else 'documented'} is about {query}"
    other = "leave out --product and --release" if narrowed else "give another port, a role or a word"
    help = f"`portspec show` lists all ports; {other}."
    wider = any_transport(query, specs)
    if beyond := parse(query).beyond:
        message = f"{beyond[0]} is no port"
        help = f"The last port is {LAST}."
    elif wider and (count := len(look_up(wider, specs).matches)):
        help = f"{count} over another transport: `portspec lookup {wider}`."
    elif near := meant(query, specs):
        help = f"Did you mean `{near}`? {help}"
    return finding("PS902", message, help)


def _text(answer: Answer) -> Iterator[str]:
    for match in answer.matches:
        yield from _match(match)
    if any(match.requirement.corrected for match in answer.matches):
        yield "* is set by an erratum: `portspec explain ID` gives its reason."
    for each in answer.registered:
        description = f" ({each.description})" if each.description else ""
        yield f"IANA calls {each.port}/{', '.join(each.transports)}: {each.name}{description}"
    if answer.ports and not answer.registered:
        ports = ", ".join(map(str, answer.ports))
        yield f"Our list of IANA's names has none for {ports}"


def _match(match: Hit) -> Iterator[str]:
    row, about = match.requirement, match.product

    def marked(field: str, text: str) -> str:
        return f"{text or 'unstated'}{'*' if field in row.corrected else ''}"

    number = ", ".join(map(str, row.ports)) or (row.dynamic.name or row.dynamic.text if row.dynamic else "no port")
    place = row.provenance
    yield f"{row.id}{f'  ({about.name} {about.release_name})' if about else ''}"
    cells = [
        ("role", row.role or "unstated"),
        ("ports", marked("dynamic" if row.dynamic else "ports", number)),
        ("transport", marked("transports", ", ".join(row.transports))),
        ("direction", marked("direction", seen_from(row, row.role))),
        *(("connects", marked("peers", f"{one} → {other}")) for one, other in match.connections),
        *([] if match.connections else [("peers", marked("peers", ", ".join(peer.text for peer in row.peers)))]),
        ("verdict", f"{match.verdict}{f' ({match.why})' if match.why else ''}"),
        ("purpose", marked("purpose", row.purpose or "")),
    ]
    yield in_columns(cells, "  ")
    yield f"  {'our restatement' if match.restated else 'the page'}, {match.document}:{place.mark}"
    yield in_columns([[f"“{place.quote}”"]], "    ")
