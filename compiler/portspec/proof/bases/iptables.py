"""A host that keeps its firewall with iptables."""

from collections.abc import Iterator
from contextlib import contextmanager

from portspec.proof.host import Host
from portspec.proof.lab import Lab
from portspec.writers.firewall import Options

TOOLS = {"iptables": ("iptables", "--version")}
CLOSED = """\
*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT DROP [0:0]
-A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT
-A OUTPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT
"""
OPENED = "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n"
LISTING = "iptables -w -S && ip6tables -w -S"
"""The older kind of iptables keeps its rules where nft does not see them."""
NEIGHBOURS = "".join(
    f"-A {chain} -p ipv6-icmp --icmpv6-type {number} -j ACCEPT\n"
    for chain in ("INPUT", "OUTPUT")
    for number in (133, 134, 135, 136)
)


def default_accept(lab: Lab) -> Host:
    """Make the tables, which the first call of iptables makes otherwise, and let all pass."""
    host = Host(lab=lab, listing=LISTING)
    for program in ("iptables", "ip6tables"):
        host.done(f"{program}-restore", given=OPENED)
    return host


@contextmanager
def default_deny(lab: Lab, options: Options) -> Iterator[Host]:  # noqa: ARG001 (the same under all options)
    """Deny what comes in and what goes out, but for what was let through before and for finding the neighbours."""
    host = Host(lab=lab, listing=LISTING)
    host.done("iptables-restore", given=f"{CLOSED}COMMIT\n")
    host.done("ip6tables-restore", given=f"{CLOSED}{NEIGHBOURS}COMMIT\n")
    yield host
