"""What must pass for each role of the first document, written down by hand from its table, not from the rules."""

from collections.abc import Iterator

import msgspec

from portspec.proof.matrix import WAYS, edges, probes_of
from portspec.proof.probes import Probe
from portspec.spec import PortRange
from portspec.writers.firewall import Options
from tests.firewall.reading import CHUNK, CLIENT, MDS, STANDALONE
from tests.packets.lab import PEER_NAMES, PEERS


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """Options, and all that passes under them."""

    options: Options
    flows: str
    """A line each: in, out or both; ports, `67/udp` where it is not TCP; the peers, `client/4` where only one family
    may pass, none for all."""

    @property
    def stem(self) -> str:
        """The files' names without their endings."""
        return "+".join(self.options.roles) + ("-enforce" if self.options.enforce else "")

    def stated(self) -> frozenset[Probe]:
        """Every probe of the matrix that must pass; all others must not."""
        return frozenset(probe for line in self.flows.strip().splitlines() for probe in _probes(*line.split()))


def _probes(way: str, ports: str, *peers: str) -> Iterator[Probe]:
    numbers, _, transport = ports.partition("/")
    start, end = numbers.split("-")[0], numbers.split("-")[-1]
    ways = WAYS if way == "both" else tuple(each for each in WAYS if each == way)
    for each in peers or PEER_NAMES:
        name, _, families = each.partition("/")
        for port in PORTS & set(range(int(start), int(end) + 1)):
            for one in ways:
                for family in map(int, families or "46"):
                    yield Probe(way=one, peer=name, family=family, transport=transport or "tcp", port=port)


DOCUMENTED = "22 53 67 80 443 647 847 2510 2511 5224 5700-6900 30000-30100 64000"
PORTS = edges(PortRange(start=int(each.split("-")[0]), end=int(each.split("-")[-1])) for each in DOCUMENTED.split())


def matrix() -> frozenset[Probe]:
    """Every documented port and its neighbours, both ways, to and from each peer, in both families and transports."""
    return probes_of(PORTS, PEERS)


def networks(number: int, *families: int) -> tuple[str, ...]:
    """The networks of the peer with this number, in the order of `PEERS` from 1."""
    every = {4: f"10.99.{number}.128/25", 6: f"fd99:{number}::1:0:0:0/80"}
    return tuple(every[family] for family in families or every)


MDS_NET, CHUNK_NET, CLIENT_NET = networks(1), networks(2), networks(3)
STANDALONE_FLOWS = "both 22\nboth 80\nout 443\nout 5224\nboth 64000\n"
ROLES = {"standalone": STANDALONE, "mds": MDS, "chunk": CHUNK, "client": CLIENT}
"""One case of each role, for every run; the others come where all is required."""
BIND = {"chunk-server.random-port": ("30000-30100",)}

CASES = {
    "standalone": Case(options=Options(roles=(STANDALONE,)), flows=STANDALONE_FLOWS),
    "standalone on assumptions": Case(
        options=Options(roles=(STANDALONE,), accept_assumptions=True), flows=STANDALONE_FLOWS + "in 5700-6900"
    ),
    "standalone with networks for what names no peer": Case(
        options=Options(
            roles=(STANDALONE,),
            peers={"standalone-server.5700-6900": CLIENT_NET, "standalone-server.22.both": networks(3, 6)},
        ),
        flows="both 22 client/6\nboth 80\nout 443\nout 5224\nboth 64000\nin 5700-6900 client",
    ),
    "mds": Case(
        options=Options(
            roles=(MDS,), peers={MDS: MDS_NET, CHUNK: CHUNK_NET, CLIENT: networks(3, 4), "support team": networks(4)}
        ),
        flows="both 22\nboth 80\nout 443 outsider\nout 5224\nboth 64000\nboth 2510 mds\nboth 2511 chunk client/4",
    ),
    "mds alone": Case(
        options=Options(roles=(MDS,), includes=False, peers={MDS: MDS_NET}), flows="both 2510 mds\nboth 2511"
    ),
    "chunk": Case(
        options=Options(roles=(CHUNK,), peers={MDS: MDS_NET, CLIENT: networks(3, 6)}, binds=BIND),
        flows=STANDALONE_FLOWS + "out 2511 mds\nin 30000-30100 client/6",
    ),
    "client": Case(
        options=Options(roles=(CLIENT,), peers={MDS: networks(1, 6), CHUNK: CHUNK_NET}, binds=BIND),
        flows=STANDALONE_FLOWS + "out 2511 mds/6\nout 30000-30100 chunk",
    ),
    "client and chunk on one host": Case(
        options=Options(roles=(CLIENT, CHUNK), peers={MDS: MDS_NET, CHUNK: CHUNK_NET, CLIENT: ("any",)}, binds=BIND),
        flows=STANDALONE_FLOWS + "out 2511 mds\nout 30000-30100 chunk\nin 30000-30100",
    ),
    "mds on one interface": Case(
        options=Options(roles=(MDS,), includes=False, peers={MDS: MDS_NET}, interface="mds"),
        flows="both 2510 mds\nboth 2511 mds",
    ),
}

ENFORCED = {
    "standalone": Case(
        options=Options(roles=(STANDALONE,), enforce=True), flows="in 22\nin 80\nin 64000\nout 1-65535\nout 1-65535/udp"
    ),
    "mds": Case(
        options=Options(roles=(MDS,), enforce=True, peers={MDS: MDS_NET, CHUNK: CHUNK_NET, CLIENT: networks(3, 4)}),
        flows="in 22\nin 80\nin 64000\nin 2510 mds\nin 2511 chunk client/4\nout 1-65535\nout 1-65535/udp",
    ),
    "chunk": Case(
        options=Options(roles=(CHUNK,), enforce=True, peers={CLIENT: CLIENT_NET}, binds=BIND),
        flows="in 22\nin 80\nin 64000\nin 30000-30100 client\nout 1-65535\nout 1-65535/udp",
    ),
    "standalone with an interface inside": Case(
        options=Options(roles=(STANDALONE,), enforce=True, internal_interface="client"),
        flows="in 22\nin 80\nin 64000\nin 67/udp client\nout 1-65535\nout 1-65535/udp",
    ),
    "client": Case(
        options=Options(roles=(CLIENT,), enforce=True), flows="in 22\nin 80\nin 64000\nout 1-65535\nout 1-65535/udp"
    ),
    "client with nothing else going out": Case(
        options=Options(
            roles=(CLIENT,),
            enforce=True,
            enforce_output=True,
            peers={MDS: MDS_NET},
            allow={
                "dns": networks(4),
                "ntp": ("none",),
                "updates": networks(3, 4),
                "2510-2511/udp": ("any",),
            },
        ),
        flows=STANDALONE_FLOWS + "out 2511 mds\nout 53 outsider\nout 53/udp outsider\nout 2510-2511/udp",
    ),
}
