"""The laboratory of the tests: four peers with addresses of their own, and what the proof needs around them."""

from portspec.proof import FOREIGN
from portspec.proof.lab import Lab, Peer, inside

__all__ = ["FOREIGN", "PEERS", "PEER_NAMES", "Lab", "inside"]

PEER_NAMES = ("mds", "chunk", "client", "outsider")
PEERS = tuple(
    Peer(name=name, device=name, number=number, v4=f"10.99.{number}.130", v6=f"fd99:{number}::1:0:0:2")
    for number, name in enumerate(PEER_NAMES, start=1)
)
