"""Wrong rules, by dialect: what each fault looks like in its files. Every proof must find them out."""

import re
from collections.abc import Callable

Mutant = Callable[[str], str]

MUTANTS: dict[str, dict[str, Mutant]] = {
    "nftables": {
        "a port is dropped": lambda text: re.sub(r"\n +80, .*", "", text),
        "a port is off by one": lambda text: re.sub(r"(\n +)2511,", r"\g<1>2512,", text),
        "a range begins too early": lambda text: re.sub(r"(\n +)2510,", r"\g<1>2509-2510,", text),
        "udp stands for tcp": lambda text: text.replace("tcp dport", "udp dport"),
        "sport stands for dport": lambda text: text.replace("dport", "sport"),
        "a family is missing": lambda text: re.sub(r"\n +ip6 [sd]addr .*", "", text),
        "a peer is forgotten": lambda text: re.sub(r" ip6? [sd]addr \S+", "", text),
        "source stands for destination": lambda text: text.replace("ip saddr", "ip daddr"),
        "in and out are one": lambda text: re.sub(r"(    chain \S+_)output \{\n", r"\1input {\n", text),
    },
    "iptables": {
        "a port is dropped": lambda text: text.replace("22,80,", "22,"),
        "a port is off by one": lambda text: re.sub(r"\b2511\b(?= |,)", "2512", text),
        "a range begins too early": lambda text: text.replace("--dports 2510 ", "--dports 2509:2510 "),
        "udp stands for tcp": lambda text: text.replace("-p tcp", "-p udp"),
        "sport stands for dport": lambda text: text.replace("--dports", "--sports"),
        "a family is missing": lambda text: re.sub(r"(?m)^-A \S+ -[sd] \S*:\S* -j.*\n", "", text),
        "a peer is forgotten": lambda text: re.sub(r" -[sd] \S+(?= -j)", "", text),
        "source stands for destination": lambda text: re.sub(r" -s (?=1)", " -d ", text),
        "in and out are one": lambda text: re.sub(r"(-A portspec-\w+)-out (?=-p)", r"\1-in ", text),
    },
    "ufw": {
        "a port is dropped": lambda text: text.replace("=22,80,", "=22,"),
        "a port is off by one": lambda text: text.replace("=2511/", "=2512/"),
        "a range begins too early": lambda text: text.replace("=2510/", "=2509:2510/"),
        "udp stands for tcp": lambda text: text.replace("/tcp", "/udp"),
        "sport stands for dport": lambda text: re.sub(r"from (\S+) to any app", r"from \1 app", text),
        "a family is missing": lambda text: re.sub(r"(?m)^    rule .* \S*:\S* .*\n", "", text),
        "a peer is forgotten": lambda text: re.sub(r" (from|to) \S+(?= to any app| app)", r" \1 any", text),
        "source stands for destination": lambda text: re.sub(r" out to (\S+) app", r" out from \1 to any app", text),
        "in and out are one": lambda text: text.replace(" allow out ", " allow in "),
    },
    "firewalld": {
        "a port is dropped": lambda text: text.replace('<port port="80" protocol="tcp" />', ""),
        "a port is off by one": lambda text: text.replace('"2511"', '"2512"'),
        "a range begins too early": lambda text: text.replace('"2510"', '"2509-2510"'),
        "udp stands for tcp": lambda text: text.replace('protocol="tcp"', 'protocol="udp"'),
        "sport stands for dport": lambda text: text.replace("<port ", "<source-port "),
        "a family is missing": lambda text: re.sub(r'(?s)<rule family="ipv6">.*?</rule>', "", text),
        "a peer is forgotten": lambda text: re.sub(r' source ipset="\S+"|<destination ipset=\S+ />', "", text),
        "source stands for destination": lambda text: text.replace("<destination ", "<source "),
        "in and out are one": lambda text: re.sub(r"(--add-service=\S*__)in-1", r"\1out-4", text),
    },
}
