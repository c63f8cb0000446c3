"""The text of the playbook."""

import re
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from portspec.spec import Party, Spec
from portspec.writers.firewall import Options, emit
from tests.conftest import Golden
from tests.firewall.reading import CHUNK, CLIENT, MDS, STANDALONE, reading, role, row, spec_of


def playbook(options: Options, spec: Spec | None = None) -> str:
    (made,) = emit("ansible", spec or reading(), options, lambda _: None)
    return made.data.decode()


def loaded(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(StringIO(text))


@pytest.mark.parametrize("name", [STANDALONE, MDS, CHUNK, CLIENT])
def test_the_playbook_of_each_role(golden: Golden, name: str) -> None:
    golden(f"firewall/ansible/{name}.yml", playbook(Options(roles=(name,))))


def test_the_playbook_of_a_host_with_all_options(golden: Golden) -> None:
    options = Options(
        roles=(MDS, CHUNK),
        peers={MDS: ("10.0.1.0/24", "fd00:1::/64"), CHUNK: ("10.0.2.0/24",), CLIENT: ("10.0.3.0/24",)},
        binds={"chunk-server.random-port": ("30000-30100", "29999")},
        accept_assumptions=True,
        zone="storage",
    )
    golden("firewall/ansible/mds-server+chunk-server.yml", playbook(options))


def test_ansible_takes_it(tmp_path: Path) -> None:
    path = tmp_path / "playbook.yml"
    path.write_text(playbook(Options(roles=(MDS,), peers={MDS: ("10.0.0.0/24", "fd00::/64")})))
    program = Path(sys.executable).parent / "ansible-playbook"
    command = [str(program), "--syntax-check", "-i", "localhost,", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={"ANSIBLE_HOME": str(tmp_path)})
    assert done.returncode == 0, done.stderr


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=4))
def test_text_of_a_page_stays_in_comments(texts: list[str]) -> None:
    """So none of it is a template, and none of it ends a string."""

    def made(words: list[str]) -> Any:
        rows = [
            row(f"r{n}", "host", "both", str(n + 1), "tcp", purpose=text, condition=text)
            for n, text in enumerate(words)
        ]
        return loaded(playbook(Options(roles=("host",)), spec_of(*rows, roles=(role("host"),))))

    assert made(texts) == made(["harmless"] * len(texts))


@pytest.mark.parametrize("name", ['{{ lookup("pipe", "id") }}', 'a" b', "x: [y", "сервер # z"])
def test_a_party_of_any_name_is_a_variable(name: str) -> None:
    spec = spec_of(row("r", "host", "inbound", "22", "tcp", peers=(Party(text=name),)), roles=(role("host"),))
    (play,) = loaded(playbook(Options(roles=("host",), peers={name: ("10.0.0.0/24",)}), spec))
    (variable,) = set(play["vars"]) - {"portspec_state", "portspec_zone", "portspec_priority"}
    assert re.fullmatch(r"[A-Za-z0-9_]+", variable)
    assert play["vars"][variable] == ["10.0.0.0/24"]
    assert all(variable in task["loop"] for task in play["tasks"])
    assert not any({*'{}"#'} & {*task["name"]} for task in play["tasks"])


def test_a_protocol_without_ports_is_known_by_its_number() -> None:
    spec = spec_of(row("r", "host", "inbound", "", "gre"), roles=(role("host"),))
    ((task,),) = [play["tasks"] for play in loaded(playbook(Options(roles=("host",)), spec))]
    assert task["vars"]["openings"] == ["47"]
    assert task["ansible.posix.firewalld"]["rich_rule"] == (
        'rule priority="{{ portspec_priority }}" protocol value="{{ item }}" accept'
    )
