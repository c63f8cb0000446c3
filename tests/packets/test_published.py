"""A port that a container publishes is reached only from where the host's own port is open."""

import socket
import time
from contextlib import ExitStack
from pathlib import Path
from select import select

import pytest
from msgspec.structs import replace

from portspec.proof.bases import base
from portspec.proof.probes import FAMILIES
from portspec.writers.firewall import dialects, meets
from tests.conftest import ALL
from tests.packets.bench import Bench, bench
from tests.packets.cases import ENFORCED
from tests.packets.lab import Lab, inside
from tests.packets.mutants import Text, sub

HOLDING = [name for name in dialects() if meets(name, "published")]
DOCUMENTED, OTHER, CONTAINED = 2510, 9999, 8080
"""Ports that are published, of which the page documents one for one party, and the container's own."""
OPEN = [("mds", 4, DOCUMENTED), ("mds", 6, DOCUMENTED)]
ENDS = [(peer, family, port) for peer in ("mds", "outsider") for family in FAMILIES for port in (DOCUMENTED, OTHER)]
PATIENCE = 0.5
"""Seconds after which what should have come is lost."""
DOCKER = f"""
*nat
:DOCKER - [0:0]
-A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
-A DOCKER ! -i client -p tcp -m tcp --dport {DOCUMENTED} -j DNAT --to-destination @TO@:{CONTAINED}
-A DOCKER ! -i client -p tcp -m tcp --dport {OTHER} -j DNAT --to-destination @TO@:{CONTAINED}
COMMIT
*filter
:FORWARD DROP [0:0]
:DOCKER - [0:0]
:DOCKER-FORWARD - [0:0]
@USER@
-A FORWARD -j DOCKER-USER
-A FORWARD -j DOCKER-FORWARD
-A DOCKER-FORWARD -o client -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A DOCKER-FORWARD -o client -j DOCKER
-A DOCKER-FORWARD -i client -j ACCEPT
-A DOCKER ! -i client -o client -d @AT@ -p tcp -m tcp --dport {CONTAINED} -j ACCEPT
COMMIT
"""
"""What Docker writes for a container with two published ports, whose bridge is the cable of the client."""


def publish(lab: Lab) -> None:
    """Let the host hand what comes to both ports to the client, as a container in its network, by Docker's rules."""
    container = lab.peers["client"]
    for family, program in ((4, "iptables"), (6, "ip6tables")):
        at = str(container.address(family))
        # Docker takes the chain as it is, where there is one.
        user = "" if "-N DOCKER-USER" in lab.run(program, "-S").stdout else ":DOCKER-USER - [0:0]"
        rules = DOCKER.replace("@TO@", f"[{at}]" if family == 6 else at).replace("@AT@", at).replace("@USER@", user)
        lab.run(f"{program}-restore", "--noflush", given=rules).check_returncode()
        switch = "ipv4/ip_forward" if family == 4 else "ipv6/conf/all/forwarding"
        lab.run("sh", "-c", f"echo 1 >/proc/sys/net/{switch}").check_returncode()
        route = ("ip", f"-{family}", "route", "add", "default", "via", container.host(family))
        lab.run("ip", "netns", "exec", lab.spaces["client"], *route).check_returncode()


def reached(lab: Lab) -> list[tuple[str, int, int]]:
    """The peers, families and ports from and by which a connection to the host comes to the container."""
    lab.forget_connections()
    with ExitStack() as stack:
        with inside(lab.spaces["client"]):
            for family in FAMILIES:
                stack.enter_context(socket.create_server(("", CONTAINED), family=FAMILIES[family]))
        socks = [stack.enter_context(connecting(lab, *each)) for each in ENDS]
        time.sleep(PATIENCE)
        return [each for each, sock in zip(ENDS, socks, strict=True) if is_connected(sock)]


def connecting(lab: Lab, peer: str, family: int, port: int) -> socket.socket:
    with inside(lab.spaces[peer]):
        sock = socket.socket(FAMILIES[family])
    sock.setblocking(False)
    sock.connect_ex((lab.peers[peer].host(family), port))
    return sock


def is_connected(sock: socket.socket) -> bool:
    return not sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) and bool(select([], [sock], [], 0)[1])


def forwarded(lab: Lab) -> bool:
    """Whether the container still reaches others through the host."""
    outsider = lab.peers["outsider"]
    back = ("ip", "route", "replace", str(lab.peers["client"].address(4)), "via", outsider.host(4))
    lab.run("ip", "netns", "exec", lab.spaces["outsider"], *back).check_returncode()
    with inside(lab.spaces["outsider"]):
        listener = socket.create_server(("", OTHER))
    with inside(lab.spaces["client"]):
        sock = socket.socket()
    with listener, sock:
        sock.settimeout(PATIENCE)
        return sock.connect_ex((str(outsider.address(4)), OTHER)) == 0


def made(lab: Lab, dialect: str, folder: Path, **options: bool) -> Bench:
    case = ENFORCED["mds"]
    case = replace(case, options=replace(case.options, published=True, **options))
    return bench(base(dialect).default_accept(lab), dialect, case, folder)


@pytest.mark.parametrize("dialect", HOLDING)
def test_it_is_held_to_the_rules_of_the_host(dialect: str, lab: Lab, tmp_path: Path) -> None:
    text = made(lab, dialect, tmp_path)
    publish(lab)
    before = text.host.state()
    assert reached(lab) == ENDS
    text.apply()
    assert (reached(lab), forwarded(lab)) == (OPEN, True)
    once = text.host.state()
    text.apply()
    assert text.host.state() == once
    assert text.script("verify").returncode == 0
    assert text.script("remove").returncode == 0
    assert text.host.state() == before


@pytest.mark.parametrize("dialect", HOLDING if ALL else ["iptables"])
def test_it_is_there_before_the_first_container(dialect: str, lab: Lab, tmp_path: Path) -> None:
    """As at boot; what was made for Docker goes away with the rest where Docker never came."""
    text = made(lab, dialect, tmp_path, reject=True, log=True, limit_ssh=True)
    before = text.host.state()
    text.apply()
    assert text.script("remove").returncode == 0
    assert text.host.state() == before
    text.apply()
    publish(lab)
    assert reached(lab) == OPEN


FAULTS: dict[str, list[Text]] = {
    "nftables": [sub("^        drop$", ""), sub("ct original proto-dst", "th dport"), sub("ct status dnat ", "")],
    "iptables": [
        sub("(-dnat -j) DROP", r"\1 RETURN"),
        sub("-m conntrack --ctorigdstport", "-m tcp --dport"),
        sub("(! --ctstate) DNAT", r"\1 NEW"),
    ],
}
"""All is let in; the container's port counts in place of the host's; what is not handed on is closed, too."""


@pytest.mark.night
@pytest.mark.parametrize("dialect", HOLDING)
@pytest.mark.parametrize("fault", range(3))
def test_a_wrong_rule_is_found_out(dialect: str, fault: int, lab: Lab, tmp_path: Path) -> None:
    text = made(lab, dialect, tmp_path)
    publish(lab)
    text.change(FAULTS[dialect][fault])
    text.apply()
    assert (reached(lab), forwarded(lab)) != (OPEN, True)
