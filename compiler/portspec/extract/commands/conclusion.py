"""The conclusion: what the commands of a page mean for its requirements, once all the rest of it is read."""

from portspec.claims import Claim, CommandClaim
from portspec.extract.context.evidence import Said
from portspec.extract.context.inherited import Context
from portspec.extract.grammar.port_expression import Part
from portspec.extract.page import Commanded, Page
from portspec.extract.statement import Statement, claim_of


def conclude(page: Page) -> None:
    """Make requirements of the commands where nothing else of the page states a port; tell which were not read.

    What an image declares is left out where a command publishes it at a port of the host.
    """
    published = [each.claim for each in page.commanded if each.claim.ports != each.claim.inside]
    page.commanded = [each for each in page.commanded if not _is_published(each.claim, published)]
    if not page.claims:
        _require(page)
    if page.uncommanded:
        (text, why), *others = page.uncommanded
        more = f", like {len(others)} more of the page" if others else ""
        message = f"This command is not read{more}, since {why}: what it opens is held against nothing"
        page.say("PS431", message, "See that the page states the same ports in a table, a list or a sentence.", text)


def _is_published(claim: CommandClaim, published: list[CommandClaim]) -> bool:
    return claim.inside == claim.ports and any(each.inside == claim.inside for each in published)


def _require(page: Page) -> None:
    """Make one requirement of all commands that open the same in the same place."""
    once: dict[object, Commanded] = {}
    for each in page.commanded:
        said = each.claim
        opened = (said.ports, said.transports, said.direction, said.source, said.destination)
        once.setdefault((opened, each.context.value("role")), each)
    page.claims.extend(_claim(each, page) for each in once.values())
    page.rows += len(once)
    if once:
        text = next(iter(once.values())).text
        message = "Only the commands of the page state ports; what they open is required under a condition"
        page.say("PS432", message, "State in a table, a list or a sentence which ports are needed, and when.", text)


def _claim(each: Commanded, page: Page) -> Claim:
    claim, text = each.claim, each.text
    values = {"direction": claim.direction, "source": claim.source, "destination": claim.destination}
    said = [Said(field=field, value=value, rule="cell") for field, value in values.items() if value]
    statement = Statement(
        part=Part(ports=claim.ports, transports=claim.transports),
        said=(*said, Said(field="need", value="conditional", rule="cell")),
        kind="command",
        start=text.start,
        end=text.end,
        quote=text.folded,
    )
    # A command states its own transports and direction: of what is around it only the host is about it too.
    around = tuple(said for said in each.context.said if said.field == "role")
    return claim_of(statement, Context(said=around, headings=each.context.headings), page)
