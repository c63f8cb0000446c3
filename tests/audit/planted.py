"""A host with the first product's MDS server role and one fault of each kind."""

import socket
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from types import MappingProxyType

from portspec.audit.fault import Kind
from portspec.proof.lab import inside

PRODUCT = ("--product", "virtuozzo-hybrid-server")
AUDIT = ("audit", *PRODUCT, "--role", "mds-server")
"""The command."""
ANY = "0.0.0.0"  # noqa: S104 (in a network namespace of its own)
SOCKETS = (
    ("tcp", ANY, 22),
    ("tcp", ANY, 80),
    ("tcp", ANY, 5900),
    ("tcp", ANY, 2510),
    ("tcp", "127.0.0.1", 2511),
    ("tcp", ANY, 9100),
    ("udp", "127.0.0.1", 323),
)
"""What listens; nothing does on 64000."""
OPEN = (("tcp", "22"), ("tcp", "80"), ("tcp", "5700-6950"), ("tcp", "2511"), ("tcp", "64000"))
WRONG = (("tcp", "8080"), ("udp", "67"))
"""What the firewall lets come in; not 2510, which is documented."""
FAULTS: dict[Kind, tuple[str, str | None]] = {
    "refused": ("67/udp", "standalone-server.67"),
    "undocumented": ("8080/tcp", None),
    "wider": ("6901-6950/tcp", "standalone-server.5700-6900"),
    "blocked": ("2510/tcp", "mds-server.2510.both"),
    "local": ("2511/tcp", "mds-server.2511.both"),
    "listening": ("9100/tcp", None),
    "silent": ("64000/tcp", "standalone-server.64000.both"),
}
"""Each kind of fault, with the ports and the requirement that it is about."""


def nftables() -> str:
    """The rules as nft reads them."""
    ports = "\n".join(f"{transport} dport {each} accept" for transport, each in (*OPEN, *WRONG))
    return f"""table inet filter {{
chain input {{
type filter hook input priority filter; policy drop;
ct state established,related accept
iif lo accept
icmpv6 type {{ 133, 134, 135, 136 }} accept
{ports}
}}
}}
"""


def iptables() -> str:
    """The rules of one family, as iptables-save prints them."""
    rules = "".join(
        f"-A INPUT -p {transport} -m {transport} --dport {each.replace('-', ':')} -j ACCEPT\n"
        for transport, each in (*OPEN, *WRONG)
    )
    return (
        "*filter\n:INPUT DROP [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n"
        f"-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n{rules}COMMIT\n"
    )


def ss(*, header: bool) -> str:
    """What listens, as ss prints it."""
    head = "Netid State  Recv-Q Send-Q Local Address:Port Peer Address:PortProcess\n" if header else ""
    states = {"tcp": "LISTEN", "udp": "UNCONN"}
    return head + "".join(
        f'{transport} {states[transport]} 0 128 {address}:{port} 0.0.0.0:* users:(("service",pid=7,fd=3))\n'
        for transport, address, port in SOCKETS
    )


@contextmanager
def sockets(space: str, elsewhere: Mapping[str, int] = MappingProxyType({})) -> Iterator[None]:
    """Let them listen in a network namespace, some ports at another address."""
    kinds = {"tcp": socket.SOCK_STREAM, "udp": socket.SOCK_DGRAM}
    moved = {port: address for address, port in elsewhere.items()}
    with ExitStack() as stack:
        for transport, address, port in SOCKETS:
            with inside(space):
                sock = stack.enter_context(socket.socket(socket.AF_INET, kinds[transport]))
            sock.bind((moved.get(port, address), port))
            if transport == "tcp":
                sock.listen()
        yield
