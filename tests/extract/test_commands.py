"""Commands of a page: what each tool's forms open, what opens nothing, what is not read, and where it stands."""

from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portspec.claims import CommandClaim
from portspec.extract.commands.opening import service
from portspec.extract.commands.tools import tools
from tests.conftest import Need
from tests.reading import HTML, page, reading_of

OPENS = {
    "sudo firewall-cmd --zone=public --add-port=80/tcp --add-port=5900-6100/tcp --permanent": "80/tcp 5900-6100/tcp",
    "firewall-cmd --permanent --add-port {80,443}/tcp": "80/tcp 443/tcp",
    "firewall-cmd --add-port={80/tcp,53/udp}": "80/tcp 53/udp",
    "firewall-cmd --permanent --add-service=http --add-service dns": "80/tcp 53/tcp 53/udp",
    'firewall-cmd --add-rich-rule=\'rule family="ipv4" source address="10.1.0.0/16" port protocol="tcp" '
    'port="8080" accept\'': "8080/tcp<10.1.0.0/16",
    'firewall-cmd --add-rich-rule "rule service name=ssh accept"': "22/tcp",
    "firewall-cmd --add-forward-port=port=80:proto=tcp:toport=8080": "80/tcp",
    "firewall-cmd --direct --add-rule ipv4 filter INPUT 0 -p tcp --dport 9000 -j ACCEPT": "9000/tcp",
    "iptables -I INPUT 1 -p tcp -m tcp --dport 22 -j ACCEPT": "22/tcp",
    "/sbin/iptables -A INPUT -p tcp -m multiport --dports 80,443,5900:6100 -j ACCEPT": "80,443,5900-6100/tcp",
    "ip6tables -A INPUT -s 10.0.0.0/8 -p udp --dport 500:600 -j ACCEPT": "500-600/udp<10.0.0.0/8",
    "iptables -A OUTPUT -p udp -d 10.9.8.7 --dport domain -j ACCEPT": "out 53/udp>10.9.8.7",
    "-A RH-Firewall-1-INPUT -m state --state NEW -m tcp -p tcp --dport 80 -j ACCEPT": "80/tcp",
    "nft add rule inet filter input tcp dport { 80, 443 } counter accept": "80,443/tcp",
    "nft 'add rule inet filter input ip saddr 10.0.0.0/8 udp dport 67-68 accept'": "67-68/udp<10.0.0.0/8",
    "nft add rule inet filter output th dport 53 accept": "out 53/tcp+udp",
    "sudo ufw allow 22/tcp comment 'for us'": "22/tcp",
    "ufw allow 60000:61000/udp": "60000-61000/udp",
    "ufw allow 53": "53/tcp+udp",
    "ufw limit ssh": "22/tcp",
    "ufw insert 1 allow in on eth0 80,443/tcp": "80,443/tcp",
    "ufw allow out 123/udp": "out 123/udp",
    "ufw allow proto tcp from 10.0.0.0/8 to any port 80": "80/tcp<10.0.0.0/8",
    "ufw allow from 10.0.0.7 to any port 5432 proto tcp": "5432/tcp<10.0.0.7",
    'New-NetFirewallRule -DisplayName "Web" -LocalPort 80, 443 -Protocol TCP -Direction Inbound': "80,443/tcp",
    "new-netfirewallrule -localport @('80','90-99') -prot UDP -RemoteAddress 10.0.0.0/8": "80,90-99/udp<10.0.0.0/8",
    "New-NetFirewallRule -DisplayName Out -Direction Outbound -RemotePort 443 -Protocol TCP": "out 443/tcp",
    'netsh advfirewall firewall add rule name="a b" dir=in action=allow protocol=TCP localport=80,443': "80,443/tcp",
    'netsh firewall add portopening TCP 1433 "SQL"': "1433/tcp",
    "docker run -d --name web -p 8080:80 -p 5353:53/udp web -p 9:9": "8080/tcp 5353/udp",
    "podman run --rm -it --publish=10.0.0.1:8000-8010:8000-8010 web": "8000-8010/tcp",
    "docker run -p [::]:81:80 web": "81/tcp",
    "FROM web\nEXPOSE 80 8125/udp": "80/tcp 8125/udp",
    'services:\n  web:\n    ports:\n      - "8080:80"\n      - 8125:8125/udp # statistics\n    volumes:\n'
    "      - ./a:/b": "8080/tcp 8125/udp",
    '    ports:\n      - target: 80\n        published: "8085"\n        protocol: udp\n': "8085/udp",
    "table inet filter {\n  chain input {\n    type filter hook input priority 0;\n    tcp dport { 22, 80 } accept\n"
    "  }\n}": "22,80/tcp",
}
"""Code blocks with what they open; `<` and `>` stand before the only sender and receiver."""


