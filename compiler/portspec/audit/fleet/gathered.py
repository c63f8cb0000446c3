"""What is gathered of each host: which programs are asked, and the files in which a folder for each host keeps it."""

from collections.abc import Mapping

SOCKETS, NFTABLES, IPTABLES, IP6TABLES = "sockets.txt", "nftables.json", "iptables.txt", "ip6tables.txt"
RUNNING = ("firewalld-zones.txt", "firewalld-policies.txt")
SAVED = ("firewalld-zones-saved.txt", "firewalld-policies-saved.txt")
"""What firewalld has of both; what it lets pass stands in nftables."""
COMMANDS: Mapping[str, tuple[str, ...]] = {
    SOCKETS: ("ss", "-H", "-lntup"),
    NFTABLES: ("nft", "-j", "list", "ruleset"),
    IPTABLES: ("iptables-save",),
    IP6TABLES: ("ip6tables-save",),
    **{
        file: ("firewall-cmd", *words, what)
        for files, words in ((RUNNING, ()), (SAVED, ("--permanent",)))
        for file, what in zip(files, ("--list-all-zones", "--list-all-policies"), strict=True)
    },
}
"""By file, the program that prints it; each only reads."""
