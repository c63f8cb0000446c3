"""The text of the ufw dialect."""

import re
from configparser import RawConfigParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portspec.artifact import Artifact
from portspec.findings import Finding
from portspec.spec import Spec
from portspec.writers.firewall import Options, emit
from tests.conftest import Golden
from tests.firewall.reading import CHUNK, CLIENT, MDS, reading, role, row, spec_of


def files(options: Options, spec: Spec | None = None, said: list[Finding] | None = None) -> list[Artifact]:
    return list(emit("ufw", spec or reading(), options, (said if said is not None else []).append))


def test_the_files_of_a_host(golden: Golden) -> None:
    networks = {MDS: ("10.0.1.0/24", "fd00:1::/64"), CHUNK: ("10.0.2.1/32",), CLIENT: ("any",)}
    for artifact in files(Options(roles=(MDS,), peers=networks)):
        golden(f"firewall/{artifact.path}", artifact.data)


@given(st.lists(st.tuples(st.integers(1, 400), st.integers(0, 3)), min_size=1, max_size=60))
def test_no_clause_takes_more_ports_than_ufw_and_none_is_lost(ports: list[tuple[int, int]]) -> None:
    text = ", ".join(f"{start * 10}-{start * 10 + more}" for start, more in ports)
    profiles = RawConfigParser()
    spec = spec_of(row("r", "host", "inbound", text, "tcp udp"), roles=(role("host"),))
    profiles.read_string(files(Options(roles=("host",)), spec)[0].data.decode())
    (name,) = profiles.sections()
    opened = []
    for clause in profiles[name]["ports"].split("|"):
        numbers, _, transport = clause.partition("/")
        spans = [[int(each) for each in part.split(":")] for part in numbers.split(",")]
        assert sum(map(len, spans)) <= 15
        opened += [(transport, port) for each in spans for port in range(each[0], each[-1] + 1)]
    assert len(opened) == len(set(opened))
    assert set(opened) == {
        (transport, start * 10 + n) for transport in ("tcp", "udp") for start, more in ports for n in range(more + 1)
    }


@pytest.mark.parametrize(("long", "length"), [(3, 120), (4, 121)])
def test_a_note_says_all_ports_or_that_there_are_more(long: int, length: int) -> None:
    ports = [*map(str, range(1000, 1220 - 10 * long, 10)), *map(str, range(20_000, 20_000 + 10 * long, 10))]
    whole = f"{','.join(ports[:15])}/tcp {','.join(ports[15:])}/tcp"
    assert len(whole) == length
    spec = spec_of(row("r", "host", "inbound", ", ".join(ports), "tcp"), roles=(role("host"),))
    (said,) = re.findall(
        r"^    rule '\S+ (.*)' allow", files(Options(roles=("host",)), spec)[1].data.decode(), re.MULTILINE
    )
    assert said == (whole if length <= 120 else f"{','.join(whole.split(',')[:-1])} and more")


def test_one_family_is_never_taken_for_both() -> None:
    """ufw takes 0.0.0.0/0 and ::/0 for any address of either family."""
    script = files(Options(roles=(MDS,), peers={MDS: ("0.0.0.0/0",)}))[1].data.decode()
    assert "/0" not in "".join(re.findall(r"^    rule .*", script, re.MULTILINE))
    assert "from 0.0.0.0/1" in script
    assert "from 128.0.0.0/1" in script


def test_what_ufw_has_no_word_for_is_left_out_aloud() -> None:
    rows = [row("gre", "host", "both", "", "gre"), row("l2tp", "host", "inbound", "", "l2tp")]
    rows.append(row("signals", "host", "inbound", "2905", "sctp"))
    said: list[Finding] = []
    script = files(Options(roles=("host",)), spec_of(*rows, roles=(role("host"),)), said)[1].data.decode()
    assert re.findall(r"allow .*", script) == ["allow to any proto gre", "allow out to any proto gre"]
    assert [each.message.split()[0] for each in said] == ["l2tp", "signals"]
