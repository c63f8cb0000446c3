"""`portspec conflicts`: whether several roles want the same port of one host."""

from typing import TYPE_CHECKING

import click

from portspec.cli._choose import meant_product, role_ids
from portspec.cli._session import Session, counted, format_option
from portspec.findings import Finding, finding
from portspec.spec import Spec

if TYPE_CHECKING:
    from portspec.audit.conflicts import Conflict, Side


@click.command("conflicts", short_help="Say whether roles want the same port of one host.")
@click.argument("names", metavar="ROLE...", nargs=-1, required=True)
@format_option
def command(names: tuple[str, ...], shown: str) -> None:
    """Say on which ports the services of two or more roles would meet if one host had them all.

    A ROLE is a role's id in the latest release of the only product that has it, PRODUCT:ROLE, or PRODUCT/RELEASE:ROLE.
    What two roles both include is one service. Ranges count, and of dynamic ports it is said that they may meet others.
    The status is 1 where two roles want the same port.
    """
    from portspec.audit.conflicts import conflicts

    if len(names) < 2:  # noqa: PLR2004 (one role has none to meet)
        raise click.UsageError("conflicts needs two roles or more")
    session = Session(shown, result=True)
    alone = tuple(name for name in names if ":" not in name)
    sides = [_side(name, alone, session) for name in names]
    for each in conflicts([side for side in sides if side]) if not session.errors else ():
        session.report(_finding(each))
    wrong = len(session.errors)
    if any(each is None for each in sides):
        session.end(usable=False)
    session.end(f"{counted(wrong, 'conflict')} between {', '.join(names)}")


def _side(name: str, alone: tuple[str, ...], session: Session) -> "Side | None":
    """Return a role, or None after saying that there is none of this name; `alone` are the roles without a product."""
    from portspec.audit.conflicts import Side

    about, _, role = name.rpartition(":")
    product, _, release = about.partition("/")
    spec = _spec(session, product or None, release or None, alone)
    if spec is None:
        return None
    known = [each.id for each in spec.roles]
    if role not in known:
        session.report(finding("PS902", f"there is no role {name}", f"The roles are {', '.join(known) or 'none'}."))
        return None
    return Side(spec=spec, role=role)


def _spec(session: Session, product: str | None, release: str | None, alone: tuple[str, ...]) -> Spec | None:
    """Return the release that is named, or that of the only product with the roles that name none."""
    from portspec.catalog import find_release

    workspace = session.workspace()
    if product is None and len(workspace.catalog.products) > 1:
        product = meant_product(workspace, release, alone, role_ids)
        if product is None:
            names = ", ".join(each.id for each in workspace.catalog.products)
            said = f"There is no one product that alone has {', '.join(alone)}"
            each = finding("PS902", said, f"Write PRODUCT:ROLE; the products are {names}.")
            if each not in session.findings:
                session.report(each)
            return None
    found = find_release(workspace.catalog, product, release, session.report)
    return found and workspace.compiled_spec(found[0].id, found[1].id, session.report)


def _finding(conflict: "Conflict") -> Finding:
    """Return a conflict as a finding; where a number is not known it is a note."""
    from portspec.audit.words import span_of
    from portspec.writers.firewall.lowering.place import place_of

    one, other = conflict.sides
    row, its = conflict.rows
    what = f"{span_of(conflict.ports) if conflict.ports else 'a dynamic port'}/{conflict.transport or 'any'}"
    message = f"{one.name} and {other.name} both want {what} ({row.id}, {its.id})"
    if conflict.ports is None:
        free = f"{one.name} and {other.name} may meet on {what} ({row.id}, {its.id})"
        return finding("PS543", free, "Bind it to ports that the other does not use.", place_of(one.spec, row))
    return finding("PS541", message, HELP, place_of(one.spec, row))


HELP = "Give each a host of its own, or let one of them use another port if its page says that it can."
