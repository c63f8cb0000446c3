"""The guide is followed word for word, on a host in a network namespace."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from portspec.cli import group
from portspec.proof.lab import Lab, inside, is_root, laboratory
from tests.conftest import ALL, Made, Need, lacking
from tests.findings.pages import executed

GUIDE = Path(__file__).parents[2] / "site/pages/guide/audit.md"
SERVICES = {"sshd": 22, "stored": 8200, "exporter": 9100}
PAGE = """# Ports of Lantern

## Store nodes

| Port | Protocol | Direction | Purpose |
| ---- | -------- | --------- | ------- |
| 7001 | TCP      | inbound   | Requests of clients. |
"""
SERVE = """import socket, sys
open("/proc/self/comm", "w").write(sys.argv[1])
sock = socket.create_server(("0.0.0.0", int(sys.argv[2])))
print(flush=True)
sys.stdin.read()
"""


def test_the_guide_shows_what_its_commands_print(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: Made, need: Need
) -> None:
    if not is_root():
        lacking("only root can make network namespaces")
    for tool in ("ip", "nft", "ss", "iptables-save"):
        need(tool)
    monkeypatch.chdir(tmp_path)
    text = GUIDE.read_text("utf-8")
    with laboratory(()) as lab, services(lab), inside(lab.host):
        lab.load(text.partition("`host.nft`:\n\n```text\n")[2].partition("```")[0])
        now = executed(text, tmp_path)
    made(GUIDE, now)


@contextmanager
def services(lab: Lab) -> Iterator[None]:
    """Programs of these names that listen on the host."""
    with ExitStack() as stack:
        for name, port in SERVICES.items():
            command = [sys.executable, "-c", SERVE, name, str(port)]
            with inside(lab.host):
                program = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            stack.enter_context(program)
            assert program.stdout
            program.stdout.readline()
        yield


def test_the_commands_about_many_hosts_work_as_they_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ansible reads the playbook; what it would gather is here already."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ports.md").write_text(PAGE)
    for command in (["init", ".", "--product", "lantern", "--page", "ports.md"], ["build"]):
        made = CliRunner().invoke(group, command, prog_name="portspec")
        assert made.exit_code == 0, made.output
    folder = tmp_path / "facts/one"
    folder.mkdir(parents=True)
    (folder / "sockets.txt").write_text("tcp LISTEN 0 9 0.0.0.0:7001 0.0.0.0:*\n")
    for name in ("iptables.txt", "ip6tables.txt"):
        (folder / name).write_text("*filter\n:INPUT ACCEPT\nCOMMIT\n")
    (tmp_path / "inventory.yml").write_text("store_node: {hosts: {one: {ansible_host: 192.0.2.1}}}\n")
    (tmp_path / "site/pages/hosts").mkdir(parents=True)
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
    block = GUIDE.read_text("utf-8").partition("## Many hosts")[2].partition("```sh\n")[2].partition("```")[0]
    assert "ansible-playbook" in block
    # By day another test has Ansible read such a playbook, which takes seconds.
    for line in (each for each in block.splitlines() if ALL or "ansible-playbook" not in each):
        command = ["sh", "-c", line.replace("ansible-playbook", "ansible-playbook --syntax-check")]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        # The host lets all in, and that is a fault.
        assert done.returncode == (1 if " audit " in line else 0), done.stdout + done.stderr
    assert "| store-node.7001.tcp.inbound | in | 7001/tcp | allowed, listening |" in (
        tmp_path / "site/pages/hosts/storage.md"
    ).read_text("utf-8")
