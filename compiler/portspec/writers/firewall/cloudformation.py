"""CloudFormation: a security group of AWS for the hosts of some roles (AWS::EC2::SecurityGroup)."""

from collections.abc import Iterator

from portspec.artifact import Artifact
from portspec.writers.firewall.lowering.options import Options
from portspec.writers.firewall.lowering.plan import Ability, Match, Opening, Plan
from portspec.writers.firewall.snippet.aws import ABILITY, packets
from portspec.writers.firewall.snippet.header import about, header, remarks, short_name, stem
from portspec.writers.firewall.snippet.quoted import quoted

QUOTA = 60
"""Rules of a family that AWS takes in a group, unless an account has more."""


def ability(options: Options) -> Ability:  # noqa: ARG001 (the same under all options)
    """Return what a group of AWS can say."""
    return ABILITY


def write(plan: Plan) -> Iterator[Artifact]:
    """Return the template; no text from a page stands outside its comments."""
    file, rules = stem(plan), tuple(_rules(plan))
    lines = [f"# {line}".rstrip() for line in header(plan, "AWS CloudFormation", _usage(file, rules))]
    lines += [
        'AWSTemplateFormatVersion: "2010-09-09"',
        "Parameters:",
        "  Vpc:",
        "    Type: AWS::EC2::VPC::Id",
        "Resources:",
        "  Host:",
        "    Type: AWS::EC2::SecurityGroup",
        "    Properties:",
        f"      GroupDescription: portspec {short_name(plan)}",
        "      VpcId: { Ref: Vpc }",
        "      SecurityGroupIngress:",
        *(f"        {line}" for line in rules),
        "Outputs:",
        "  Group:",
        "    Value: { Ref: Host }",
        "",
    ]
    yield Artifact(path=f"cloudformation/{file}.yaml", data="\n".join(lines).encode())


def _usage(file: str, rules: tuple[str, ...]) -> Iterator[str]:
    stack = "--stack-name NAME"
    yield f"Dry run: aws cloudformation deploy {stack} --template-file {file}.yaml --parameter-overrides Vpc=VPC"
    yield "         --no-execute-changeset"
    yield "Apply:   the same without the last word; then add the group to the hosts, beside those that they have"
    yield f"Verify:  aws cloudformation detect-stack-drift {stack}"
    yield f"Remove:  take the group from the hosts, then aws cloudformation delete-stack {stack}"
    yield "Reboot:  nothing is to be done, AWS keeps it"
    yield "Not executed: no account has run this. Its form is checked in tests."
    yield "Groups add up: what another group of a host lets in stays open. All that goes out passes."
    if any('"icmpv6"' in line for line in rules):
        yield "FromPort and ToPort are type and code of ICMPv6, as of ICMP: cfn-lint does not know (E3688, W3687)."
    for version in ("", "v6"):
        given = sum(f"CidrIp{version}:" in line for line in rules)
        if given > QUOTA:
            yield f"It has {given} rules for IP{version or 'v4'}: ask AWS for a quota of more than {QUOTA} in a group."


def _rules(plan: Plan) -> Iterator[str]:
    said = set[str]()
    for rule in plan.rules:
        yield f"# {about(rule.match)}"
        for opening in rule.openings:
            yield from (f"#   {line}" for line in remarks(opening, plan))
            own = [f"- {{ {what}, {each} }}" for what in _packets(rule.match, opening) for each in _sources(rule.match)]
            yield from (each for each in own if each not in said)  # AWS takes no rule twice
            said.update(own)


def _packets(match: Match, opening: Opening) -> Iterator[str]:
    for each in packets(match, opening):
        ports = f", FromPort: {each.first}, ToPort: {each.last}" if each.first is not None else ""
        yield f"IpProtocol: {quoted(each.protocol)}{ports}"


def _sources(match: Match) -> Iterator[str]:
    networks = match.networks
    for version, given, every in (
        ("", networks.v4 if networks else (), "0.0.0.0/0"),
        ("v6", networks.v6 if networks else (), "::/0"),
    ):
        yield from (f"CidrIp{version}: {quoted(each)}" for each in (given if networks else (every,)))
