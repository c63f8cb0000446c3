"""Queries and what they find in some releases: `portspec lookup` and the site's finder are held to the same."""

import json
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from tests.writers.example import OLDER, SPEC, requirement, role


class Asked(NamedTuple):
    """A query, and the release and id of each requirement that answers it."""

    query: str
    found: list[str]
    meant: str = ""
    """What is asked instead where nothing is found."""
    beyond: bool = False
    """Whether it has a number that is no port."""
    over_another: int = 0
    """How many answer it over another transport."""


BACKUP = requirement(21, "standalone-server", "21", "outbound", "Sends the nightly copy.", transports=("tcp",))
MOVED = replace(OLDER.requirements[1], transports=("udp",))
OLD = replace(OLDER, requirements=(OLDER.requirements[0], MOVED, OLDER.requirements[2], BACKUP))
"""An older release that documents a port which no newer one has, and another transport for one which they have."""
assert SPEC.product
OTHER = replace(
    SPEC,
    product=replace(SPEC.product, id="other", name="Consul", release="1", release_name="1"),
    roles=(replace(role(5, "broker", "Médiateur", "Médiateur"), includes=()),),
    requirements=(requirement(5, "broker", "20-23, 8500", "inbound", "Hears its peers."),),
)
HISTORIES = [[OLD, SPEC], [OTHER]]
"""Two products; the oldest release of each comes first."""
ASKED = [Asked(**each) for each in json.loads(Path(__file__).with_name("queries.json").read_text("utf-8"))]
