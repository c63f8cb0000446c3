"""The fields of a requirement: what people call them and how they read, described once for all that shows them."""

from typing import Final

import msgspec

from portspec.spec import Field


class Described(msgspec.Struct, frozen=True, kw_only=True):
    """How one field is shown."""

    label: str
    """What the site calls it."""
    name: str | None = None
    """What `explain` calls it, where that is not its own name with blanks."""
    yes: str | None = None
    """Of a field that is true or false, what it means that it is true; None for any other field."""
    quiet: bool = False
    """True where `explain` leaves it out if it says nothing."""
    quoted: bool = False
    """True where `explain` leaves it out because the row's quote, which stands above, says it."""


FIELDS: Final[dict[Field, Described]] = {
    "role": Described(label="Host"),
    "roles": Described(label="Hosts", quiet=True),
    "ports": Described(label="Ports"),
    "dynamic": Described(label="Name of the port"),
    "transports": Described(label="Transport"),
    "direction": Described(label="Direction"),
    "source": Described(label="Source", name="source of the traffic"),
    "sources": Described(label="Sources", quiet=True),
    "destination": Described(label="Destination", name="destination of the traffic"),
    "destinations": Described(label="Destinations", quiet=True),
    "source_ports": Described(label="Source ports", quiet=True),
    "icmp_types": Described(label="Types of ICMP", quiet=True),
    "peers": Described(label="Other end"),
    "need": Described(label="Need"),
    "purpose": Described(label="Purpose", quoted=True),
    "condition": Described(label="Condition"),
    "negated": Described(label="Not used", yes="yes, it is never opened"),
    "reserved": Described(label="Reserved", yes="yes, it is never opened"),
    "configurable": Described(
        label="Another port can be chosen",
        yes="yes, another port can be chosen (`portspec emit` takes it as --set)",
    ),
}
"""In the order in which they are explained."""
FLAGS: Final = tuple(field for field, described in FIELDS.items() if described.yes)
"""Those that are true or false."""
