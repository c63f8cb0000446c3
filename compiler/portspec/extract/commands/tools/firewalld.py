"""firewalld: `firewall-cmd --add-port=80/tcp`, services, rich rules and direct rules (firewall-cmd(1))."""

import re
from collections.abc import Iterator, Sequence

from portspec.extract.commands.opening import Opening, Unread, is_local, opening, options, service
from portspec.extract.commands.tools import iptables
from portspec.rich_rules import NOT, elements

NAMES = frozenset(("firewall-cmd", "firewall-offline-cmd"))


def read(words: Sequence[str]) -> Iterator[Opening]:
    """Yield what a command adds; removing and asking open nothing."""
    if "--direct" in words:
        yield from _direct(words)
        return
    for name, value in options(words[1:]):
        for each in _expanded(value):
            yield from _added(name, each)


def _added(name: str, value: str) -> Iterator[Opening]:
    match name:
        case "--add-port":
            yield from _ports(value)
        case "--add-service":
            yield from service(value)
        case "--add-rich-rule":
            yield from _rich(value)
        case "--add-forward-port":
            fields = dict(each.partition("=")[::2] for each in value.split(":"))
            yield opening(fields.get("port", ""), fields.get("proto", ""))
        case _:
            return


def _ports(value: str) -> Iterator[Opening]:
    for each in re.split(r"[,\s]+", value):
        ports, slash, transport = each.partition("/")
        if not slash:
            raise Unread(f"“{value}” has no transport")
        yield opening(ports, transport)


def _expanded(value: str) -> Iterator[str]:
    """Yield a word for each of the alternatives in its braces, as a shell does: `{80,443}/tcp`."""
    if match := re.fullmatch(r"(.*?)\{([^{}$]*,[^{}]*)\}(.*)", value):
        yield from (f"{match[1]}{each.strip()}{match[3]}" for each in match[2].split(","))
    else:
        yield value


def _rich(rule: str) -> Iterator[Opening]:
    """Yield what a rich rule accepts (firewalld.richlanguage(5))."""
    try:
        said = elements(rule)
    except ValueError:
        raise Unread("a quote of a rich rule does not end") from None
    if "accept" not in said:
        return
    if any(NOT in each for each in said.values()):
        raise Unread("a rich rule has an exception")
    sender, host = (said.get(element, {}).get("address") for element in ("source", "destination"))
    if is_local(sender):
        return
    for each in _of_rich(said):
        yield Opening(ports=each.ports, transports=each.transports, source=sender, destination=host)


def _of_rich(said: dict[str, dict[str, str]]) -> Iterator[Opening]:
    if port := said.get("port"):
        yield opening(port.get("port", ""), port.get("protocol", ""))
    elif named := said.get("service"):
        yield from service(named.get("name", ""))


def _direct(words: Sequence[str]) -> Iterator[Opening]:
    """Yield what a direct rule opens: family, table, chain and priority, then the words of iptables."""
    at = next((at for at, word in enumerate(words) if word in ("--add-rule", "--passthrough")), None)
    if at is not None and words[at] == "--passthrough":
        yield from iptables.read(("iptables", *words[at + 2 :]))
    elif at is not None and [*words[at + 2 : at + 3]] == ["filter"]:
        yield from iptables.read(("iptables", "-A", *words[at + 3 : at + 4], *words[at + 5 :]))
