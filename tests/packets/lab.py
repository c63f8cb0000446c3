"""The laboratory of the tests: four peers with addresses of their own, and what other programs keep on the host."""

from portspec.proof.lab import Lab, Peer, inside

__all__ = ["FOREIGN", "PEERS", "PEER_NAMES", "Lab", "inside"]

PEER_NAMES = ("mds", "chunk", "client", "outsider")
PEERS = tuple(
    Peer(name=name, device=name, number=number, v4=f"10.99.{number}.130", v6=f"fd99:{number}::1:0:0:2")
    for number, name in enumerate(PEER_NAMES, start=1)
)

FOREIGN = """
table ip nat {
    chain DOCKER { }
    chain PREROUTING {
        type nat hook prerouting priority dstnat; policy accept;
        fib daddr type local counter packets 0 bytes 0 jump DOCKER
    }
}
table inet monitoring {
    set seen { type inet_service; elements = { 2510 } }
    chain forward { type filter hook forward priority filter; policy drop; tcp dport @seen accept; }
}
"""
"""What other programs keep on the host."""
