"""`portspec show`: a release's requirements as a table for the terminal."""

import click

from portspec.analysis.verdict import seen_from
from portspec.cli._choose import chosen, release_options, role_ids
from portspec.cli._columns import in_columns
from portspec.cli._complete import roles
from portspec.cli._session import Session, format_option
from portspec.cli._streams import say, say_value
from portspec.findings import finding, meant
from portspec.spec import Requirement, role_closure


@click.command("show", short_help="Show the requirements of a release, one a line.")
@release_options
@click.option("--role", metavar="ID", help="Only this role and the roles that it includes.", shell_complete=roles)
@format_option
def command(product: str | None, release: str | None, role: str | None, shown: str) -> None:
    """Show the requirements of a release, one a line: id, ports, transport, direction, peers, purpose.

    A value set by an erratum is marked with *, an unstated one reads "unstated". At a terminal the table keeps within
    its width. With --format json it is a list of requirements as `spec.schema.json` describes them.
    """
    session = Session(shown)
    spec = chosen(session, product, release, filter(None, [role]), role_ids)
    known = [each.id for each in spec.roles]
    if role is not None and role not in known:
        help = f"{meant(role, known)}The roles are {', '.join(known)}."
        session.report(finding("PS902", f"There is no role {role}", help))
        session.end(usable=False)
    wanted = role_closure(spec, role) if role else None
    rows = [each for each in spec.requirements if wanted is None or each.role in wanted]
    if shown == "json":
        say_value(rows)
    else:
        say(in_columns([HEAD, *map(_cells, rows)]))
    session.end()


HEAD = ("ID", "PORTS", "TRANSPORT", "DIRECTION", "PEERS", "PURPOSE")


def _cells(each: Requirement) -> tuple[str, ...]:
    """Return a requirement's cells as text."""

    def marked(field: str, text: str) -> str:
        return f"{text}*" if field in each.corrected else text

    ports = ", ".join(map(str, each.ports))
    dynamic = each.dynamic and (each.dynamic.name or each.dynamic.text)
    ends = [each.source and f"from {each.source}", each.destination and f"to {each.destination}"]
    return (
        each.id,
        marked("dynamic", f"dynamic ({dynamic})") if dynamic else marked("ports", ports or "none"),
        marked("transports", ", ".join(each.transports) or "unstated"),
        marked("direction", seen_from(each, each.role)),
        marked(
            "peers", ", ".join([*(peer.role or peer.text for peer in each.peers), *filter(None, ends)]) or "unstated"
        ),
        marked("purpose", each.purpose or "unstated"),
    )
