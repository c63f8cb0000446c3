"""A fleet over SSH: hosts that close all else are deployed to, confirmed through a new connection, and audited."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from portspec.deployment.node import GONE
from portspec.proof.lab import Lab, inside, is_root, laboratory
from tests.cli.running import run
from tests.conftest import Need, lacking
from tests.packets.lab import PEERS

NAMES = ("mds", "chunk", "client")
ROLES = {"mds": "mds_server", "chunk": "chunk_server", "client": "client"}
PRODUCT = ("--product", "virtuozzo-hybrid-server")
CONFIGURATION = """
HostKey {folder}/host
AuthorizedKeysFile {folder}/key.pub
PidFile none
UsePAM no
StrictModes no
PermitRootLogin prohibit-password
"""


class Fleet:
    """Hosts with a server for SSH each, and a folder from which they are managed; nothing else reaches them."""

    def __init__(self, lab: Lab, folder: Path) -> None:
        self.lab = lab
        self.folder = folder

    def inventory(self, *names: str, gone: tuple[str, ...] = ()) -> None:
        """Write an inventory of some hosts and of some that are to go."""
        ssh = f"-i {self.folder}/key -o UserKnownHostsFile={self.folder}/known -o StrictHostKeyChecking=accept-new"
        groups = {**{ROLES[name]: (name,) for name in names}, **({GONE: gone} if gone else {})}
        hosts = {
            name: {
                "ansible_host": self.lab.peers[name].address(4),
                "ansible_user": "root",
                "ansible_become": False,
                "ansible_ssh_common_args": ssh,
                "ansible_python_interpreter": sys.executable,
                "portspec_boot": False,
                "portspec_dialect": "nftables",
                "portspec_kept": f"{self.folder}/{name}.kept",
            }
            for name in (*names, *gone)
        }
        told = {group: {"hosts": {name: hosts[name] for name in own}} for group, own in groups.items()}
        (self.folder / "inventory.yml").write_text(json.dumps(told))

    def emit(self, form: str, *words: str) -> None:
        result = run("emit", form, *PRODUCT, *words, "-o", str(self.folder))
        assert result.exit_code == 0, result.output

    def play(self, book: str, *words: str) -> dict[str, bool]:
        """Run a playbook from the host of the laboratory; return which hosts it has changed."""
        program = [str(Path(sys.executable).parent / "ansible-playbook"), "-i", "inventory.yml", book, *words]
        environment = {**os.environ, "ANSIBLE_HOME": str(self.folder / "ansible"), "ANSIBLE_NOCOLOR": "1"}
        environment |= {"PWD": str(self.folder)}
        with inside(self.lab.host):
            done = subprocess.run(
                program, cwd=self.folder, env=environment, capture_output=True, text=True, check=False
            )
        assert done.returncode == 0, done.stdout + done.stderr
        return {
            name: changed != "0"
            for name, changed in re.findall(r"^(\w+) +: ok=\d+ +changed=(\d+)", done.stdout, re.MULTILINE)
        }

    def rules(self, name: str) -> str:
        with inside(self.lab.spaces[name]):
            return subprocess.run(["nft", "list", "ruleset"], capture_output=True, text=True, check=True).stdout  # noqa: S607 - found by the fixture


@pytest.fixture
def fleet(tmp_path: Path, need: Need) -> Iterator[Fleet]:
    if not is_root():
        lacking("only root can make network namespaces")
    for tool in ("ip", "nft", "ssh"):
        need(tool)
    server = need("sshd")
    Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)  # sshd(8) goes there and nowhere else to give up its rights
    for key in ("host", "key"):
        subprocess.run([need("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / key], check=True)
    (tmp_path / "configuration").write_text(CONFIGURATION.format(folder=tmp_path))
    with laboratory([each for each in PEERS if each.name in NAMES]) as lab, ExitStack() as ends:
        for name in NAMES:
            with inside(lab.spaces[name]):
                process = subprocess.Popen([server, "-D", "-e", "-f", tmp_path / "configuration"])
            ends.callback(process.wait)
            ends.callback(process.terminate)
        yield Fleet(lab, tmp_path)


@pytest.mark.night
def test_a_fleet_is_closed_over_ssh_and_is_as_documented(
    fleet: Fleet, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    options = ("--enforce", "--bind", "chunk-server.random-port=30000-30100", "--inventory")
    inventory = str(fleet.folder / "inventory.yml")
    fleet.inventory(*NAMES)
    fleet.emit("ansible", *options, inventory)
    assert fleet.play("deploy.yml", "--check") == dict.fromkeys(NAMES, True)
    assert {fleet.rules(name) for name in NAMES} == {""}
    assert fleet.play("deploy.yml") == dict.fromkeys(NAMES, True)
    # A text that nobody confirms through a new connection is undone; this one is there, and is the same again.
    assert all((fleet.folder / f"{name}.kept/now").is_dir() for name in NAMES)
    assert fleet.play("deploy.yml") == dict.fromkeys(NAMES, False)

    fleet.emit("ansible-audit")
    assert fleet.play("ansible-audit.yml").keys() == set(NAMES)
    result = run("audit", *PRODUCT, "--from", str(fleet.folder / "facts"), *options[1:], inventory, "--format", "json")
    kinds = {each["fault"]["kind"] for each in json.loads(result.stdout)["faults"]}
    assert kinds == {"silent"}  # but for SSH nothing runs there

    fleet.inventory("mds", "chunk", gone=("client",))
    fleet.emit("ansible", *options, inventory)
    assert fleet.play("deploy.yml") == {"mds": True, "chunk": True, "client": True}
    assert fleet.rules("client") == ""
    assert str(fleet.lab.peers["client"].v4) not in fleet.rules("mds")