def told(opened: CommandClaim) -> str:
    way = "out " if opened.direction == "outbound" else ""
    ends = (f"<{opened.source}" if opened.source else "") + (f">{opened.destination}" if opened.destination else "")
    return f"{way}{','.join(map(str, opened.ports))}/{'+'.join(opened.transports)}{ends}"


def opened(code: str) -> list[str]:
    reading, findings = reading_of(page(f"# Ports\n\n~~~\n{code}\n~~~\n"))
    assert [each.code for each in findings if each.code == "PS431"] == []
    return [told(each) for each in reading.commands]


@pytest.mark.parametrize(("code", "expected"), OPENS.items())
def test_what_a_command_opens(code: str, expected: str) -> None:
    assert opened(code) == expected.split(" ") or opened(code) == [expected]


@pytest.mark.parametrize(
    "code",
    [
        "firewall-cmd --permanent --remove-port=80/tcp",
        "firewall-cmd --query-port=80/tcp",
        "firewall-cmd --add-rich-rule='rule port port=80 protocol=tcp reject'",
        "firewall-cmd --permanent --zone=trusted --add-interface=eth0",
        "iptables -A INPUT -p tcp --dport 23 -j DROP",
        "iptables -D INPUT -p tcp --dport 23 -j ACCEPT",
        "iptables -A INPUT -p tcp --sport 443 -j ACCEPT",
        "iptables -A INPUT -i lo -p tcp --dport 23 -j ACCEPT",
        "iptables -A INPUT -s 127.0.0.0/8 -p tcp --dport 53 -j ACCEPT",
        "iptables -t nat -A PREROUTING -p tcp --dport 443 -j REDIRECT --to-ports 8443",
        "nft add rule inet filter input tcp dport 23 drop",
        "nft add rule inet filter input iif lo tcp dport 23 accept",
        "ufw deny 23/tcp",
        "ufw delete allow 23/tcp",
        "ufw default deny incoming",
        "ufw status verbose",
        "New-NetFirewallRule -DisplayName x -LocalPort 23 -Protocol TCP -Action Block",
        "New-NetFirewallRule -DisplayName x -Direction Outbound -LocalPort 23 -Protocol TCP",
        "netsh advfirewall firewall add rule name=x dir=in action=block protocol=TCP localport=23",
        "docker run -p 80 web",
        "docker run -p 127.0.0.1:80:80 web",
        "docker ps -p 80:80",
        "ports:\n  - name: http\n    port: 80\n    targetPort: 8080",
        "curl -p 80:80",
        "ufw allow 22/tcp is what others write",
        "cat > /etc/rules <<EOF\nufw allow 23/tcp\nEOF",
        "ufw status\n# ufw allow 23/tcp",
    ],
)
def test_what_opens_nothing(code: str) -> None:
    reading, _ = reading_of(page(f"# Ports\n\n~~~\n{code}\n~~~\n"))
    assert reading.commands == ()


@pytest.mark.parametrize(
    "code",
    [
        "firewall-cmd --add-port=$PORT/tcp",
        "firewall-cmd --add-port=<port>/tcp",
        "firewall-cmd --add-service=no-such-service",
        "firewall-cmd --add-rich-rule='rule source not address=10.0.0.1 port port=80 protocol=tcp accept'",
        "firewall-cmd --add-rich-rule='rule port port=\"80 protocol=tcp accept'",
        "iptables -A INPUT ! -s 10.0.0.0/8 -p tcp --dport 80 -j ACCEPT",
        "iptables -A FORWARD -p tcp --dport 80 -j ACCEPT",
        "nft add rule inet filter input tcp dport @web accept",
        "ufw allow 'Nginx Full'",
        "ufw allow from any to any app Samba",
        "New-NetFirewallRule -DisplayName x -LocalPort RPC -Protocol TCP",
        "docker run -p ${PORT}:80 web",
        "EXPOSE $PORT",
        "ufw allow 70000/tcp",
    ],
)
def test_what_is_not_read_is_told_once(code: str) -> None:
    reading, findings = reading_of(page(f"# Ports\n\n~~~\n{code}\n~~~\n\n~~~\n{code}\n~~~\n"))
    assert reading.commands == ()
    assert [(each.code, each.place and each.place.line) for each in findings if each.code == "PS431"] == [("PS431", 4)]
    assert "1 more" in next(each.message for each in findings if each.code == "PS431")


