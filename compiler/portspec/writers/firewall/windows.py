"""Windows: rules of the firewall of Windows, by a script for PowerShell (module NetSecurity)."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from ipaddress import ip_network

from portspec.artifact import Artifact
from portspec.findings import together
from portspec.protocols import NUMBERS, PORTLESS
from portspec.spec import PortRange
from portspec.writers.firewall.lowering.options import Options
from portspec.writers.firewall.lowering.plan import Ability, Plan, Rule
from portspec.writers.firewall.snippet.header import about, header, remarks, short_name, stem

TRANSPORTS = frozenset({"tcp", "udp"})
"""The protocols of which a rule may name ports."""
WAYS = {"in": ("Inbound", "LocalPort", "RemotePort"), "out": ("Outbound", "RemotePort", "LocalPort")}
"""What the ways are called, and on each of them the ports where packets go and whence they come."""
ICMP = {"icmp": "ICMPv4", "icmpv6": "ICMPv6"}
MARK = "\ufeff"
"""Without it PowerShell 5 takes the file for one of the system's old code page."""
SCRIPT = """\
param([ValidateSet('apply', 'verify', 'remove')][string]$What = 'apply')
$ErrorActionPreference = 'Stop'
$group = '@GROUP@'
$rules = @(
@RULES@
)
$names = @($rules | ForEach-Object { $_.Name })
$there = @(Get-NetFirewallRule -Group $group -ErrorAction SilentlyContinue)
switch ($What) {
    'apply' {
        # What is new comes first, so that nothing is closed that is open before and behind.
        foreach ($rule in $rules | Where-Object { $there.Name -notcontains $_.Name }) {
            New-NetFirewallRule @rule -Group $group -Action Allow -Profile Any -Enabled True | Out-Null
        }
        $there | Where-Object { $names -notcontains $_.Name } | Remove-NetFirewallRule
    }
    'verify' {
        $open = @($there | Where-Object { $_.Enabled -eq 'True' -and $_.Action -eq 'Allow' })
        $wrong = @(Compare-Object $names @($open | ForEach-Object { $_.Name }))
        foreach ($each in $wrong) { Write-Output "$($each.InputObject) $($each.SideIndicator)" }
        if ($wrong.Count) { exit 1 }
    }
    'remove' { $there | Remove-NetFirewallRule }
}
"""


def ability(options: Options) -> Ability:  # noqa: ARG001 (the same under all options)
    """Return what a rule can say."""
    return Ability(
        transports=TRANSPORTS,
        protocols=PORTLESS,
        outgoing=True,
        types=True,
        sources=True,
        options=frozenset({"allow_in"}),
    )


def write(plan: Plan) -> Iterator[Artifact]:
    """Return the script; no text from a page stands outside its comments."""
    file, group = stem(plan), f"portspec {short_name(plan)}"
    head = "\n".join(f"# {line}".rstrip() for line in header(plan, "Windows", _usage(file)))
    # Two rules may say the same of two parties in one place; of one name there can be but one.
    alike = together((rule, tuple(_words(rule))) for rule in plan.rules)
    rules = ",\n".join(_rule(words, each, group, plan) for words, each in alike.items())
    text = SCRIPT.replace("@GROUP@", group).replace("@RULES@", rules)
    yield Artifact(path=f"windows/{file}.ps1", data=f"{MARK}{head}\n{text}".encode())


def _usage(file: str) -> Iterator[str]:
    yield f"Apply:   .\\{file}.ps1 apply (as administrator)"
    yield f"Verify:  .\\{file}.ps1 verify (says which rules are missing, off or too many)"
    yield f"Remove:  .\\{file}.ps1 remove"
    yield "Reboot:  nothing is to be done, Windows keeps its rules"
    yield "Not executed: no test has loaded this. What it says is checked in tests."
    yield "The rules add to those that the host has. Where one of these blocks, that one wins."
    yield "What goes out passes unless the host blocks it by default."


def _rule(words: Sequence[str], rules: Sequence[Rule], group: str, plan: Plan) -> str:
    """Return what some rules say as a table of the words that New-NetFirewallRule takes."""
    match = rules[0].match
    # The name tells what the rule says, so that another rule has another name.
    name = f"{group.replace(' ', '-')}-{sha256(' '.join(words).encode()).hexdigest()[:12]}"
    lines = [
        *(line for rule in rules for line in _comments(rule, plan)),
        f"    @{{ Name = '{name}'",
        f"       DisplayName = '{group} {match.direction} {match.transport}'",
        *(f"       {each}" for each in words),
    ]
    return "\n".join((*lines[:-1], f"{lines[-1]} }}"))


def _comments(rule: Rule, plan: Plan) -> Iterator[str]:
    yield f"    # {about(rule.match)}"
    yield from (f"    #   {line}" for each in rule.openings for line in remarks(each, plan))


def _words(rule: Rule) -> Iterator[str]:
    match = rule.match
    way, whither, whence = WAYS[match.direction]
    yield f"Direction = '{way}'"
    yield f"Protocol = '{match.transport.upper() if match.transport in TRANSPORTS else _protocol(match.transport)}'"
    if match.transport in TRANSPORTS:
        yield f"{whither} = {_list(_numbers(each.ports for each in rule.openings))}"
        if match.sources:
            yield f"{whence} = {_list(_numbers(match.sources))}"
    if match.types:
        yield f"IcmpType = {_list(each.replace('/', ':') for each in match.types)}"
    if match.networks:
        yield f"RemoteAddress = {_list(_networks((*match.networks.v4, *match.networks.v6)))}"


def _protocol(name: str) -> str:
    return ICMP.get(name, str(NUMBERS[name]))


def _numbers(ports: Iterable[PortRange | None]) -> Iterator[str]:
    yield from (str(each) for each in ports if each)


def _networks(given: Iterable[str]) -> Iterator[str]:
    for network in map(ip_network, given):
        # Windows takes no network of prefix length 0.
        yield from map(str, network.subnets() if network.prefixlen == 0 else (network,))


def _list(values: Iterable[str]) -> str:
    every = ", ".join(f"'{each}'" for each in values)
    return f"@({every})"
