"""iptables: rules that accept, typed or as iptables-save writes them (iptables(8), iptables-extensions(8))."""

from collections.abc import Iterator, Sequence

from portspec.extract.commands.opening import Opening, Unread, is_local, opening, options

NAMES = frozenset(("iptables", "ip6tables", "iptables-legacy", "iptables-nft", "-A", "-I"))
_ALIASES = {
    "--append": "-A",
    "--insert": "-I",
    "--protocol": "-p",
    "--proto": "-p",
    "--source": "-s",
    "--src": "-s",
    "--destination": "-d",
    "--dst": "-d",
    "--jump": "-j",
    "--in-interface": "-i",
    "--table": "-t",
    "--dports": "--dport",
    "--destination-port": "--dport",
    "--destination-ports": "--dport",
    "--ports": "--dport",
}


def read(words: Sequence[str]) -> Iterator[Opening]:
    """Yield the opening of a rule that accepts packets to some ports; what answers let through is none."""
    said = {_ALIASES.get(name, name): value for name, value in options(words)}
    chain = (said.get("-A") or said.get("-I") or "").split(" ")[0].upper()
    accepts = said.get("-j") == "ACCEPT" and said.get("-t", "filter") == "filter"
    if not (chain and accepts and "--dport" in said) or said.get("-i") == "lo" or is_local(said.get("-s")):
        return
    if "!" in words:
        raise Unread("a rule has an exception")
    if not chain.endswith(("INPUT", "OUTPUT")):
        raise Unread(f"the chain {chain} is not one of the host's own packets")
    found = opening(said["--dport"], said.get("-p", ""), source=said.get("-s", ""), destination=said.get("-d", ""))
    yield Opening(
        ports=found.ports,
        transports=found.transports,
        direction="outbound" if chain.endswith("OUTPUT") else "inbound",
        source=found.source,
        destination=found.destination,
    )
