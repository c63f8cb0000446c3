"""Laws of the dialects: for any rows and options each of them writes what the plan opens, no more and no less."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from configparser import RawConfigParser
from io import StringIO
from ipaddress import ip_network
from itertools import product
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from portspec.protocols import NUMBERS
from portspec.spec import Dynamic, Party, Requirement
from portspec.writers.firewall import Options, dialects, meets, planned, written
from portspec.writers.firewall.lowering.parties import all_parties
from portspec.writers.firewall.lowering.plan import Match, Plan
from tests.firewall.reading import ranges, role, row, spec_of

Opened = tuple[str, str, int | None, str, str | None, str]
"""Way, transport, port, network of the other end, interface, and the ports that packets come from, or their types."""
EVERYWHERE = ("0.0.0.0/1", "128.0.0.0/1", "::/1", "8000::/1")
"""Any address, in halves: that is how those say it that have no prefix of length 0."""
WHOLE = {None: EVERYWHERE, "ipv4": EVERYWHERE[:2], "ipv6": EVERYWHERE[2:]}
NAMES = {str(number): name for name, number in NUMBERS.items()}

ports = st.sampled_from(["0", "22", "0-3", "5-9", "7-12", "13-14", "65534-65535", "65535", "22, 80, 8", "1-3, 3-4"])
networks = st.lists(
    st.sampled_from(["10.0.0.0/8", "10.1.0.0/16", "192.0.2.7", "0.0.0.0/0", "fd00::/8", "fd00::1", "::/0"]),
    min_size=1,
    max_size=3,
).map(tuple)
sources = st.sampled_from(["", "", "", "53", "0-65535", "123, 1024-65535", "7-9, 1-8", "0-3"])
messages = st.sampled_from([("8",), ("3/4", "3/13", "11"), ("128", "135")])
parties = st.lists(st.sampled_from([Party(role="other", text="Others"), Party(text="Ёж; }")]), max_size=2).map(tuple)
column = st.sampled_from([None, None, "Admin network", "any"])


@st.composite
def requirements(draw: st.DrawFn) -> list[Requirement]:
    found = []
    for number in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(["ports", "ports", "dynamic", "protocol", "messages"]))
        names = {"protocol": ["esp", "gre", "ah", "icmpv6"], "messages": ["icmp", "icmpv6"]}.get(
            kind, ["tcp", "udp", "sctp"]
        )
        found.append(
            row(
                f"r{number}",
                "host",
                draw(st.sampled_from(["inbound", "outbound", "both"])),
                draw(ports) if kind == "ports" else "",
                " ".join(sorted(draw(st.sets(st.sampled_from(names), min_size=1)))),
                dynamic=Dynamic(name="free", text="any") if kind == "dynamic" else None,
                peers=draw(parties),
                source_ports=ranges(draw(sources)) if kind in {"ports", "dynamic"} else (),
                **({"icmp_types": draw(messages)} if kind == "messages" else {}),
                source=draw(column),
                destination=draw(column),
            )
        )
    return found


@st.composite
def options_for(draw: st.DrawFn, rows: list[Requirement], dialect: str) -> Options:
    names = sorted({name for each in rows for name in all_parties(each)})
    filled = draw(st.booleans())
    return Options(
        roles=("host",),
        peers={name: draw(networks | st.just(("any",))) for name in names if filled},
        binds={"free": ("40000-40002", "12")} if any(each.dynamic for each in rows) else {},
        interface=draw(st.sampled_from([None, "eth0"])) if meets(dialect, "interface") else None,
        family=draw(st.sampled_from([None, None, "ipv4", "ipv6"])),
        allow_in=draw(st.sampled_from(ALLOWED)) if meets(dialect, "allow_in") else {},
    )


ALLOWED: list[dict[str, tuple[str, ...]]] = [{}, {"ssh": ("any",)}, {"9100-9102/udp": ("10.0.0.0/8", "fd00::/8")}]


def numbers(text: str) -> list[int]:
    """The ports of a list of ranges in any dialect's form."""
    spans = ranges(text.replace(":", "-").replace(",", ", ").replace("  ", " "))
    return [port for each in spans for port in range(each.start, each.end + 1)]


def halves(*given: str) -> tuple[str, ...]:
    whole = [ip_network(each) for each in given]
    return tuple(str(part) for each in whole for part in (each.subnets() if each.prefixlen == 0 else (each,)))


