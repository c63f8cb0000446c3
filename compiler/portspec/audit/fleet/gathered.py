"""What is gathered of each host: which programs are asked, and the files in which a folder for each host keeps it."""

from collections.abc import Mapping

SOCKETS, NFTABLES, IPTABLES, IP6TABLES = "sockets.txt", "nftables.json", "iptables.txt", "ip6tables.txt"
COMMANDS: Mapping[str, tuple[str, ...]] = {
    SOCKETS: ("ss", "-H", "-lntup"),
    NFTABLES: ("nft", "-j", "list", "ruleset"),
    IPTABLES: ("iptables-save",),
    IP6TABLES: ("ip6tables-save",),
}
"""By file, the program that prints it; each only reads."""
