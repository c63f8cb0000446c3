"""The texts for what is no host of Linux: they have the form that is demanded, and tell what they do not do."""

import json
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import msgspec
import pytest
from jsonschema import Draft4Validator, Draft202012Validator
from ruamel.yaml import YAML

from portspec.findings import Finding
from portspec.writers.firewall import Options, dialects, emit, meets
from tests.conftest import Golden, Need
from tests.firewall.reading import CHUNK, CLIENT, MDS, reading, role, row, spec_of

CLOUDS = ("terraform_aws", "terraform_azure", "terraform_gcp")
OTHERS = [each for each in dialects() if not Path(__file__).with_name(f"test_{each}.py").exists()]
"""The dialects without a file of tests of their own."""
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
KEY = {"type": "string", "pattern": "^([a-z0-9.-]+/)?" + LABEL["pattern"].removeprefix("^")}
LABELS = {"type": "object", "minProperties": 1, "propertyNames": KEY, "additionalProperties": LABEL}
PODS = closed(podSelector=closed(matchLabels=LABELS))
INGRESS = {
    **closed(
        ports={"type": "array", "minItems": 1, "items": OPENED},
        **{"from": {"type": "array", "minItems": 1, "items": {"oneOf": [closed(ipBlock=closed(cidr=CIDR)), PODS]}}},
    ),
    "required": ["ports"],
}
POLICY = closed(
    apiVersion={"const": "networking.k8s.io/v1"},
    kind={"const": "NetworkPolicy"},
    metadata=closed(name={"type": "string", "maxLength": 253, "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$"}),
    spec=closed(
        podSelector=closed(matchLabels=LABELS),
        policyTypes={"const": ["Ingress"]},
        ingress={"type": "array", "minItems": 1, "items": INGRESS},
    ),
)
"""What the API of Kubernetes takes as a NetworkPolicy, as far as one is written, and nothing else."""
NUMBER = {"type": "string", "pattern": "^[1-9][0-9]{0,4}$"}
LISTED = {
    **closed(port=NUMBER, endPort=PORT, protocol={"enum": ["TCP", "UDP", "SCTP"]}),
    "required": ["port", "protocol"],
}
ENTRY = {
    **closed(
        toPorts={
            "type": "array",
            "minItems": 1,
            "items": closed(ports={"type": "array", "minItems": 1, "maxItems": 40, "items": LISTED}),
        },
        fromCIDR={"type": "array", "minItems": 1, "items": CIDR},
        fromEndpoints={"type": "array", "minItems": 1, "items": closed(matchLabels=LABELS)},
    ),
    "required": ["toPorts"],
    "not": {"required": ["fromCIDR", "fromEndpoints"]},
}
CILIUM = closed(
    apiVersion={"const": "cilium.io/v2"},
    kind={"const": "CiliumNetworkPolicy"},
    metadata=POLICY["properties"]["metadata"],
    spec=closed(endpointSelector=closed(matchLabels=LABELS), ingress={"type": "array", "minItems": 1, "items": ENTRY}),
)
"""What the API of Cilium takes as a policy, likewise."""
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


@pytest.mark.parametrize("dialect", OTHERS)
def test_the_files_of_a_host_with_all_options(golden: Golden, dialect: str) -> None:
    options = OPTIONS if meets(dialect, "allow_in") else msgspec.structs.replace(OPTIONS, allow_in={})
    made = list(emit(dialect, reading(), options, lambda _: None))
    assert made, "nothing is written"
    for each in made:
        golden(f"firewall/{each.path}", each.data)


@pytest.mark.parametrize("dialect", OTHERS)
def test_what_was_not_executed_says_so(dialect: str) -> None:
    assert "Not executed: " in text_of(dialect).partition("Left out")[0]


NAME = {"type": "string", "pattern": "^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$"}
RANGES = {"type": "array", "minItems": 1, "items": {"type": "string", "pattern": "^[0-9]{1,5}(-[0-9]{1,5})?$"}}
PLACES = {"type": "array", "minItems": 1, "items": CIDR}
ANY = {"const": "*"}


def resource(optional: tuple[str, ...] = (), **fields: Any) -> dict[str, Any]:
    """The schema of all resources of a type, by names; `//` is a comment."""
    one = closed(**fields)
    one["properties"]["//"] = {"type": "array", "items": {"type": "string"}}
    one["required"] = [each for each in fields if each not in optional]
    return {"type": "object", "minProperties": 1, "propertyNames": NAME, "additionalProperties": one}


