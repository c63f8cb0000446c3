"""The text of the firewalld dialect."""

import re
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portspec.artifact import Artifact
from portspec.spec import Spec
from portspec.writers.firewall import Options, emit
from tests.conftest import Golden, Need
from tests.firewall.reading import CHUNK, CLIENT, MDS, STANDALONE, reading, role, row, spec_of

KINDS = {"ipsets": "ipset", "services": "service", "policies": "policy"}
LONGEST = {"ipset": 31, "policy": 17, "service": 1000}
"""What the kernel takes of an ipset's name (ipset(8)) and firewalld of a policy's; a service's ends at no length."""


def files(options: Options, spec: Spec | None = None) -> list[Artifact]:
    return list(emit("firewalld", spec or reading(), options, lambda _: None))


def defined(made: list[Artifact]) -> dict[tuple[str, str], ET.Element]:
    """What the files beside the script define, by kind and name."""
    found = {}
    for each in made[1:]:
        _, _, folder, name = each.path.split("/")
        found[KINDS[folder], name.removesuffix(".xml")] = ET.fromstring(each.data)  # noqa: S314 (our own)
    return found


@pytest.mark.parametrize("name", [STANDALONE, MDS, CHUNK, CLIENT])
def test_the_files_of_each_role(golden: Golden, name: str) -> None:
    for each in files(Options(roles=(name,))):
        golden(f"firewall/{each.path}", each.data)


def test_the_script_of_a_host_with_all_options(golden: Golden) -> None:
    options = Options(
        roles=(CLIENT, CHUNK),
        peers={MDS: ("10.0.1.0/24", "fd00:1::/64"), CHUNK: ("10.0.2.0/24",), CLIENT: ("any",)},
        binds={"chunk-server.random-port": ("30000-30100", "29999")},
        accept_assumptions=True,
        zone="storage",
    )
    for each in files(options):
        golden(f"firewall/{each.path}", each.data)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4))
def test_text_of_a_page_stays_in_its_description(texts: list[str]) -> None:
    def made(words: list[str]) -> dict[tuple[str, str], ET.Element]:
        rows = (row(f"r{n}", "host", "both", str(n + 1), "tcp", purpose=text) for n, text in enumerate(words))
        return defined(files(Options(roles=("host",)), spec_of(*rows, roles=(role("host"),))))

    hostile, harmless = made(texts), made(["harmless"] * len(texts))
    for every in (hostile, harmless):
        for root in every.values():
            for description in root.findall("description"):
                assert len((description.text or "").strip().splitlines()) == len(texts)
                root.remove(description)
    assert {key: ET.tostring(root) for key, root in hostile.items()} == {
        key: ET.tostring(root) for key, root in harmless.items()
    }


def test_names_of_any_script_and_length_are_names_for_firewalld() -> None:
    spec = spec_of(row("r", "сервер_а" * 9, "both", "22", "tcp"), roles=(role("сервер_а" * 9),))
    names = defined(files(Options(roles=("сервер_а" * 9,), peers={"r": ("10.0.0.0/8", "fd00::/8")}), spec))
    assert sorted(kind for kind, _ in names) == ["ipset", "ipset", "policy", "service", "service"]
    for kind, name in names:
        assert re.fullmatch(r"[A-Za-z0-9_-]+", name)
        assert len(name) <= LONGEST[kind]


def test_every_address_is_two_halves_since_an_ipset_takes_no_prefix_of_length_0() -> None:
    names = defined(files(Options(roles=(MDS,), includes=False, peers={MDS: ("0.0.0.0/0", "::/0")})))
    entries = [[each.text for each in root.findall("entry")] for (kind, _), root in names.items() if kind == "ipset"]
    assert entries == [["0.0.0.0/1", "128.0.0.0/1"], ["::/1", "8000::/1"]]


def test_a_protocol_without_ports_is_known_by_its_number() -> None:
    spec = spec_of(row("r", "host", "inbound", "", "gre"), roles=(role("host"),))
    ((_, root),) = defined(files(Options(roles=("host",)), spec)).items()
    assert [each.get("value") for each in root.findall("protocol")] == ["47"]


def test_firewalld_takes_what_is_defined(need: Need, tmp_path: Path) -> None:
    """Its own checker reads the files as they would be saved."""
    peers = {MDS: ("10.0.0.0/24", "fd00::/64")}
    for (kind, name), root in defined(files(Options(roles=(MDS,), peers=peers))).items():
        path = tmp_path / {"policy": "policies"}.get(kind, f"{kind}s") / f"{name}.xml"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(ET.tostring(root))
    (tmp_path / "firewalld.conf").write_text("DefaultZone=public\n")
    command = [need("firewall-offline-cmd"), f"--system-config={tmp_path}", "--check-config"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