def of_plan(plan: Plan) -> set[Opened]:
    return {
        (rule.match.direction, rule.match.transport, port, place, rule.match.interface, whence)
        for rule in plan.rules
        for each in rule.openings
        for port in (numbers(str(each.ports)) if each.ports else [None])
        for place in places(rule.match)
        for whence in map(str, rule.match.sources or rule.match.types or ("",))
    }


def places(match: Match) -> tuple[str, ...]:
    return halves(*match.networks.v4, *match.networks.v6) if match.networks else EVERYWHERE


def of_nftables(files: dict[str, str]) -> Iterator[Opened]:
    text = re.sub(r"#.*", "", files[".nft"])
    sets = {
        name: re.findall(r"[^\s,]+", elements)
        for name, elements in re.findall(r"^    define (\S+) = \{(.*?)\}", text, re.MULTILINE | re.DOTALL)
    }
    chains = re.findall(r"^    chain \S*_(in|out)put \{$(.*?)^    \}$", text, re.MULTILINE | re.DOTALL)
    rule = re.compile(
        r"(?:[io]ifname \"(\S+)\" )?(?:meta nfproto (ipv\d) |ip6? [sd]addr \$(\S+) )?"
        r"(?:(?:\w+ sport \{ (.*) \} )?(?:(\w+) dport \$(\S+)|(?:meta l4proto|ip6 nexthdr) (\d+)) ct state new"
        r"|(icmp|icmpv6) type (?:\{ (.*) \}|(\d+) icmp(?:v6)? code (\d+))) accept"
    )
    for way, body in chains:
        for line in body.strip().splitlines():
            if not line.strip():
                continue
            found = rule.fullmatch(line.strip())
            assert found, line
            interface, family, peers, whence, transport, opened, number, icmp, types, type_, code = found.groups()
            if icmp:
                transport, whence = icmp, types or f"{type_}/{code}"
            for place in halves(*sets[peers]) if peers else WHOLE[family]:
                for port in numbers(", ".join(sets[opened])) if opened else [None]:
                    for each in (whence or "").split(", "):
                        yield way, transport or NAMES[number], port, place, interface or None, each


def of_cloud_init(files: dict[str, str]) -> Iterator[Opened]:
    (text,) = files.values()
    assert text.startswith("#cloud-config\n")
    rules, unit = YAML(typ="safe", pure=True).load(StringIO(text))["write_files"]
    assert f"ExecStart=/usr/sbin/nft -f {rules['path']}\n" in unit["content"]
    closing, opening = rules["content"].split("ip6 hoplimit 1 accept\n")
    assert "type filter hook input priority filter; policy drop;" in closing
    head = closing.partition("    chain input {\n")[0]
    yield from of_nftables({".nft": f"{head}    chain _input {{\n{opening}"})


def of_iptables(files: dict[str, str]) -> Iterator[Opened]:
    for ending, everywhere in ((".v4", EVERYWHERE[:2]), (".v6", EVERYWHERE[2:])):
        lines = [line for line in files[ending].splitlines() if line.startswith("-A")]
        jump = re.compile(r"-A \S+(?: -[io] (\S+))? -[sd] (\S+) -j (\S+)")
        entries = [found.groups() for line in lines if (found := jump.fullmatch(line))]
        rule = re.compile(
            r"-A (\S+-(in|out)(-\d+)?)(?: -[io] (\S+))? -[pm] (\w+) -m conntrack --ctstate NEW"
            r"(?: -m multiport --sports (\S+))?(?: -m multiport --dports (\S+))?"
            r"(?: -m comment --comment \"\S+\")? -j ACCEPT"
        )
        message = re.compile(
            r"-A (\S+-(in|out)(-\d+)?)(?: -[io] (\S+))? -p (\w+) --icmp(?:v6)?-type (\S+)()"
            r"(?: -m comment --comment \"\S+\")? -j ACCEPT"
        )
        accepting = [found.groups() for line in lines if (found := rule.fullmatch(line) or message.fullmatch(line))]
        named = [line for line in lines if re.fullmatch(r"-A \S+ -m comment --comment \"[^\"]*\"", line)]
        assert len(entries) + len(accepting) + len(named) == len(lines)
        for chain, way, own, interface, transport, whence, opened in accepting:
            here = [(on, place) for on, net, to in entries if to == chain for place in halves(net)]
            for on, place in here if own else [(interface, each) for each in everywhere]:
                for port in numbers(opened) if opened else [None]:
                    for each in (whence or "").replace(":", "-").split(","):
                        yield way, NAMES.get(transport, transport), port, place, on, each


