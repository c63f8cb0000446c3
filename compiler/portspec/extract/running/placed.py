"""Placed: the host on which running words have a port open, which lets connections in there."""

from collections.abc import Iterator

from portspec.document import Text
from portspec.extract.context.evidence import Said
from portspec.extract.context.inherited import Context
from portspec.extract.ends.holders import holder_in
from portspec.extract.ends.hosts import host_as_subject, names_host
from portspec.extract.ends.opened import opened_on, placed_on
from portspec.extract.ends.parties import is_among_hosts, pair
from portspec.extract.ends.reached import accepting, reached
from portspec.extract.page import Page
from portspec.extract.running.elsewhere import asked_on
from portspec.spec import Direction


def let_in(text: str, direction: Direction, context: Context, page: Page) -> Iterator[Said]:
    """Yield that connections come in to a host that can be reached, or on which a text has its ports opened."""
    directed, above = direction != "unstated", context.direction != "unstated"
    host = placed_on(text) if directed else reached(text)
    host = host or (accepting(text) if direction == "inbound" else None)
    host = host or (_holder(text, context, page) if direction != "outbound" else None)
    opened = None if host else opened_on(text)
    if (host and not directed) or (opened is not None and not (directed or above)):
        yield Said(field="direction", value="inbound", rule="cell" if host else "row")
    if named := asked_on(text) or host or opened or _one_of(text, context.value("role")):
        yield Said(field="role", value=named, rule="cell")


def _holder(text: str, context: Context, page: Page) -> str | None:
    """Return who a text says listens, among several on the page, whatever it is called; a title names one of them."""
    name, title = holder_in(text), context.value("role")
    beside = name in page.holders and not (isinstance(title, str) and not is_among_hosts(title, page.holders))
    return name if beside or names_host(name) else None


def _one_of(text: str, title: object) -> str | None:
    """Return the host that a text is about, where its title names that one among others: "Hub and relay server"."""
    said = host_as_subject(Text(text, 0, len(text))) if isinstance(title, str) else None
    before, found, behind = str(title).casefold().partition(said.folded.casefold()) if said else ("", "", "")
    return said.folded if said and found and any(map(names_host, pair().split(f"{before} {behind}"))) else None