RESOURCES = {
    "aws_security_group": resource(name=NAME, vpc_id={"const": "${var.vpc}"}),
    "aws_vpc_security_group_ingress_rule": resource(
        ("cidr_ipv4", "cidr_ipv6"),
        security_group_id={"const": "${aws_security_group.host.id}"},
        ip_protocol={"enum": ["tcp", "udp"]},
        from_port={**PORT, "minimum": 0},
        to_port={**PORT, "minimum": 0},
        cidr_ipv4=CIDR,
        cidr_ipv6=CIDR,
    ),
    "azurerm_network_security_group": resource(
        name=NAME, location={"const": "${var.location}"}, resource_group_name={"const": "${var.resource_group}"}
    ),
    "azurerm_network_security_rule": resource(
        ("source_address_prefix", "source_address_prefixes"),
        name=NAME,
        priority={"type": "integer", "minimum": 100, "maximum": 4096},
        direction={"const": "Inbound"},
        access={"const": "Allow"},
        protocol={"enum": ["Tcp", "Udp"]},
        source_port_range=ANY,
        source_address_prefix=ANY,
        source_address_prefixes=PLACES,
        destination_port_ranges=RANGES,
        destination_address_prefix=ANY,
        resource_group_name={"const": "${var.resource_group}"},
        network_security_group_name={"const": "${azurerm_network_security_group.host.name}"},
    ),
    "google_compute_firewall": resource(
        name=NAME,
        network={"const": "${var.network}"},
        direction={"const": "INGRESS"},
        allow={
            "type": "array",
            "maxItems": 1,
            "items": closed(protocol={"enum": ["tcp", "udp", "sctp"]}, ports=RANGES),
        },
        source_ranges=PLACES,
        target_tags={"type": "array", "minItems": 1, "maxItems": 1, "items": NAME},
    ),
}
"""What the providers of Terraform take as a resource of each type, as far as one is written."""


@pytest.mark.parametrize("dialect", CLOUDS)
@pytest.mark.parametrize("options", [OPTIONS, Options(roles=(MDS,), family="ipv6")])
def test_a_module_of_terraform_has_the_form_that_is_demanded(dialect: str, options: Options) -> None:
    found = json.loads(text_of(dialect, options))
    for type_, each in found["resource"].items():
        assert [error.message for error in Draft202012Validator(RESOURCES[type_]).iter_errors(each)] == []
    used = set(re.findall(r"\$\{var\.(\w+)\}", json.dumps(found["resource"])))
    assert used == {*found["variable"]}


@pytest.mark.parametrize("dialect", CLOUDS)
def test_no_text_of_a_page_stands_where_terraform_reads_templates(dialect: str) -> None:
    hostile = '${file("/etc/passwd")} %{ if true }'
    rows = [row("r", "host", "inbound", "22", "tcp", purpose=hostile, condition=hostile, source=hostile)]
    spec = spec_of(*rows, roles=(role("host"),))
    (made,) = emit(dialect, spec, Options(roles=("host",)), lambda _: None)
    assert "passwd" in made.data.decode()
    assert "passwd" not in json.dumps(json.loads(made.data, object_hook=without_comments))


def without_comments(value: dict[str, Any]) -> dict[str, Any]:
    return {key: each for key, each in value.items() if key != "//"}


VALIDATORS: dict[str, tuple[str, str, tuple[str, str]]] = {
    "cloudformation": ("cfn-lint==1.51.0", "cfn-lint", ("CidrIp: ", "Cidr: ")),
    "kubernetes": ("kubernetes-validate==1.37.0", "kubernetes-validate --strict", ("endPort", "endport")),
}
"""What those who know a format demand of it: a package, its command, and a fault that it finds."""