def of_ufw(files: dict[str, str]) -> Iterator[Opened]:
    profiles = RawConfigParser()
    profiles.read_string(files[".profiles"])
    full = re.compile(r"(?:(in|out)(?: on (\S+))? )?from (\S+) port (\S+) to (\S+) port (\S+) proto (\w+)")
    words = re.compile(r"(?:(in|out)(?: on (\S+))? )?(?:from (\S+) )?(?:to (\S+) )?(?:app |(proto) )?(\S+)")
    for line in re.findall(r"^    rule '[^']*' allow (.*)$", files[".sh"], re.MULTILINE):
        if found := full.fullmatch(line):
            way, interface, source, sport, destination, dport, transport = found.groups()
            place = destination if way == "out" else source
            ends = EVERYWHERE if place == "any" else halves(place)
            for end, number, each in product(ends, numbers(dport), sport.replace(":", "-").split(",")):
                yield way or "in", transport, number, end, interface, each
            continue
        found = words.fullmatch(line)
        assert found
        way, interface, source, destination, protocol, name = found.groups()
        place = destination if way == "out" else source
        whence = EVERYWHERE if place in (None, "any") else halves(place)
        clauses = [f"/{name}"] if protocol else profiles[name]["ports"].split("|")
        for opened, _, transport in (clause.partition("/") for clause in clauses):
            for port in numbers(opened) if opened else [None]:
                yield from ((way or "in", transport, port, each, interface, "") for each in whence)


NAMED = {
    "ipv4echo-request": ("icmp", "8"),
    "ipv6echo-request": ("icmpv6", "128"),
    "ipv6neighbour-solicitation": ("icmpv6", "135"),
}
"""What firewalld calls the messages here."""


def of_firewalld(files: dict[str, str]) -> Iterator[Opened]:
    text = files[".sh"]
    folders = {"services": "service", "ipsets": "ipset", "policies": "policy"}
    roots = {
        (folders[path.split("/")[-2]], path.split("/")[-1].removesuffix(".xml")): ET.fromstring(xml)  # noqa: S314 (our own)
        for path, xml in files.items()
        if path.endswith(".xml")
    }
    rules = [("in", "", "", "service", name) for name in re.findall(r"--add-service=(\S+)", text.split("refuse()")[0])]
    rich = r"""--add-rich-rule='rule family="(\w+)" source ipset="(\S+)" (\S+) name="(\S+)" accept'"""
    rules += [("in", *each) for each in re.findall(rich, text)]
    for (kind, _), root in roots.items():
        rules += [
            ("out", "", "", "service", each.get("name", "")) for each in root.findall("service") if kind == "policy"
        ]
        for each in root.findall("rule"):
            over, what, accept = each
            assert (over.tag, accept.tag) == ("destination", "accept")
            rules.append(("out", each.get("family", ""), over.get("ipset", ""), what.tag, what.get("name", "")))
    for way, family, ipset, kind, name in rules:
        entries = [each.text or "" for each in roots["ipset", ipset].findall("entry")] if ipset else EVERYWHERE
        opened = [(*NAMED[family + name], [None])] if kind == "icmp-type" else list(_named(roots["service", name]))
        for place, (transport, type_, ports) in product(entries, opened):
            yield from ((way, transport, port, place, None, type_) for port in ports)


def _named(service: ET.Element) -> Iterator[tuple[str, str, Sequence[int | None]]]:
    """What a service names: protocols, no types, and ports."""
    for each in service:
        if each.tag == "port":
            yield each.get("protocol", ""), "", numbers(each.get("port", ""))
        if each.tag == "protocol":
            yield NAMES[each.get("value", "")], "", [None]


def of_ansible(files: dict[str, str]) -> Iterator[Opened]:
    (play,) = YAML(typ="safe", pure=True).load(StringIO(files[".yml"]))
    for task in play["tasks"]:
        loop = re.findall(r"portspec_(?:from|any)_\w+", task["loop"])
        entries = halves(*play["vars"][loop[0]]) if loop else EVERYWHERE
        rule = task["ansible.posix.firewalld"]["rich_rule"]
        transport = re.findall(r'protocol="(\w+)"', rule)
        for opened, place in product(task["vars"]["openings"], entries):
            if "icmp-type name=" in rule:
                kind, type_ = NAMED[f"ipv{ip_network(place).version}{opened}"]
                yield "in", kind, None, place, None, type_
            elif transport:
                yield from (("in", transport[0], port, place, None, "") for port in numbers(opened))
            else:
                yield "in", NAMES[opened], None, place, None, ""