PROMPTS = (
    *("$ ", "# ", "% ", "> ", "[root@host ~]# ", "user@host:~$ ", "PS C:\\Users\\me> ", "C:\\>"),
    *("sudo ", "sudo -u root ", "LANG=C ", "apt update && ", "if true; then "),
)


@pytest.mark.parametrize("before", PROMPTS)
def test_what_stands_before_a_command(before: str) -> None:
    assert opened(f"{before}ufw allow 22/tcp") == ["22/tcp"]


@pytest.mark.parametrize(("mark", "command"), [("\\", "ufw allow"), ("`", "ufw allow"), ("^", "ufw allow")])
def test_a_command_goes_on_in_the_next_line(mark: str, command: str) -> None:
    assert opened(f"{command} {mark}\n  22/tcp") == ["22/tcp"]


def places(text: str, media_type: str = "text/markdown") -> Iterable[tuple[int, int, str]]:
    reading, _ = reading_of(page(text, media_type))
    return [(each.line, each.end_line, each.quote) for each in (claim.provenance for claim in reading.commands)]


def test_a_command_stands_where_it_is_written() -> None:
    listed = "# Ports\n\n1. Open:\n\n   ~~~\n   $ ls\n   $ ufw \\\n     allow 1/tcp\n   $ ufw allow 2/tcp\n   ~~~\n"
    assert places(listed) == [(7, 8, "ufw allow 1/tcp"), (9, 9, "ufw allow 2/tcp")]
    marked = "<h1>Ports</h1>\n<pre><code>ls\n<b>ufw</b> allow 1/tcp &amp;&amp; ls\n\n</code></pre>\n"
    marked += "<pre>ls<br>ufw allow 2/tcp</pre>"
    assert places(marked, HTML) == [(3, 3, "ufw allow 1/tcp && ls"), (6, 6, "ufw allow 2/tcp")]


def test_on_a_page_with_nothing_else_they_are_conditional() -> None:
    code = "ufw allow 22/tcp\niptables -A INPUT -p tcp --dport 22 -j ACCEPT\ndocker run -p 8080:80 x\n"
    text = f"# Install\n\n## Web servers\n\n~~~\n{code}~~~\n\n~~~\nEXPOSE 80\n~~~\n"
    reading, findings = reading_of(page(text))

    assert [(each.ports[0].start, each.need, each.kind, each.role) for each in reading.claims] == [
        (22, "conditional", "command", "Web servers"),
        (8080, "conditional", "command", "Web servers"),
    ]
    assert [each.code for each in findings] == ["PS432"]
    assert reading.rows == len(reading.claims)


def test_beside_rows_they_add_nothing() -> None:
    text = "| Port | Protocol |\n|---|---|\n| 22 | TCP |\n\n~~~\nufw allow 80/tcp\n~~~\n"
    reading, _ = reading_of(page(text))
    assert [each.ports[0].start for each in reading.claims] == [22]
    assert [each.ports[0].start for each in reading.commands] == [80]


def test_the_services_are_those_of_firewalld(need: Need) -> None:
    need("firewall-cmd")
    for path in sorted(Path("/usr/lib/firewalld/services").glob("*.xml")):
        root = ET.parse(path).getroot()  # noqa: S314 (files of this machine)
        own = {f"{each.get('port')}/{each.get('protocol')}" for each in root.findall("port") if each.get("port")}
        if own:
            known = {f"{ports}/{each.transports[0]}" for each in service(path.stem) for ports in each.ports}
            assert own <= known, path.stem


SIGNS = "ports: chain table EXPOSE accept allow -p --add-port= -A INPUT ! dport { } ' \" \\ ` << EOF && $X -j --dport"
WORDS = st.sampled_from(
    [*sorted(tools()), *SIGNS.split(), "80", "80/tcp", "1-2", ":", ",", "\n", "\n  - ", "published:"]
)


@given(st.lists(WORDS, max_size=25))
def test_no_block_is_too_odd(words: list[str]) -> None:
    reading, _ = reading_of(page(f"# Ports\n\n~~~~~\n{' '.join(words)}\n~~~~~\n"))
    assert all(each.start <= each.end for claim in reading.commands for each in claim.ports)
