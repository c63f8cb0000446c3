"""The definitions and the policy for Aerleon, and what aclgen makes of them."""

import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from portspec.findings import Finding
from portspec.spec import Party, Spec
from portspec.writers.firewall import Options, emit
from tests.conftest import Golden
from tests.firewall.aclgen import ENDINGS, generated
from tests.firewall.reading import CHUNK, CLIENT, MDS, STANDALONE, reading, role, row, spec_of

FULL = Options(
    roles=(MDS, CHUNK),
    peers={MDS: ("10.0.1.0/24", "fd00:1::/64"), CHUNK: ("10.0.2.0/24",), CLIENT: ("10.0.3.0/24",)},
    binds={"chunk-server.random-port": ("30000-30100", "29990")},
    accept_assumptions=True,
)


def files(options: Options, spec: Spec | None = None) -> dict[str, str]:
    made = emit("aerleon", spec or reading(), options, lambda _: None)
    return {each.path: each.data.decode() for each in made}


def loaded(options: Options, spec: Spec) -> tuple[Any, ...]:
    return tuple(YAML(typ="safe", pure=True).load(StringIO(text)) for text in files(options, spec).values())


@pytest.mark.parametrize("options", [*(Options(roles=(name,)) for name in (STANDALONE, MDS, CHUNK, CLIENT)), FULL])
def test_the_files_of_each_role(golden: Golden, options: Options) -> None:
    for path, text in files(options).items():
        golden(f"firewall/{path}", text)


def test_aclgen_writes_every_port_network_and_requirement(tmp_path: Path) -> None:
    made = generated(reading(), FULL, tmp_path)
    for name, text in made.items():
        for port in ("22", "80", "443", "2510", "2511", "5224", "64000", "29990"):
            assert re.search(rf"\b{port}\b", text), (name, port)
        for start, end in (("5700", "6900"), ("30000", "30100")):
            assert re.search(rf"\b{start}[- ]{end}\b", text), (name, start)
        for network in ("10.0.1.0", "10.0.2.0", "fd00:1::/64"):
            assert network in text, (name, network)
        assert "mds-server.2510.both" in text
        assert not re.search(r"\b(67|647|847)\b", text), name


@pytest.mark.parametrize("networks", [("10.0.0.0/24",), ("fd00::/64",)])
def test_a_party_of_one_family_closes_the_other(tmp_path: Path, networks: tuple[str, ...]) -> None:
    spec = spec_of(row("r", "host", "inbound", "4711", "tcp"), roles=(role("host"),))

    def openings(name: str, *networks: str) -> dict[str, int]:
        made = generated(spec, Options(roles=("host",), peers={"r": networks}), tmp_path / name)
        return {name: len(re.findall(r"\b4711\b", text)) for name, text in made.items()}

    one, both = openings("one", *networks), openings("both", "10.0.0.0/24", "fd00::/64")
    # These name the port once, and the networks in an object of their own.
    objects = {"fortigate", "paloalto", "srx"}
    assert {name: 2 * count for name, count in one.items() if name not in objects} == {
        name: count for name, count in both.items() if name not in objects
    }
    assert all(one.values())


def test_every_target_is_tried() -> None:
    (policy, _) = loaded(FULL, reading())
    assert [set(each["header"]["targets"]) for each in policy["filters"]] == [set(ENDINGS)] * 2


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=4))
def test_text_of_a_page_stays_in_comments(texts: list[str]) -> None:
    """aclgen hands comments of a policy on to devices; those of YAML it does not read."""

    def made(words: list[str]) -> tuple[Any, ...]:
        rows = [
            row(f"r{n}", "host", "both", str(n + 1), "tcp", purpose=text, condition=text)
            for n, text in enumerate(words)
        ]
        return loaded(Options(roles=("host",)), spec_of(*rows, roles=(role("host"),)))

    assert made(texts) == made(["harmless"] * len(texts))


@pytest.mark.parametrize("name", ["a\n  b: c", 'a" b', "x: [y", "сервер # z", "one-AND-two"])
def test_a_party_of_any_name_is_a_token(name: str) -> None:
    parties = (Party(text=name), Party(text="other"))
    spec = spec_of(row("r", "host", "inbound", "22", "tcp", peers=parties), roles=(role("host"),))
    networks = {name: ("10.0.0.0/24",), "other": ("10.0.2.0/24",)}
    policy, definitions = loaded(Options(roles=("host",), peers=networks), spec)
    (token,) = definitions["networks"]
    assert re.fullmatch(r"[-_a-zA-Z0-9]+", token)
    assert token.count("-AND-") == 1
    assert [each["source-address"] for each in policy["filters"][0]["terms"]] == [token]


@pytest.mark.parametrize(("ports", "left"), [("0-65535", "1-65535"), ("0, 22", "22"), ("0-3, 9", "1-3")])
def test_port_0_is_left_out_aloud_and_no_target_is_lost(tmp_path: Path, ports: str, left: str) -> None:
    said: list[Finding] = []
    spec = spec_of(row("r", "host", "inbound", ports, "tcp udp"), roles=(role("host"),))
    (policy, definitions) = emit("aerleon", spec, Options(roles=("host",)), said.append)
    assert ["below 1" in each.message for each in said] == [True]
    assert "r: this format has no word for ports below 1\n" in policy.data.decode()
    assert f'port: "{left}"' in definitions.data.decode()
    assert all(generated(spec, Options(roles=("host",)), tmp_path).values())