def of_aerleon(files: dict[str, str]) -> Iterator[Opened]:
    policy, definitions = (YAML(typ="safe", pure=True).load(StringIO(text)) for text in files.values())
    for each in policy["filters"]:
        way = "in" if each["header"]["targets"]["nftables"].endswith("input") else "out"
        for term in each["terms"]:
            name = term.get("source-address" if way == "in" else "destination-address")
            values = definitions["networks"][name]["values"] if name else ()
            for place in halves(*(value["address"] for value in values)) if name else EVERYWHERE:
                services = definitions["services"]
                own = [each for each in services[term["destination-port"]] if each["protocol"] == term["protocol"]]
                whence = services[term["source-port"]] if "source-port" in term else [{"port": ""}]
                for service, source in product(own, whence):
                    for port in numbers(service["port"]):
                        yield way, term["protocol"], port, place, None, source["port"]


def of_pf(files: dict[str, str]) -> Iterator[Opened]:
    text = re.sub(r"(?m)^#.*\n", "", files[".conf"])
    tables = {name: found.split() for name, found in re.findall(r"^table (\S+) const \{ (.*) \}$", text, re.MULTILINE)}
    end = r"(\{ \(self\) 255\.255\.255\.255 224\.0\.0\.0/4 ff00::/8 \}|\S+)"
    rule = re.compile(
        rf"pass (in|out) quick (?:on (\S+) )?(?:(inet6?) )?proto (\w+) from {end}(?: port \{{ (.*?) \}})? to {end}"
        r"(?: port \{ (.*) \}| icmp6?-type \{ (.*) \})?"
    )
    for line in (each for each in text.splitlines() if each and not each.startswith("table")):
        found = rule.fullmatch(line)
        assert found, line
        way, interface, family, protocol, source, whence, target, opened, types = found.groups()
        own, peers = (target, source) if way == "in" else (source, target)
        assert "(self)" in own
        assert ("ff00" in own) == (way == "in" and protocol != "tcp")
        known = {None: None, "inet": "ipv4", "inet6": "ipv6"}[family]
        ends = WHOLE[known] if peers == "any" else halves(*tables[peers])
        limits = (types.replace(" code ", "/").split(", ") if types else spans(whence or "")) or [""]
        for place, port, limit in product(ends, numbers(", ".join(spans(opened))) if opened else [None], limits):
            yield way, {"icmp6": "icmpv6"}.get(protocol, NAMES.get(protocol, protocol)), port, place, interface, limit


def spans(text: str) -> list[str]:
    return text.replace(":", "-").split()


def of_cisco_asa(files: dict[str, str]) -> Iterator[Opened]:
    groups: dict[str, list[str]] = {}
    members: list[str] = []
    for line in (each for each in files[".cfg"].splitlines() if not each.startswith("!")):
        words = line.split()
        if words[0] == "object-group":
            members = groups.setdefault(words[2], [])
        elif line.startswith(" "):
            assert words[0] in {"network-object", "service-object"}
            members.append(line.split(None, 1)[1])
        else:
            found = re.fullmatch(r"access-list \S+_(in|out) extended permit object-group (\S+) (.*)", line)
            assert found, line
            way, services, ends = found.groups()
            here = r"object-group \S+_hosts"
            peers = re.fullmatch(rf"(.*) {here}" if way == "in" else rf"{here} (.*)", ends)
            assert peers
            places = {"any": WHOLE[None], "any4": WHOLE["ipv4"], "any6": WHOLE["ipv6"]}.get(peers[1])
            if places is None:
                places = halves(*map(of_cisco_network, groups[peers[1].removeprefix("object-group ")]))
            for service, place in product(groups[services], places):
                yield from ((way, name, port, place, None, limit) for name, port, limit in of_cisco_service(service))


def of_cisco_network(text: str) -> str:
    return str(ip_network(text.removeprefix("host ").replace(" ", "/")))


def of_cisco_service(text: str) -> Iterator[tuple[str, int | None, str]]:
    name, *rest = text.split()
    if "destination" not in rest:
        yield {"icmp6": "icmpv6"}.get(name, NAMES.get(name, name)), None, "/".join(rest)
        return
    said = re.findall(r"(source|destination) (?:eq (\d+)|range (\d+) (\d+))", text)
    ends = {end: one or f"{first}-{last}" for end, one, first, last in said}
    yield from ((name, port, ends.get("source", "")) for port in numbers(ends["destination"]))


