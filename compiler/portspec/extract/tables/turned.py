"""Tables on their side: what heads the columns of other tables stands in their first column."""

import re

import msgspec

from portspec.document import Table
from portspec.extract.context.headers import concepts

_PORTS = frozenset(("port", "destination_port"))
_NETWORK = frozenset(("protocol", "direction", "source", "destination"))
"""A switch has ports and a description as well."""


def turned(table: Table) -> Table | None:
    """Return a table on its side with its names in the first row, or None where it is not one.

    A name is for ports, and one or more for what only ports of a network have. A head such as "Setting, Value" goes.
    """
    if any(re.search(r"\d", row[0].text.value) for row in table.rows[1:]):  # no name has one, and most cells do
        return None
    named = [set(concepts(row[0].text.folded)) - {"other"} for row in table.rows]
    rows = table.rows[1:] if table.headers == 1 and not named[0] else table.rows
    names = [row[0].text.folded.rstrip(":：") for row in rows]
    ports = [name for name in names if _PORTS.intersection(concepts(name)) and "source" not in concepts(name)]
    if not ports or _NETWORK.isdisjoint(set().union(*named)) or any(re.search(r"\d", name) for name in names):
        return None
    return msgspec.structs.replace(table, rows=tuple(zip(*rows, strict=True)), headers=1)
