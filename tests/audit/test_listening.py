"""What listens is the same from whatever program tells it, and what cannot be read is said."""

import pytest

from portspec.audit.listening import Listener, listening
from portspec.findings import Finding

SOURCES = {
    "ss": """tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:* users:(("sshd",pid=7,fd=3))
tcp LISTEN 0 128 [::]:22 [::]:* users:(("sshd",pid=7,fd=4))
tcp LISTEN 0 10 127.0.0.1:25 0.0.0.0:*
udp UNCONN 0 0 127.0.0.53%lo:53 0.0.0.0:*
tcp ESTAB 0 0 192.0.2.1:22 192.0.2.9:50000
u_str LISTEN 0 9 /run/socket 1 * 0
""",
    "ss with its header": """Netid State  Recv-Q Send-Q Local Address:Port Peer Address:PortProcess
tcp   LISTEN 0      128    0.0.0.0:22         0.0.0.0:*    users:(("sshd",pid=7,fd=3))
tcp   LISTEN 0      128    [::]:22            [::]:*
tcp   LISTEN 0      10     127.0.0.1:25       0.0.0.0:*
udp   UNCONN 0      0      127.0.0.53%lo:53   0.0.0.0:*
""",
    "netstat": """Active Internet connections (only servers)
Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name
tcp        0      0 0.0.0.0:22              0.0.0.0:*               LISTEN      7/sshd: /usr/sbin
tcp        0      0 127.0.0.1:25            0.0.0.0:*               LISTEN      -
tcp6       0      0 :::22                   :::*                    LISTEN      7/sshd
tcp        0      0 192.0.2.1:22            192.0.2.9:50000         ESTABLISHED 8/sshd
udp        0      0 127.0.0.53:53           0.0.0.0:*                           9/resolved
""",
    "proc": """  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1
   1: 0100007F:0019 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 2 1
   2: 010200C0:0016 090200C0:C350 01 00000000:00000000 00:00000000 00000000     0        0 3 1
  sl  local_address                         remote_address                        st tx_queue rx_queue
   0: 00000000000000000000000000000000:0016 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000
   0: 3500007F:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 4 2
""",
    "windows": """
Aktive Verbindungen

  Proto  Lokale Adresse         Remoteadresse          Status           PID
  TCP    0.0.0.0:22             0.0.0.0:0              ABH\u00d6REN         7
  TCP    127.0.0.1:25           0.0.0.0:0              ABH\u00d6REN         8
  TCP    192.0.2.1:22           192.0.2.9:50000        HERGESTELLT      7
  TCP    [::]:22                [::]:0                 ABH\u00d6REN         7
  UDP    127.0.0.53:53          *:*                                    9
""",
    "powershell": """[
  {"LocalAddress": "0.0.0.0", "LocalPort": 22, "State": 2, "OwningProcess": 7},
  {"LocalAddress": "::", "LocalPort": 22, "State": 2, "OwningProcess": 7},
  {"LocalAddress": "127.0.0.1", "LocalPort": 25, "State": "Listen", "OwningProcess": 8},
  {"LocalAddress": "192.0.2.1", "LocalPort": 22, "State": 5, "OwningProcess": 7},
  {"LocalAddress": "127.0.0.53", "LocalPort": 53, "OwningProcess": 9}
]""",
}


def told(text: str) -> set[tuple[str, int, int, bool]]:
    """Transport, port, family, and whether only the host itself reaches it."""
    said: list[Finding] = []
    found = listening(text, "it", said.append)
    assert found is not None
    assert said == []
    return {(each.transport, each.port, family, each.is_local) for each in found for family in each.families}


@pytest.mark.parametrize("text", SOURCES.values(), ids=SOURCES)
def test_all_programs_tell_the_same(text: str) -> None:
    assert told(text) == {("tcp", 22, 4, False), ("tcp", 22, 6, False), ("tcp", 25, 4, True), ("udp", 53, 4, True)}


def test_programs_are_named() -> None:
    for text in (SOURCES["ss"], SOURCES["netstat"]):
        assert {each.process for each in listening(text, "it", print) or () if each.port == 22} == {"sshd"}


def test_a_scan_from_outside() -> None:
    scan = """<?xml version="1.0"?><!DOCTYPE nmaprun><nmaprun><host><address addr="192.0.2.1" addrtype="ipv4"/><ports>
<port protocol="tcp" portid="22"><state state="open"/><service name="ssh" product="OpenSSH"/></port>
<port protocol="tcp" portid="23"><state state="closed"/></port></ports></host></nmaprun>"""
    assert listening(scan, "it", print) == (Listener(transport="tcp", port=22, families=(4,), process="OpenSSH"),)


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "hello",
        '{"LocalPort": "x"}',
        "<nmaprun>",
        '<nmaprun><host><port portid="70000"><state state="open"/></port></host></nmaprun>',
        "tcp LISTEN 0 1 *:http *:*",
        "tcp LISTEN 0 1 *:70000 *:*",
    ],
)
def test_what_cannot_be_read_is_said(text: str) -> None:
    said: list[Finding] = []
    listening(text, "it", said.append)
    assert {each.code for each in said} == {"PS538"}