def of_kubernetes(files: dict[str, str]) -> Iterator[Opened]:
    policy = YAML(typ="safe", pure=True).load(StringIO(files[".yaml"]))
    assert policy["spec"]["policyTypes"] == ["Ingress"]
    for each in policy["spec"]["ingress"]:
        entries = [one["ipBlock"]["cidr"] for one in each["from"]] if "from" in each else EVERYWHERE
        assert entries
        assert each["ports"], "without ports all are open"
        for one, place in product(each["ports"], halves(*entries)):
            for port in range(one["port"], one.get("endPort", one["port"]) + 1):
                yield "in", one["protocol"].lower(), port, place, None, ""


def of_cilium(files: dict[str, str]) -> Iterator[Opened]:
    policy = YAML(typ="safe", pure=True).load(StringIO(files[".yaml"]))
    for each in policy["spec"]["ingress"]:
        entries = each.get("fromCIDR", EVERYWHERE)
        assert entries
        assert each["toPorts"], "without ports all are open"
        opened = [one for ports in each["toPorts"] for one in ports["ports"]]
        assert all(0 < len(ports["ports"]) <= 40 for ports in each["toPorts"])
        for one, place in product(opened, halves(*entries)):
            for port in range(int(one["port"]), one.get("endPort", int(one["port"])) + 1):
                assert port, "0 stands for all ports"
                yield "in", one["protocol"].lower(), port, place, None, ""


def of_cloudformation(files: dict[str, str]) -> Iterator[Opened]:
    template = YAML(typ="safe", pure=True).load(StringIO(files[".yaml"]))
    group = template["Resources"]["Host"]["Properties"]
    assert "SecurityGroupEgress" not in group
    for each in group["SecurityGroupIngress"]:
        protocol = each["IpProtocol"]
        for place in halves(each.get("CidrIp") or each["CidrIpv6"]):
            yield from of_group(protocol, each.get("FromPort"), each.get("ToPort"), place)


def of_group(protocol: str, first: int | None, last: int | None, place: str) -> Iterator[Opened]:
    """What a rule of AWS opens, whose ports are a type and a code where it is about ICMP, and -1 all of them."""
    assert (first is None) == (last is None) == (protocol in NAMES), "else all ports are open"
    if protocol in {"icmp", "icmpv6"}:
        assert (protocol == "icmpv6") == (":" in place)
        said = "" if first == -1 else f"{first}" if last == -1 else f"{first}/{last}"
        yield "in", protocol, None, place, None, said
    elif first is None or last is None:
        yield "in", NAMES[protocol], None, place, None, ""
    else:
        yield from (("in", protocol, port, place, None, "") for port in range(first, last + 1))


def of_windows(files: dict[str, str]) -> Iterator[Opened]:
    tables = re.findall(r"@\{ Name = (.*?) \}", re.sub(r"(?m)^ *#.*", "", files[".ps1"]), re.DOTALL)
    for table in tables:
        said = {name: re.findall(r"'([^']*)'", value) for name, value in re.findall(r"(\w+) = (.*)", table)}
        (way,), (protocol,) = said["Direction"], said["Protocol"]
        here, there = ("LocalPort", "RemotePort") if way == "Inbound" else ("RemotePort", "LocalPort")
        assert (here in said) == (protocol in {"TCP", "UDP"}), "else all ports are open"
        transport = NAMES.get(protocol) or {"ICMPv4": "icmp"}.get(protocol, protocol.lower())
        limits = [each.replace(":", "/") for each in said.get("IcmpType", said.get(there, [""]))]
        for opened, place, whence in product(said.get(here, [""]), said.get("RemoteAddress", EVERYWHERE), limits):
            for port in numbers(opened) if opened else [None]:
                yield "in" if way == "Inbound" else "out", transport, port, place, None, whence


