"""Above: what stands right above a table says of the numbers in it."""

from portspec.document import Table
from portspec.extract.context.paragraphs import whole
from portspec.extract.grammar.port_expression import parse_ports
from portspec.extract.language.vocabulary import words
from portspec.extract.page import Page
from portspec.extract.tables.cells import is_address


def says_ports(page: Page) -> bool:
    """Tell whether the sentence right above says which ports something uses: "the ports each node listens on"."""
    nearest = [each.value for each in page.section.lead_in()[:1]]
    return any(
        words("port.word").search(each) and words("text.listening", "text.uses").search(each) for each in nearest
    )


def repeats_ports(table: Table, page: Page) -> bool:
    """Tell whether the addresses in a table are on ports that stand right above it."""
    known = {each for part in page.about for each in part.ports}
    texts = {cell.text.value for row in table.rows for cell in row} if known else set()
    named = {each for text in texts if is_address(text) for part in parse_ports(text).parts for each in part.ports}
    return bool(named) and known.issuperset(named)


def says_hosts(page: Page) -> bool:
    """Tell whether the paragraph right above says that the columns are hosts: "open the ports of each column on …"."""
    above = [whole(each) for each in page.section.since[-1:]]
    return any(words("text.columns").search(each) and words("text.host").search(each) for each in above)


def names_hosts(page: Page) -> bool:
    """Tell whether the paragraph right above speaks of hosts: "A dot marks the hosts on which …"."""
    return any(words("text.host", "text.any_host").search(whole(each)) for each in page.section.since[-1:])
