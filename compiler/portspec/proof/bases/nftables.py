"""A host that keeps its firewall with nftables."""

from collections.abc import Iterator
from contextlib import contextmanager

from portspec.proof.host import Host
from portspec.proof.lab import Lab
from portspec.writers.firewall import Options

TOOLS = {"nft": ("nft", "--version")}
CLOSED = """
table inet filter {
    chain input {
        type filter hook input priority filter; policy drop;
        ct state established accept
        icmpv6 type { 133, 134, 135, 136 } accept
    }
    chain output {
        type filter hook output priority filter; policy drop;
        ct state established accept
        icmpv6 type { 133, 134, 135, 136 } accept
    }
}
"""


def default_accept(lab: Lab) -> Host:
    """Return the host as it is, without rules."""
    return Host(lab=lab)


@contextmanager
def default_deny(lab: Lab, options: Options) -> Iterator[Host]:
    """Deny what comes in and what goes out, but for what was let through before and for finding the neighbours."""
    lab.load(CLOSED.replace("inet filter", (options.table or "inet:filter").replace(":", " ")))
    yield Host(lab=lab)