@pytest.mark.night
@pytest.mark.parametrize("dialect", VALIDATORS)
def test_its_own_validator_takes_it(dialect: str, tmp_path: Path) -> None:
    package, command, fault = VALIDATORS[dialect]
    program, *words = command.split()
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    pip = [str(tmp_path / "venv/bin/python"), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    subprocess.run([*pip, package], check=True)
    text = text_of(dialect)
    for name, data, fine in (("good", text, True), ("bad", text.replace(*fault), False)):
        file = tmp_path / f"{name}.yaml"
        file.write_text(data)
        call = [str(tmp_path / "venv/bin" / program), *words, str(file)]
        done = subprocess.run(call, capture_output=True, check=False)
        assert (done.returncode == 0) == fine, done.stdout


@pytest.mark.night
def test_the_schema_of_cloud_init_takes_it(need: Need, tmp_path: Path) -> None:
    subprocess.run([need("apt-get"), "--quiet", "download", "cloud-init"], cwd=tmp_path, check=True)
    subprocess.run([need("dpkg"), "-x", next(tmp_path.glob("cloud-init*.deb")), "."], cwd=tmp_path, check=True)
    schema = json.loads(next(tmp_path.rglob("schema-cloud-config-v1.json")).read_text())
    text = text_of("cloud_init")
    for data, fine in ((text, True), (text.replace("content: |", "contents: |"), False)):
        assert Draft4Validator(schema).is_valid(loaded(data)) == fine


@pytest.mark.parametrize(("dialect", "schema"), [("kubernetes", POLICY), ("cilium", CILIUM), ("cloudformation", GROUP)])
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


def test_pods_are_told_by_their_labels() -> None:
    """Those of the host, and at the other end those of a role, beside networks that are given for other roles."""
    pods = {MDS: ("app=mds", "example.com/tier=meta"), CHUNK: ("app=chunk",)}
    options = Options(roles=(MDS,), includes=False, pods=pods, peers={CLIENT: ("10.3.0.0/16",)})
    policy = loaded(text_of("kubernetes", options))
    assert list(Draft202012Validator(POLICY).iter_errors(policy)) == []
    mds = {"matchLabels": {"app": "mds", "example.com/tier": "meta"}}
    assert policy["spec"]["podSelector"] == mds
    assert {str(each["ports"][0]["port"]): each["from"] for each in policy["spec"]["ingress"]} == {
        "2510": [{"podSelector": mds}],
        "2511": [{"ipBlock": {"cidr": "10.3.0.0/16"}}, {"podSelector": {"matchLabels": {"app": "chunk"}}}],
    }
    policy = loaded(text_of("cilium", options))
    assert list(Draft202012Validator(CILIUM).iter_errors(policy)) == []
    assert policy["spec"]["endpointSelector"] == mds
    sources = [(each["toPorts"][0]["ports"][0]["port"], *list(each.items())[1]) for each in policy["spec"]["ingress"]]
    assert sources == [
        ("2511", "fromCIDR", ["10.3.0.0/16"]),
        ("2511", "fromEndpoints", [{"matchLabels": {"app": "chunk"}}]),
        ("2510", "fromEndpoints", [mds]),
    ]


@pytest.mark.parametrize(
    "pods",
    [
        {"other": ("app=x",)},
        {CLIENT: ("app=x", "app=y")},
        {MDS: ("mds",)},
        {MDS: ("app=a b",)},
        {MDS: ("app=mds",), CHUNK: ("app=chunk",)},
    ],
)
def test_labels_that_no_pod_has_are_refused(pods: dict[str, tuple[str, ...]]) -> None:
    said: list[Finding] = []
    assert list(emit("kubernetes", reading(), Options(roles=(MDS, CHUNK), pods=pods), said.append)) == []
    assert {each.code for each in said if each.severity == "error"} == {"PS502"}


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
    for dialect, word in (("cloudformation", "CidrIp:"), ("windows", "@{ Name ="), ("terraform_aws", "cidr_ipv4")):
        (made,) = emit(dialect, spec, options, lambda _: None)
        lines = made.data.decode().splitlines()
        found = [line for line in lines if word in line]
        assert len(found) == len(set(found)) == 2, dialect
        assert all(any(line.lstrip('# "').startswith(f"{each.id}:") for line in lines) for each in rows), dialect


def test_powershell_takes_it_for_utf_8() -> None:
    assert text_of("windows").startswith("\N{ZERO WIDTH NO-BREAK SPACE}# ")


def test_no_comment_of_pf_takes_a_rule_with_it() -> None:
    """A line that ends with a backslash goes on in the next one."""
    rows = [row("r", "server", "inbound", "22", "tcp", purpose="Ends with a backslash \\")]
    peers = {"r": ("10.0.0.0/8",)}
    (file,) = emit(
        "pf", spec_of(*rows, roles=(role("server"),)), Options(roles=("server",), peers=peers), lambda _: None
    )
    joined = file.data.decode().replace("\\\n", "").splitlines()
    assert [line for line in joined if line.startswith(("pass", "table"))] == [
        "table <peers1> const { 10.0.0.0/8 }",
        "pass in quick proto tcp from <peers1> to (self) port { 22 }",
    ]


def test_cisco_takes_another_version_for_another_list() -> None:
    """Lines are added to a list that is there already; who is at the ends, and no comment, makes another version."""
    first = text_of("cisco_asa", Options(roles=(MDS,), peers={MDS: ("10.0.0.0/24",)}))
    other = text_of("cisco_asa", Options(roles=(MDS,), peers={MDS: ("10.0.0.0/25",)}))
    lists = [set(re.findall(r"^access-list (\S+)", text, re.MULTILINE)) for text in (first, other)]
    assert [len(each) for each in lists] == [2, 2]
    assert lists[0].isdisjoint(lists[1])


def test_no_line_for_cisco_asks_for_help_or_is_too_long() -> None:
    rows = [row("r", "host", "inbound", "22", "tcp", purpose="Why? " * 99, condition="What for? " * 99, source="Who?")]
    (made,) = emit("cisco_asa", spec_of(*rows, roles=(role("host"),)), Options(roles=("host",)), lambda _: None)
    lines = made.data.decode().splitlines()
    assert max(map(len, lines)) < 250
    assert not any("?" in line for line in lines)
    assert [line for line in lines if not line.startswith("!")][-1].startswith("access-list portspec_")
