"""The texts for what is no host of Linux: they have the form that is demanded, and tell what they do not do."""

from io import StringIO
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from portspec.writers.firewall import Options, emit
from tests.conftest import Golden
from tests.firewall.reading import CHUNK, CLIENT, MDS, reading, role, row, spec_of

ENDINGS = {"cloudformation": ".yaml", "kubernetes": ".yaml", "windows": ".ps1"}
OPTIONS = Options(
    roles=(MDS, CHUNK),
    peers={MDS: ("10.0.1.0/24", "fd00:1::/64"), CHUNK: ("10.0.2.0/24",), CLIENT: ("any",)},
    binds={"chunk-server.random-port": ("30000-30100", "29999")},
    accept_assumptions=True,
    allow_in={"9100/tcp": ("10.9.0.0/16",)},
)


def text_of(dialect: str, options: Options = OPTIONS) -> str:
    (made,) = emit(dialect, reading(), options, lambda _: None)
    return made.data.decode()


def loaded(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(StringIO(text))


def closed(**properties: Any) -> dict[str, Any]:
    """The schema of a mapping with these keys and no others."""
    return {"type": "object", "properties": properties, "required": [*properties], "additionalProperties": False}


PORT = {"type": "integer", "minimum": 1, "maximum": 65535}
LABEL = {"type": "string", "pattern": "^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$"}
CIDR = {"type": "string", "pattern": "^[0-9a-f:.]+/[0-9]{1,3}$"}
OPENED = {
    **closed(protocol={"enum": ["TCP", "UDP", "SCTP"]}, port=PORT, endPort=PORT),
    "required": ["protocol", "port"],
}
INGRESS = {
    **closed(
        ports={"type": "array", "minItems": 1, "items": OPENED},
        **{"from": {"type": "array", "minItems": 1, "items": closed(ipBlock=closed(cidr=CIDR))}},
    ),
    "required": ["ports"],
}
POLICY = closed(
    apiVersion={"const": "networking.k8s.io/v1"},
    kind={"const": "NetworkPolicy"},
    metadata=closed(name={"type": "string", "maxLength": 253, "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$"}),
    spec=closed(
        podSelector=closed(
            matchLabels={"type": "object", "minProperties": 1, "propertyNames": LABEL, "additionalProperties": LABEL}
        ),
        policyTypes={"const": ["Ingress"]},
        ingress={"type": "array", "minItems": 1, "items": INGRESS},
    ),
)
"""What the API of Kubernetes takes as a NetworkPolicy, as far as one is written, and nothing else."""
PORTED = {"IpProtocol": {"enum": ["tcp", "udp"]}, "FromPort": {**PORT, "minimum": 0}, "ToPort": {**PORT, "minimum": 0}}
OTHER = {"IpProtocol": {"type": "string", "pattern": "^[0-9]{1,3}$"}}
GROUP = closed(
    AWSTemplateFormatVersion={"const": "2010-09-09"},
    Parameters=closed(Vpc=closed(Type={"const": "AWS::EC2::VPC::Id"})),
    Resources=closed(
        Host=closed(
            Type={"const": "AWS::EC2::SecurityGroup"},
            Properties=closed(
                GroupDescription={
                    "type": "string",
                    "maxLength": 255,
                    "pattern": r"^[A-Za-z0-9. _:/()#,@\[\]+=&;{}!$*-]+$",
                },
                VpcId=closed(Ref={"const": "Vpc"}),
                SecurityGroupIngress={
                    "type": "array",
                    "items": {
                        "oneOf": [
                            closed(**each, **ip)
                            for each in (PORTED, OTHER)
                            for ip in ({"CidrIp": CIDR}, {"CidrIpv6": CIDR})
                        ]
                    },
                },
            ),
        )
    ),
    Outputs=closed(Group=closed(Value=closed(Ref={"const": "Host"}))),
)
"""What CloudFormation takes as a template with a security group, likewise."""


@pytest.mark.parametrize("dialect", ENDINGS)
def test_the_text_of_a_host_with_all_options(golden: Golden, dialect: str) -> None:
    golden(f"firewall/{dialect}/mds-server+chunk-server{ENDINGS[dialect]}", text_of(dialect))


@pytest.mark.parametrize("dialect", ENDINGS)
def test_what_was_not_executed_says_so(dialect: str) -> None:
    assert "\n# Not executed: " in text_of(dialect)


@pytest.mark.parametrize(("dialect", "schema"), [("kubernetes", POLICY), ("cloudformation", GROUP)])
@pytest.mark.parametrize("options", [OPTIONS, Options(roles=(MDS,), family="ipv6"), Options(roles=(CLIENT,))])
def test_it_has_the_form_that_is_demanded(dialect: str, schema: dict[str, Any], options: Options) -> None:
    errors = [error.message for error in Draft202012Validator(schema).iter_errors(loaded(text_of(dialect, options)))]
    assert errors == []


@pytest.mark.parametrize("name", ["сервер", "a" * 80, "-x", "db: [x"])
def test_a_role_of_any_name_has_a_label(name: str) -> None:
    spec = spec_of(row("r", name, "inbound", "22", "tcp"), roles=(role(name),))
    (made,) = emit("kubernetes", spec, Options(roles=(name,)), lambda _: None)
    policy = loaded(made.data.decode())
    assert list(Draft202012Validator(POLICY).iter_errors(policy)) == []
    assert policy["spec"]["podSelector"]["matchLabels"], "without a label all pods are meant"


def test_what_goes_out_is_left_out_aloud_where_a_rule_would_close_the_rest() -> None:
    for dialect in ("kubernetes", "cloudformation"):
        assert "client.2511.outbound: outgoing traffic is not filtered here" in text_of(
            dialect, Options(roles=(CLIENT,))
        )


def test_many_rules_for_a_group_are_said() -> None:
    options = Options(roles=(MDS,), peers={CHUNK: tuple(f"10.0.{each}.0/25" for each in range(61)), CLIENT: ("none",)})
    assert "rules for IPv4: ask AWS for a quota of more than 60 in a group" in text_of("cloudformation", options)
    assert "quota" not in text_of("cloudformation")


def test_a_rule_for_windows_has_another_name_when_it_says_something_else() -> None:
    """The script adds the rules whose names are not there, and takes out those with other names."""

    def names(options: Options) -> set[str]:
        found = [line.partition("'")[2].rstrip("'") for line in text_of("windows", options).splitlines()]
        return {each for each in found if each.startswith("portspec-")}

    some = names(Options(roles=(MDS,), peers={MDS: ("10.0.0.0/24",)}))
    other = names(Options(roles=(MDS,), peers={MDS: ("10.0.0.0/25",)}))
    assert len(some - other) == len(other - some) == 2
    assert some & other


def test_two_parties_in_one_place_have_one_rule() -> None:
    """A group takes no rule twice, and a host no two rules of one name."""
    rows = [row(each, "node", "inbound", "22", "tcp", source=each) for each in ("one", "two", "three")]
    spec = spec_of(*rows, roles=(role("node"),))
    here, there = "10.0.0.0/24", "10.1.0.0/24"
    options = Options(roles=("node",), peers={"one": (here,), "two": (here,), "three": (here, there)})
    for dialect, word in (("cloudformation", "CidrIp:"), ("windows", "@{ Name =")):
        (made,) = emit(dialect, spec, options, lambda _: None)
        lines = made.data.decode().splitlines()
        found = [line for line in lines if word in line]
        assert len(found) == len(set(found)) == 2, dialect
        assert all(any(line.lstrip("# ").startswith(f"{each.id}:") for line in lines) for each in rows), dialect


def test_powershell_takes_it_for_utf_8() -> None:
    assert text_of("windows").startswith("\N{ZERO WIDTH NO-BREAK SPACE}# ")