def of_proxmox(files: dict[str, str]) -> Iterator[Opened]:
    text = re.sub(r"(?m)^#.*\n|#.*", "", files[".fw"])
    sections = {name: body.split("\n") for name, body in re.findall(r"\[(\w+ \S+)\]([^\[]*)", text)}
    (group,) = [name for name in sections if name.startswith("group ")]
    assert re.fullmatch("[A-Za-z][A-Za-z0-9_-]{1,17}", group.removeprefix("group "))
    rule = re.compile(
        r"(IN|OUT) ACCEPT(?: -(source|dest) \+(\S+))? -p (\w+)(?: -dport (\S+))?(?: -sport (\S+))? -log nolog"
    )
    for line in filter(None, map(str.strip, sections[group])):
        found = rule.fullmatch(line)
        assert found, line
        way, side, peers, protocol, opened, whence = found.groups()
        assert side in {None, {"IN": "source", "OUT": "dest"}[way]}
        assert (protocol in {"tcp", "udp", "sctp"}) == (opened is not None)
        assert not {opened, whence} & {"0"}, "no port is any port"
        ends = [line.strip() for line in sections[f"IPSET {peers}"] if line.strip()] if peers else EVERYWHERE
        for place, port in product(ends, numbers(opened) if opened else [None]):
            for each in (whence or "").replace(":", "-").split(","):
                yield way.lower(), NAMES.get(protocol, protocol), port, place, None, each


def resources(files: dict[str, str], kind: str) -> Iterator[dict[str, Any]]:
    """What a module of Terraform says of each resource of a kind; `//` is a comment."""
    yield from json.loads(files["/main.tf.json"])["resource"][kind].values()


def of_terraform_aws(files: dict[str, str]) -> Iterator[Opened]:
    for each in resources(files, "aws_vpc_security_group_ingress_rule"):
        protocol = each["ip_protocol"]
        for place in halves(each.get("cidr_ipv4") or each["cidr_ipv6"]):
            yield from of_group(protocol, each.get("from_port"), each.get("to_port"), place)


def of_terraform_azure(files: dict[str, str]) -> Iterator[Opened]:
    numbered = [each["priority"] for each in resources(files, "azurerm_network_security_rule")]
    assert len(numbered) == len(set(numbered))
    for each in resources(files, "azurerm_network_security_rule"):
        assert (each["direction"], each["access"]) == ("Inbound", "Allow")
        transport, places = each["protocol"].lower(), each.get("source_address_prefixes", ["*"])
        assert transport != "*"
        assert len({":" in place for place in places}) == 1, "Azure takes one version of IP in a rule"
        whence = each.get("source_port_ranges", [""])
        for opened in each.get("destination_port_ranges", [None]):
            assert (opened is None) == (each.get("destination_port_range") == "*") == (transport in {"ah", "esp"})
            for port in numbers(opened) if opened else [None]:
                for place in EVERYWHERE if places == ["*"] else halves(*places):
                    yield from (("in", transport, port, place, None, one) for one in whence)


def of_terraform_gcp(files: dict[str, str]) -> Iterator[Opened]:
    for each in resources(files, "google_compute_firewall"):
        assert each["direction"] == "INGRESS"
        (allowed,) = each["allow"]
        assert ("ports" in allowed) == (allowed["protocol"] in {"tcp", "udp", "sctp"}), "else all ports are open"
        assert len({":" in place for place in each["source_ranges"]}) == 1, "Google takes one version of IP in a rule"
        for opened in allowed.get("ports", [None]):
            for port, place in product(numbers(opened) if opened else [None], halves(*each["source_ranges"])):
                yield "in", allowed["protocol"], port, place, None, ""


READERS: dict[str, Callable[[dict[str, str]], Iterator[Opened]]] = {
    "aerleon": of_aerleon,
    "ansible": of_ansible,
    "cilium": of_cilium,
    "cisco_asa": of_cisco_asa,
    "cloud_init": of_cloud_init,
    "cloudformation": of_cloudformation,
    "firewalld": of_firewalld,
    "iptables": of_iptables,
    "kubernetes": of_kubernetes,
    "nftables": of_nftables,
    "pf": of_pf,
    "proxmox": of_proxmox,
    "terraform_aws": of_terraform_aws,
    "terraform_azure": of_terraform_azure,
    "terraform_gcp": of_terraform_gcp,
    "ufw": of_ufw,
    "windows": of_windows,
}


def test_every_dialect_is_read_back() -> None:
    assert set(READERS) == set(dialects()), "a dialect needs a reader here, which says what its text opens"


@pytest.mark.parametrize("dialect", READERS)
@given(data=st.data())
def test_what_is_written_is_what_is_planned(dialect: str, data: Any) -> None:
    rows = data.draw(requirements())
    options = data.draw(options_for(rows, dialect))
    plan = planned(dialect, spec_of(*rows, roles=(role("host"), role("other"))), options, lambda _: None)
    if plan:
        files = {each.path.partition("host")[2]: each.data.decode() for each in written(dialect, plan)}
        assert set(READERS[dialect](files)) == of_plan(plan)
